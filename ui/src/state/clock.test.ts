import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Clock } from './clock.svelte';

const status = { now: 1_000, now_ms: 400, zone: 'Europe/Berlin' };
let counted = 0;
let clock: Clock;

function pass(ms: number) {
  counted += ms;
  vi.advanceTimersByTime(ms);
}

beforeEach(() => {
  vi.useFakeTimers();
  counted = 5_000;
  clock = new Clock(() => counted);
});
afterEach(() => {
  clock.stop();
  vi.useRealTimers();
});

describe('the clock of the window', () => {
  it('knows nothing before the first answer', () => {
    expect(clock.now).toBe(0);
  });

  it('turns with the second of the desk, not with its own', () => {
    clock.anchor(status);
    expect(clock.now).toBe(1_000);
    pass(599);
    expect(clock.now).toBe(1_000);
    pass(10);
    expect(clock.now).toBe(1_001);
    for (let ms = 0; ms < 60_000; ms += 100) pass(100);
    expect(clock.now).toBe(1_061);
  });

  it('takes the time of a later answer, forward and back', () => {
    clock.anchor(status);
    clock.anchor({ ...status, now: 5_000 });
    expect(clock.now).toBe(5_000);
    clock.anchor({ ...status, now: 990, zone: 'UTC' });
    expect(clock.now).toBe(990);
    expect(clock.zone).toBe('UTC');
  });

  it('asks for the time again after a sleep', () => {
    const doubted = vi.fn();
    clock.onDoubt = doubted;
    clock.anchor(status);
    pass(610);
    expect(doubted).not.toHaveBeenCalled();
    counted += 8 * 3_600_000;
    vi.advanceTimersByTime(1_000);
    expect(doubted).toHaveBeenCalledTimes(1);
  });
});
