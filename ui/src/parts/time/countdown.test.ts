import { describe, expect, it } from 'vitest';
import { remainingAt, shapeAt, ticksAt } from './countdown';

const clock = {
  shape: 'running' as const,
  due: 20_000,
  remaining_s: 9_000,
  as_of: 1_000,
  ticking: true,
  next_change: null as number | null,
};

describe('the figure of a clock', () => {
  it('falls by one a second while it ticks', () => {
    expect(remainingAt(clock, 1_000)).toBe(9_000);
    expect(remainingAt(clock, 1_042)).toBe(8_958);
  });

  it('goes below zero after the due', () => {
    expect(remainingAt({ ...clock, remaining_s: 10 }, 1_025)).toBe(-15);
  });

  it('stops at the next change', () => {
    const closing = { ...clock, next_change: 1_100 };
    expect(remainingAt(closing, 1_099)).toBe(8_901);
    expect(remainingAt(closing, 1_100)).toBe(8_900);
    expect(remainingAt(closing, 5_000)).toBe(8_900);
  });

  it('stands while the clock does not tick, and starts at the next change', () => {
    const closed = { ...clock, ticking: false, next_change: 2_000 };
    expect(remainingAt(closed, 1_999)).toBe(9_000);
    expect(remainingAt(closed, 2_030)).toBe(8_970);
  });

  it('stands for ever without a next change', () => {
    expect(remainingAt({ ...clock, ticking: false }, 999_999)).toBe(9_000);
  });

  it('does not grow when the time is put back behind the answer', () => {
    expect(remainingAt(clock, 900)).toBe(9_000);
  });

  it('is nothing without a target', () => {
    expect(remainingAt({ ...clock, remaining_s: null }, 1_000)).toBeNull();
  });
});

describe('whether a clock ticks', () => {
  it('turns at the next change', () => {
    const closing = { ...clock, next_change: 1_100 };
    expect(ticksAt(closing, 1_099)).toBe(true);
    expect(ticksAt(closing, 1_100)).toBe(false);
    expect(ticksAt({ ...closing, ticking: false }, 1_100)).toBe(true);
  });
});

describe('the shape of a clock', () => {
  it('stays running while the due is far', () => {
    expect(shapeAt(clock, 1_000)).toBe('running');
  });

  it('becomes due soon two hours of wall time before the due', () => {
    const nights = { ...clock, next_change: 1_500 };
    expect(shapeAt(nights, 20_000 - 7_201)).toBe('running');
    expect(shapeAt(nights, 20_000 - 7_200)).toBe('due-soon');
  });

  it('becomes overdue one second after the last counted one', () => {
    const last = { ...clock, remaining_s: 5 };
    expect(shapeAt({ ...last, due: 1_005 }, 1_005)).toBe('due-soon');
    expect(shapeAt({ ...last, due: 1_005 }, 1_006)).toBe('overdue');
  });

  it('is not overdue when the target was used up exactly at closing time', () => {
    expect(shapeAt({ ...clock, remaining_s: 5, due: 1_005, next_change: 1_005 }, 1_900)).toBe('due-soon');
  });

  it('never changes for clocks that do not run', () => {
    for (const shape of ['paused', 'no-target', 'met', 'met-late', 'not-started', 'overdue'] as const) {
      expect(shapeAt({ ...clock, shape, remaining_s: -1 }, 99_999)).toBe(shape);
    }
  });
});
