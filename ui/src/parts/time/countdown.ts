import type { ClockShape } from '@/api/bindings/ClockShape';
import type { ClockView } from '@/api/bindings/ClockView';

/** A clock is due soon from two hours before its due, in wall-clock time. */
export const DUE_SOON_S = 2 * 3600;

type Counting = Pick<ClockView, 'remaining_s' | 'as_of' | 'ticking' | 'next_change'>;
type Shaped = Counting & Pick<ClockView, 'shape' | 'due'>;

/**
 * Counted seconds left at `now`. The figure falls by one a second while the clock ticks, and stands while it does not;
 * at `next_change` it stops or starts. `null` when there is nothing to count.
 */
export function remainingAt(clock: Counting, now: number): number | null {
  if (clock.remaining_s === null) return null;
  return clock.remaining_s - countedSince(clock, now);
}

function countedSince(clock: Counting, now: number): number {
  const change = clock.next_change ?? Number.POSITIVE_INFINITY;
  const counted = clock.ticking ? Math.min(now, change) - clock.as_of : now - change;
  return Math.max(0, counted);
}

/** Whether the clock counts at `now`. */
export function ticksAt(clock: Counting, now: number): boolean {
  const changed = clock.next_change !== null && now >= clock.next_change;
  return clock.ticking !== changed;
}

/** The shape at `now`: a running clock becomes due soon and overdue between two answers of the desk. */
export function shapeAt(clock: Shaped, now: number): ClockShape {
  if (clock.shape !== 'running' && clock.shape !== 'due-soon') return clock.shape;
  const remaining = remainingAt(clock, now);
  if (remaining !== null && remaining < 0) return 'overdue';
  if (clock.due !== null && clock.due - now <= DUE_SOON_S) return 'due-soon';
  return clock.shape;
}
