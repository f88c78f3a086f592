import { describe, expect, it } from 'vitest';
import { placeLabels } from './labels';

const label = (x: number, text: string) => ({ x, text, kind: 'day' as const });

describe('the labels of a timeline', () => {
  it('stand centred under their marks', () => {
    const [placed] = placeLabels([label(100, '1234567890')], 400);
    expect(placed?.left).toBeCloseTo(69.5);
  });

  it('stay inside the drawing', () => {
    const [left, right] = placeLabels([label(0, '09:48'), label(400, '14:02')], 400);
    expect(left?.left).toBe(0);
    expect(right?.left).toBeCloseTo(400 - 30.5);
  });

  it('give way to those that come first', () => {
    const texts = placeLabels([label(200, 'now 14:02'), label(210, 'Tue'), label(300, 'Wed')], 400).map(
      (one) => one.text,
    );
    expect(texts).toEqual(['now 14:02', 'Wed']);
  });

  it('are left out when the drawing is too narrow', () => {
    expect(placeLabels([label(10, 'Tue 24 November')], 60)).toEqual([]);
  });
});
