import { expect, test } from 'vitest';
import type { PolicyRow } from '@/api/bindings/PolicyRow';
import type { PolicyView } from '@/api/bindings/PolicyView';
import { blankRelease, kindsOf, phasesOf, releaseChanges, releaseOf, releasePath, releaseRemoved } from './release';

function row(path: string, name: string, values: Record<string, string> = {}): PolicyRow {
  return {
    path,
    section: path.split('.')[0] ?? '',
    name,
    values: Object.entries(values).map(([key, text]) => ({ key, text, before: null })),
    basis: 'override',
    basis_before: '',
    clause: 'Downloads page',
    note: '',
  };
}

const policy: PolicyView = {
  id: 'sepasoft',
  name: 'Sepasoft MES modules',
  title: '',
  document: '',
  changed: false,
  assumed: 0,
  rows: [
    row('lifecycle.phases.active-support', 'Active'),
    row('lifecycle.phases.limited-support', 'Limited'),
    row('lifecycle.phases.eol-support', 'End-of-Life'),
    row('lifecycle.rules.lts-periods', 'LTS', { kinds: '["lts"]' }),
    row('lifecycle.rules.other', 'Other', { kinds: '["module", "other"]' }),
    row('releases.v-3-81', '3.81', {
      version: '3.81',
      released: '2021-03-01',
      ends: '{ active-support = "2026-03-01" }',
    }),
  ],
};

test('a new release is written key by key, and what is empty is not said', () => {
  const release = { ...blankRelease(), version: ' 3.82 ', released: '2024-03-01', clause: 'Downloads page' };
  expect(releaseChanges('releases.v-3-82', null, release)).toEqual([
    { path: 'releases.v-3-82', key: 'version', value: '3.82' },
    { path: 'releases.v-3-82', key: 'released', value: '2024-03-01' },
    { path: 'releases.v-3-82', key: 'clause', value: 'Downloads page' },
  ]);
});

test('only what differs of a known release is changed, and what was cleared is taken back', () => {
  const known = policy.rows.at(-1);
  if (known === undefined) throw new Error('no release');
  const before = releaseOf(known);
  expect(before.ends).toEqual({ 'active-support': '2026-03-01' });
  expect(releaseChanges(known.path, before, before)).toEqual([]);
  const after = { ...before, released: '2021-04-01', ends: { 'active-support': '', 'limited-support': '' } };
  expect(releaseChanges(known.path, before, after)).toEqual([
    { path: known.path, key: 'released', value: '2021-04-01' },
    { path: known.path, key: 'ends', value: null },
  ]);
  expect(releaseRemoved(known.path)).toEqual([{ path: known.path, key: '', value: null }]);
});

test('a path is made of product and version and is never taken', () => {
  expect(releasePath({ ...blankRelease(), product: 'OEE Downtime', version: '3.81.x' }, policy)).toBe(
    'releases.v-oee-downtime-3-81-x',
  );
  expect(releasePath({ ...blankRelease(), version: '3.81' }, policy)).toBe('releases.v-3-81-2');
});

test('phases that end and kinds are those of the policy', () => {
  expect(phasesOf(policy)).toEqual([
    ['active-support', 'Active'],
    ['limited-support', 'Limited'],
  ]);
  expect(kindsOf(policy)).toEqual(['lts', 'module', 'other']);
});
