import { describe, expect, it } from 'vitest';
import type { Attained } from '@/api/bindings/Attained';
import { groupName, groupsOf, ofDecided, percent, turn } from './attained';

const of = (met: number, breached: number): Attained => ({ met, breached, open: 3, no_target: 4 });
const row = (by: string, group: string) => ({ by, group, before: of(1, 0), after: of(1, 0) });

describe('the share in time', () => {
  it.each([
    [48, 2, '96\u00a0%', '48 of 50'],
    [0, 0, '–', 'none decided'],
    [7, 0, '100\u00a0%', '7 of 7'],
    [0, 7, '0\u00a0%', '0 of 7'],
    [1_999, 1, '99\u00a0%', '1,999 of 2,000'],
    [1, 999, '1\u00a0%', '1 of 1,000'],
  ])('%i met and %i breached', (met, breached, share, words) => {
    expect([percent(of(met, breached)), ofDecided(of(met, breached))]).toEqual([share, words]);
  });

  it('turns to the better or the worse', () => {
    expect(turn(of(1, 1), of(2, 1))).toBe('better');
    expect(turn(of(2, 1), of(1, 1))).toBe('worse');
    expect(turn(of(1, 1), of(2, 2))).toBe('same');
    expect(turn(of(0, 0), of(2, 2))).toBe('same');
  });
});

describe('the rows of the table', () => {
  it('stand under what they are grouped by, in the order they came', () => {
    const rows = [row('all', ''), row('vendor', 'B'), row('vendor', 'A'), row('week', '2026-W47'), row('moon', 'full')];
    expect(groupsOf(rows).map(({ title, rows }) => [title, rows.map(({ group }) => group)])).toEqual([
      ['All', ['']],
      ['By vendor', ['B', 'A']],
      ['By week of filing', ['2026-W47']],
      ['By moon', ['full']],
    ]);
  });

  it('have a name even where the group has none', () => {
    expect([row('all', ''), row('customer', ''), row('customer', 'ACME')].map(groupName)).toEqual([
      'All clocks',
      'not given',
      'ACME',
    ]);
  });
});
