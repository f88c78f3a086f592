import { describe, expect, it } from 'vitest';
import type { PolicyRow } from '@/api/bindings/PolicyRow';
import type { PolicyView } from '@/api/bindings/PolicyView';
import { changesOf, type Edits, isChanged, placed, takenBack, textOf, typed, weightSum } from './draft';

const about = { section: '', name: '', basis: 'assumed', basis_before: '', clause: '', note: '' };
const row = (path: string, key: string, text: string, before: string | null = null): PolicyRow => ({
  ...about,
  path,
  values: [{ key, text, before }],
});
const policy: PolicyView = {
  id: 'one',
  name: '',
  title: '',
  document: '',
  changed: true,
  assumed: 3,
  rows: [
    row('clocks.first', 'target', '40 h', '4 h'),
    row('order.factors.severity', 'weight', '0.7'),
    row('order.factors.plan', 'weight', '0.3'),
    row('order.limit', 'after', '72 h'),
  ],
};
const valueAt = (at: number) => {
  const found = policy.rows[at];
  const value = found?.values[0];
  if (found === undefined || value === undefined) throw new Error(`no row ${at}`);
  return [found.path, value] as const;
};
const type = (edits: Edits, at: number, text: string) => typed(edits, ...valueAt(at), text);

describe('a draft', () => {
  it('is empty when what holds is typed again', () => {
    expect(type(type({}, 3, '8 h'), 3, '72 h')).toEqual({});
  });

  it('asks for every changed value, in the order of the policy', () => {
    const edits = type(type({}, 3, ' 8 h '), 1, '0.6');
    expect(changesOf(policy, edits)).toEqual([
      { path: 'order.factors.severity', key: 'weight', value: '0.6' },
      { path: 'order.limit', key: 'after', value: '8 h' },
    ]);
  });

  it('counts blanks around a value as no change', () => {
    expect(changesOf(policy, type({}, 3, '72 h '))).toEqual([]);
  });

  it('goes back to the pack when its value is typed', () => {
    const edits = type({}, 0, '4 h');
    expect(changesOf(policy, edits)).toEqual([{ path: 'clocks.first', key: 'target', value: null }]);
    expect(textOf(...valueAt(0), edits)).toBe('4 h');
  });

  it('takes back first what was typed, then what was kept before', () => {
    const edits = type({}, 0, '41 h');
    const once = takenBack(edits, ...valueAt(0));
    expect(textOf(...valueAt(0), once)).toBe('40 h');
    const twice = takenBack(once, ...valueAt(0));
    expect(textOf(...valueAt(0), twice)).toBe('4 h');
    expect(takenBack(twice, ...valueAt(0))).toEqual({});
  });

  it('has nothing to take back where nothing was changed', () => {
    expect(takenBack({}, ...valueAt(3))).toEqual({});
  });

  it('keeps an emptied field as an edit', () => {
    expect(changesOf(policy, type({}, 3, ''))).toEqual([{ path: 'order.limit', key: 'after', value: '' }]);
  });
});

describe('the sum of the weights', () => {
  it('has the draft in it', () => {
    expect(weightSum(policy, {})).toBe(1);
    expect(weightSum(policy, type({}, 1, '0.75'))).toBe(1.05);
  });

  it('is rounded as the desk rounds it', () => {
    const edits = type(type({}, 1, '0.1'), 2, '0.2');
    expect(weightSum(policy, edits)).toBe(0.3);
  });

  it.each(['', 'much', '0,5'])('is not known while a weight is “%s”', (text) => {
    expect(weightSum(policy, type({}, 1, text))).toBeNull();
  });

  it('is not known where a policy has no weights', () => {
    expect(weightSum({ ...policy, rows: policy.rows.slice(3) }, {})).toBeNull();
  });
});

describe('what the user changed', () => {
  it('is known by its basis or by what the pack said', () => {
    expect(policy.rows.map(isChanged)).toEqual([true, false, false, false]);
    expect(isChanged({ ...row('a', 'b', 'c'), basis: 'override' })).toBe(true);
  });
});

describe('an error of the desk', () => {
  const changes = [
    { path: 'order.limit', key: 'after', value: 'soon' },
    { path: 'clocks.first', key: 'target', value: 'late' },
    { path: 'clocks.next', key: 'target', value: 'late' },
  ];
  const error = (message: string) => ({ code: 'bad-change', message, hint: '' });

  it('stands beside the field whose value it names', () => {
    const soon = error('The length `soon` cannot be read.');
    expect(placed([soon], changes)).toEqual({ byField: { 'order.limit after': soon }, onTop: [] });
  });

  it.each(['The weights sum to 1.05.', 'The length `late` cannot be read.'])('stands on top: %s', (message) => {
    expect(placed([error(message)], changes)).toEqual({ byField: {}, onTop: [error(message)] });
  });

  it('does not hide another one of the same field', () => {
    const both = [error('`soon` is no length.'), error('`soon` is too short.')];
    const { byField, onTop } = placed(both, changes);
    expect([Object.values(byField), onTop]).toEqual([[both[0]], [both[1]]]);
  });
});
