import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { PermitView } from '@/api/bindings/PermitView';
import type { SessionEndView } from '@/api/bindings/SessionEndView';
import { desk } from '@/api/commands';
import { notices } from './notices.svelte';
import { RemoteWish } from './remote.svelte';
import { sessions } from './sessions.svelte';

const failed = (session: number, key = 'demo/1'): SessionEndView => {
  const message = `db refused the SSH connection of session ${session}.`;
  return { session, key, text: message, error: { code: 'session-failed', message, hint: 'Check the port.' } };
};
const permit: PermitView = {
  consent: null,
  checks: [],
  after_hours: null,
  overrule: { possible: false, is_lead: false, who: '' },
  can_ask: false,
};
const told = () => notices.list.map(({ message }) => message);

describe('the end of a session', () => {
  beforeEach(() => {
    notices.list = [];
    sessions.ends = [];
    vi.restoreAllMocks();
  });

  it('is told in a line when it failed, and not when it was to be expected', async () => {
    vi.spyOn(desk, 'sessionEnds').mockResolvedValue([failed(1), { ...failed(2), error: null }]);
    await sessions.heard();
    expect(told()).toEqual([failed(1).text]);
  });

  it('is not lost when the wish is checked while it starts', async () => {
    const wish = new RemoteWish('demo/1', 'ssh');
    const said = { warnings: [], command: [], reasons: [], permit };
    const none = { ...said, is_page: false, file: '', confirm: '', allowed: true };
    const check = vi.spyOn(desk, 'remoteCheck').mockResolvedValue({ ...none, session: null });
    vi.spyOn(desk, 'remoteStart').mockImplementation(async () => {
      await wish.check();
      return { ...none, session: 3 };
    });
    await wish.start();
    expect([wish.session, check.mock.calls.length]).toEqual([3, 0]);
  });

  it('is told by the dialog that started it, also when it comes before the answer to the start', async () => {
    const wish = new RemoteWish('demo/1', 'ssh');
    const leave = wish.watch();
    vi.spyOn(desk, 'sessionEnds').mockResolvedValue([failed(7)]);
    vi.spyOn(desk, 'remoteStart').mockImplementation(async () => {
      await sessions.heard();
      const none = { is_page: false, file: '', warnings: [], confirm: '' };
      return { ...none, allowed: true, reasons: [], command: ['ssh'], session: 7, permit };
    });
    await wish.start();
    expect(wish.end).toEqual(failed(7));
    expect(told()).toEqual([]);

    vi.spyOn(desk, 'sessionEnds').mockResolvedValue([failed(6)]);
    await sessions.heard();
    expect(told()).toEqual([failed(6).text]);

    leave();
    vi.spyOn(desk, 'sessionEnds').mockResolvedValue([failed(8)]);
    await sessions.heard();
    expect(told()).toEqual([failed(6).text, failed(8).text]);
  });
});
