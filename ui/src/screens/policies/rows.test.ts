import { describe, expect, it } from 'vitest';
import type { PolicyRow } from '@/api/bindings/PolicyRow';
import { assumptions, matching, sectionsOf } from './rows';

const row = (path: string, more: Partial<PolicyRow> = {}): PolicyRow => ({
  path,
  section: path.split('.')[0] ?? '',
  name: path,
  values: [],
  basis: 'stated',
  basis_before: '',
  clause: '',
  note: '',
  ...more,
});
const statement = (id: string, topic: string) =>
  row(`statements.${id}`, { values: [{ key: 'topic', text: topic, before: null }] });

describe('the sections of a policy', () => {
  it('start with the clocks and end with what is not known', () => {
    const rows = [row('weather.rain'), row('order.a'), row('severities.a'), row('clocks.a'), row('well-being.b')];
    expect(sectionsOf(rows).map(({ title }) => title)).toEqual([
      'Clocks',
      'Severities',
      'Order',
      'Weather',
      'Well being',
    ]);
  });

  it('hold the statements of their topic after their own rows', () => {
    const rows = [statement('x', 'clock'), row('clocks.a'), statement('y', 'charge'), row('clocks.b')];
    expect(sectionsOf(rows).map(({ id, rows }) => [id, rows.map(({ path }) => path)])).toEqual([
      ['clocks', ['clocks.a', 'clocks.b', 'statements.x']],
      ['charge', ['statements.y']],
    ]);
  });

  it('lose no row', () => {
    const rows = [row('statements.no-topic'), row('lanes.a'), row('')];
    expect(sectionsOf(rows).flatMap((section) => section.rows)).toHaveLength(3);
  });
});

describe('the filter', () => {
  const rows = [
    row('clocks.a', { name: 'Critical', values: [{ key: 'target', text: '40 h', before: '4 h' }] }),
    row('order.b', { name: 'waiting', note: 'Three days reach over a weekend.', basis: 'assumed' }),
  ];
  it.each([
    ['', [0, 1]],
    ['  ', [0, 1]],
    ['critical', [0]],
    ['40 TARGET', [0]],
    ['weekend', [1]],
    ['assumed', [1]],
    ['critical weekend', []],
  ])('“%s” finds %j', (filter, found) => {
    expect(matching(rows, filter)).toEqual(found.map((at) => rows[at]));
  });
});

describe('the assumptions', () => {
  it('are the assumed rows and what the user changed', () => {
    const changed = [{ key: 'target', text: '1 h', before: '2 h' }];
    const rows = [
      row('a', { basis: 'assumed' }),
      row('b'),
      row('c', { basis: 'override' }),
      row('d', { values: changed }),
    ];
    const policy = { id: '', name: '', title: '', document: '', changed: true, assumed: 1, rows };
    expect(assumptions(policy).map(({ path }) => path)).toEqual(['a', 'c', 'd']);
  });
});
