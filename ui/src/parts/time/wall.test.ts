import { describe, expect, it } from 'vitest';
import { fromWall, wall, wallDay } from './wall';

const at = (text: string) => Date.parse(text) / 1_000;
const NOW = at('2026-11-24T12:48:00Z');

describe('a reading of the wall clock', () => {
  it('is written and read in the zone', () => {
    expect(wall(NOW, 'Europe/Berlin')).toBe('2026-11-24 13:48');
    expect(fromWall('2026-11-24 13:48', 0, 'Europe/Berlin')).toBe(NOW);
    expect(wallDay(at('2026-11-24T23:30:00Z'), 'Europe/Berlin')).toBe('2026-11-25');
  });

  it('is of today without a day', () =>
    expect(fromWall('9:05', NOW, 'Europe/Berlin')).toBe(at('2026-11-24T08:05:00Z')));

  it.each(['', 'soon', '25 past', '2026-11-24', '2026-13-01 10:00', '10:61', '24:10'])('is none in “%s”', (text) =>
    expect(fromWall(text, NOW, 'Europe/Berlin')).toBeNull(),
  );

  it.each([
    ['before the change', '2026-10-25 01:59', '2026-10-24T23:59:00Z'],
    ['an hour that comes twice', '2026-10-25 02:30', '2026-10-25T00:30:00Z'],
    ['after it', '2026-10-25 03:00', '2026-10-25T02:00:00Z'],
    ['an hour that is skipped', '2026-03-29 02:30', '2026-03-29T01:30:00Z'],
  ])('is right at a change of the clocks: %s', (_, text, utc) =>
    expect(fromWall(text, NOW, 'Europe/Berlin')).toBe(at(utc)),
  );
});
