import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { desk } from '@/api/commands';
import { Lock } from './lock.svelte';
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
    vi.spyOn(desk, 'lock').mockResolvedValue(null);
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
});
