import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ComposerView } from '@/api/bindings/ComposerView';
import type { OperationView } from '@/api/bindings/OperationView';
import { desk } from '@/api/commands';
import { change } from './change.svelte';
import { composer } from './composer.svelte';
import { Lock } from './lock.svelte';
import { notices } from './notices.svelte';
import { place } from './place.svelte';
import { settings } from './settings.svelte';

describe('the lock', () => {
  let now = 0;
  let left = 0;
  let lock: Lock;

  beforeEach(() => {
    now = 0;
    left = 0;
    settings.lockAfter = 5;
    settings.lockOnWake = false;
    place.wall = false;
    notices.list = [];
    vi.spyOn(desk, 'lock').mockResolvedValue(null);
    vi.spyOn(desk, 'start').mockResolvedValue({ phase: 'ready', demo: false });
    vi.spyOn(desk, 'protection').mockResolvedValue('passphrase');
    lock = new Lock(
      () => now,
      () => (left += 1),
    );
  });
  afterEach(() => vi.restoreAllMocks());

  it.each([
    ['before its time', 299_999, 0],
    ['at its time', 300_000, 1],
    ['long after it', 86_400_000, 1],
  ])('%s', async (_name, ms, times) => {
    now = ms;
    await lock.look();
    expect(left).toBe(times);
  });

  it('waits anew after each touch', async () => {
    now = 299_000;
    lock.touched();
    now = 598_000;
    await lock.look();
    expect(left).toBe(0);
    now = 599_000;
    await lock.look();
    expect(left).toBe(1);
  });

  it('leaves a board on the wall alone, and begins to count when it is taken down', async () => {
    place.wall = true;
    now = 3_600_000;
    await lock.look();
    place.wall = false;
    now += 299_000;
    await lock.look();
    expect(left).toBe(0);
  });

  it('does nothing when nobody chose it', async () => {
    settings.lockAfter = 0;
    now = 86_400_000;
    await lock.look();
    await lock.woke();
    expect(left).toBe(0);
  });

  it('locks after a sleep when that was chosen', async () => {
    settings.lockOnWake = true;
    await lock.woke();
    expect(left).toBe(1);
  });

  it('says nothing by itself where no passphrase opens the data file', async () => {
    vi.spyOn(desk, 'protection').mockResolvedValue('keyring');
    settings.lockOnWake = true;
    await lock.woke();
    expect(left).toBe(0);
    expect(desk.lock).not.toHaveBeenCalled();
  });

  it('lets go of the page when the key was dropped, whatever follows', async () => {
    vi.spyOn(desk, 'lock').mockRejectedValue({ code: 'internal', message: 'A part failed.', hint: '' });
    vi.spyOn(desk, 'start').mockResolvedValue({ phase: 'locked', reason: 'A passphrase protects it.', keyring: false });
    await lock.now();
    expect([left, notices.list.length]).toEqual([1, 0]);
  });

  it('stays, and says why, when nothing was locked', async () => {
    const message = 'The demo has nothing to protect.';
    vi.spyOn(desk, 'lock').mockRejectedValue({ code: 'no-passphrase', message, hint: '' });
    vi.spyOn(desk, 'protection').mockResolvedValue('nothing');
    await lock.now();
    expect([left, notices.list.map((notice) => notice.message)]).toEqual([0, [message]]);
  });
});

describe('words that are nowhere else', () => {
  let now = 0;
  let left = 0;
  let full = false;
  let lock: Lock;
  const drafts = new Map<string, string>();

  beforeEach(async () => {
    now = 0;
    left = 0;
    full = false;
    drafts.clear();
    settings.lockAfter = 5;
    place.wall = false;
    notices.list = [];
    vi.spyOn(desk, 'lock').mockResolvedValue(null);
    vi.spyOn(desk, 'protection').mockResolvedValue('passphrase');
    vi.spyOn(desk, 'composer').mockImplementation(async (key) => ({
      key,
      offers: ['reply', 'note', 'call', 'tag'].map((kind) => ({ kind })) as ComposerView['offers'],
      files: [],
      reply_draft: drafts.get('reply') ?? '',
      note_draft: drafts.get('note') ?? '',
      pending: [],
      offline: '',
      untried: false,
    }));
    vi.spyOn(desk, 'saveDraft').mockImplementation(async (_key, kind, text) => {
      if (full) throw { code: 'disk-full', message: 'The disk is full.', hint: 'Free some space.' };
      drafts.set(kind, text);
      return null;
    });
    lock = new Lock(
      () => now,
      () => (left += 1),
    );
    await composer.load('a/1');
  });
  afterEach(async () => {
    full = false;
    await composer.putBy();
    await composer.close();
    change.open('call', 'a/1');
    change.request.text = '';
    change.close();
    vi.restoreAllMocks();
  });

  it('are kept as a draft when they are of a message that is written anew', async () => {
    await composer.edit({ id: '7', key: 'a/1', kind: 'reply', text: 'First.', files: [] } as unknown as OperationView);
    composer.typed('First, and more.');
    await lock.now();
    expect([left, drafts.get('reply')]).toEqual([1, 'First, and more.']);
  });

  it('are kept before the lock, not after it', async () => {
    const order: string[] = [];
    vi.spyOn(desk, 'lock').mockImplementation(async () => {
      order.push('lock');
      return null;
    });
    vi.spyOn(desk, 'saveDraft').mockImplementation(async (_key, _kind, text) => {
      await new Promise((done) => setTimeout(done, 5));
      order.push(text);
      return null;
    });
    await composer.open('note');
    composer.typed('One');
    // The field loses the focus, and a moment later the console is locked.
    void composer.keep();
    await lock.now();
    expect(order).toEqual(['One', 'lock']);
  });

  it.each([
    ['by hand', () => lock.now()],
    ['by itself', () => lock.look()],
  ])('do not let it be locked %s while the disk does not take them', async (_name, locks) => {
    await composer.open('note');
    composer.typed('Nowhere else');
    now = 300_000;
    full = true;
    await locks();
    expect(desk.lock).not.toHaveBeenCalled();
    expect(notices.list.at(-1)?.message).toBe(
      'Locking would lose a message that could not be kept as a draft: finish it or clear it first.',
    );
    full = false;
    now = 600_000;
    await locks();
    expect([left, drafts.get('note')]).toEqual([1, 'Nowhere else']);
  });

  it.each([
    ['open', () => undefined],
    ['put aside', () => change.close()],
  ])('do not let it be locked while they are in a form that is %s', async (_name, then) => {
    change.open('call', 'a/1');
    change.request.text = 'She sends the log.';
    then();
    now = 300_000;
    await lock.look();
    await lock.now();
    expect([left, notices.list.length]).toEqual([0, 1]);
    expect(notices.list[0]?.message).toBe(
      'Locking would lose the phone call of ticket 1: finish it or clear it first.',
    );
    change.open('call', 'a/1');
    change.request.text = '';
    now = 600_000;
    await lock.look();
    expect(left).toBe(1);
  });

  it('are not in a form where nothing was typed', async () => {
    change.open('tag', 'a/1');
    await lock.now();
    expect(left).toBe(1);
  });
});
