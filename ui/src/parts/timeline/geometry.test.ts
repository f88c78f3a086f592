import { describe, expect, it } from 'vitest';
import type { Timeline } from '@/api/bindings/Timeline';
import { timelineShapes } from './geometry';

/** A line of 100 seconds on 100 pixels: open from 10 to 40 and from 60 to 100, paused from 70 to 80. */
const line: Timeline = {
  from: 0,
  to: 100,
  open: [
    [10, 40],
    [60, 100],
  ],
  pauses: [[70, 80]],
  start: 20,
  stop: null,
  due: 85,
};
const text = (pieces: { kind: string; x: number; width: number }[]) =>
  pieces.map(({ kind, x, width }) => `${kind} ${x}-${x + width}`);

describe('the band of a timeline', () => {
  it('covers the whole width: open, closed, pauses cut out', () => {
    expect(text(timelineShapes(line, 50, 100).band)).toEqual([
      'closed 0-10',
      'closed 40-60',
      'open 10-40',
      'open 60-70',
      'open 80-100',
      'paused 70-80',
    ]);
  });

  it('cuts off what lies outside', () => {
    const wide: Timeline = { ...line, open: [[-500, 500]], pauses: [] };
    expect(text(timelineShapes(wide, 50, 100).band)).toEqual(['open 0-100']);
  });
});

describe('a timeline of many days', () => {
  const day = 86_400;
  const open = Array.from({ length: 700 }, (_, at): [number, number] => [at * day + 28_800, at * day + 64_800]);
  const years: Timeline = { from: 0, to: 700 * day, open, pauses: [], start: 0, stop: null, due: null };

  it('draws no more pieces than it has pixels', () => {
    expect(timelineShapes(years, 700 * day, 80).band).toHaveLength(3);
    expect(timelineShapes(years, 700 * day, 2_800).band).toHaveLength(1_401);
  });
});

describe('the fill of a timeline', () => {
  it('is the counted time up to now', () => {
    expect(text(timelineShapes(line, 30, 100).fill)).toEqual(['counted 20-30']);
    expect(text(timelineShapes(line, 82, 100).fill)).toEqual(['counted 20-40', 'counted 60-70', 'counted 80-82']);
  });

  it('shows what lies beyond the due', () => {
    expect(text(timelineShapes(line, 95, 100).fill)).toEqual([
      'counted 20-40',
      'counted 60-70',
      'counted 80-85',
      'over 85-95',
    ]);
  });

  it('ends where the clock stopped', () => {
    expect(text(timelineShapes({ ...line, stop: 65 }, 95, 100).fill)).toEqual(['counted 20-40', 'counted 60-65']);
  });

  it('has no due without a target', () => {
    const shapes = timelineShapes({ ...line, due: null }, 95, 100);
    expect(shapes.due).toBeNull();
    expect(text(shapes.fill)).toEqual(['counted 20-40', 'counted 60-70', 'counted 80-95']);
  });
});

describe('the marks of a timeline', () => {
  it('lie at their instants', () => {
    expect(timelineShapes(line, 50, 200)).toMatchObject({ start: 40, due: 170, now: 100, stop: null });
  });

  it('are left out when they lie outside', () => {
    expect(timelineShapes({ ...line, due: 400, stop: -3 }, 101, 100)).toMatchObject({
      due: null,
      now: null,
      stop: null,
    });
  });

  it('put a start before the left edge on the edge', () => {
    expect(timelineShapes({ ...line, start: -50 }, 50, 100).start).toBe(0);
  });
});
