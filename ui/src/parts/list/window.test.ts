import { describe, expect, it } from 'vitest';
import { listWindow, scrollTopFor } from './window';

const view = { scrollTop: 0, height: 440, rowHeight: 44, total: 300 };

describe('the window of a list', () => {
  it('draws what is seen and some spare rows', () => {
    expect(listWindow(view, 2)).toEqual({ first: 0, last: 13, top: 0, height: 13_200 });
    expect(listWindow({ ...view, scrollTop: 4_400 }, 2)).toEqual({ first: 98, last: 113, top: 4_312, height: 13_200 });
  });

  it('ends at the last row', () => {
    expect(listWindow({ ...view, scrollTop: 13_200 - 440 }, 2)).toMatchObject({ first: 288, last: 300 });
    expect(listWindow({ ...view, scrollTop: 99_999 }, 2)).toMatchObject({ first: 288, last: 300 });
  });

  it('is empty for an empty list', () => {
    expect(listWindow({ ...view, total: 0 })).toEqual({ first: 0, last: 0, top: 0, height: 0 });
  });

  it('draws a hundred thousand rows at their own place', () => {
    const long = { ...view, total: 100_000, scrollTop: 2_200_000 };
    expect(listWindow(long, 0)).toEqual({ first: 50_000, last: 50_011, top: 2_200_000, height: 4_400_000 });
  });

  it('reaches the last of a million rows through a shorter element', () => {
    const million = { ...view, total: 1_000_000 };
    const { height } = listWindow(million);
    expect(height).toBe(16_000_000);
    const end = listWindow({ ...million, scrollTop: height - 440 }, 0);
    expect(end.last).toBe(1_000_000);
    expect(end.top + (end.last - end.first) * 44).toBeCloseTo(height, 3);
  });
});

describe('scrolling to a row', () => {
  it('does not move when the row is seen', () => {
    expect(scrollTopFor(3, view)).toBe(0);
    expect(scrollTopFor(12, { ...view, scrollTop: 400 })).toBe(400);
  });

  it('moves as little as possible', () => {
    expect(scrollTopFor(10, view)).toBe(44);
    expect(scrollTopFor(2, { ...view, scrollTop: 400 })).toBe(88);
  });

  it.each([0, 7, 499_999, 999_999])('shows row %i of a million whole', (row) => {
    const million = { ...view, total: 1_000_000, scrollTop: 3_000_000 };
    const moved = { ...million, scrollTop: scrollTopFor(row, million) };
    const shown = listWindow(moved, 0);
    const at = shown.top + (row - shown.first) * 44 - moved.scrollTop;
    expect(at).toBeGreaterThanOrEqual(-0.01);
    expect(at).toBeLessThanOrEqual(440 - 44 + 0.01);
  });
});
