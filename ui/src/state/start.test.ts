import { describe, expect, it, vi } from 'vitest';
import { theHost } from '@/api/host';
import { queue } from './queue.svelte';
import { start } from './start.svelte';
import { status } from './status.svelte';

describe('the start', () => {
  it('listens before it asks, so that no order comes in between unheard', async () => {
    const host = await theHost();
    const listen = host.listen.bind(host);
    const invoke = host.invoke.bind(host);
    const heard: string[] = [];
    vi.spyOn(host, 'listen').mockImplementation(async (event, listener) => {
      await new Promise((done) => setTimeout(done, 20));
      heard.push(`hears ${event}`);
      return listen(event, listener);
    });
    vi.spyOn(host, 'invoke').mockImplementation((command, args) => {
      heard.push(`asks ${command}`);
      return invoke(command, args);
    });
    // There is no page here whose focus could be watched.
    vi.spyOn(status, 'watch').mockReturnValue(() => undefined);
    await start.enter({ phase: 'ready', demo: true });
    expect(queue.total).toBeGreaterThan(0);
    for (const [event, command] of [
      ['queue-changed', 'queue'],
      ['status-changed', 'status'],
      ['outbox-changed', 'outbox'],
    ]) {
      expect(heard.indexOf(`hears ${event}`), event).toBeGreaterThanOrEqual(0);
      expect(heard.indexOf(`hears ${event}`), event).toBeLessThan(heard.indexOf(`asks ${command}`));
    }
    vi.restoreAllMocks();
  });
});
