import { describe, expect, it } from 'vitest';
import type { PolicyRow } from '@/api/bindings/PolicyRow';
import type { PolicyView } from '@/api/bindings/PolicyView';
import type { WhatIfForm } from '@/state/whatif.svelte';
import { choicesOf, dayStart, periodOf, questionWords } from './choices';

const row = (path: string, name: string): PolicyRow => ({
  path,
  section: path.split('.')[0] ?? '',
  name,
  values: [],
  basis: 'stated',
  basis_before: '',
  clause: '',
  note: '',
});
const policy = (id: string, name: string, rows: PolicyRow[]): PolicyView => ({
  id,
  name,
  title: '',
  document: '',
  changed: false,
  assumed: 0,
  rows,
});
const one = policy('one', 'One', [
  row('plans.gold', 'Gold plan'),
  row('plans.basic', 'Basic'),
  row('calendars.office', 'Mon-Fri'),
  row('calendars.office.zone', 'Europe/Berlin'),
  row('severities.high', 'High'),
]);
const two = policy('two', 'Two', [row('plans.gold', 'Second gold')]);
const form: WhatIfForm = {
  policy: '',
  otherPolicy: '',
  plan: '',
  severity: '',
  calendar: '',
  from: '',
  to: '',
  withDraft: false,
};

describe('what can be chosen', () => {
  it('comes from the rows of the policy, without what lies below them', () => {
    expect(choicesOf(one, 'plans')).toEqual([
      ['gold', 'Gold plan'],
      ['basic', 'Basic'],
    ]);
    expect(choicesOf(one, 'calendars')).toEqual([['office', 'Mon-Fri']]);
  });

  it('is nothing without a policy', () => {
    expect(choicesOf(undefined, 'plans')).toEqual([]);
  });
});

describe('the question in words', () => {
  it.each<[string, Partial<WhatIfForm>, number, string]>([
    ['nothing', {}, 0, 'All tickets, as things are.'],
    ['one policy', { policy: 'one' }, 0, 'Tickets under One, as things are.'],
    ['a plan', { policy: 'one', plan: 'gold' }, 0, 'Tickets under One, as if the plan were Gold plan.'],
    [
      'the words of the other policy',
      { policy: 'one', otherPolicy: 'two', plan: 'gold' },
      0,
      'Tickets under One, as if the policy were Two, the plan were Second gold.',
    ],
    [
      'all at once',
      { policy: 'one', severity: 'high', calendar: 'office' },
      2,
      'Tickets under One, as if the severity were High, targets were counted in Mon-Fri, the draft of 2 values were kept.',
    ],
  ])('%s', (_, chosen, changes, words) => {
    expect(questionWords({ ...form, ...chosen }, [one, two], changes)).toBe(words);
  });
});

describe('a day', () => {
  const at = (iso: string) => Date.parse(iso) / 1_000;
  it.each([
    ['2026-11-24', 'Europe/Berlin', '2026-11-23T23:00:00Z'],
    ['2026-07-01', 'Europe/Berlin', '2026-06-30T22:00:00Z'],
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00Z'],
    ['2026-11-24', 'Pacific/Kiritimati', '2026-11-23T10:00:00Z'],
    ['2026-11-24', 'America/Los_Angeles', '2026-11-24T08:00:00Z'],
    ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00Z'],
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
    ['2026-11-24', 'UTC', '2026-11-24T00:00:00Z'],
  ])('%s in %s starts at %s', (day, zone, iso) => {
    expect(dayStart(day, zone)).toBe(at(iso));
  });

  it.each(['', '2026-13-45', 'today', '24.11.2026'])('“%s” is none', (text) => {
    expect(dayStart(text, 'UTC')).toBeNull();
  });

  it('of a period is whole', () => {
    expect(periodOf({ from: '2026-10-25', to: '2026-10-25' }, 'Europe/Berlin')).toEqual({
      from: at('2026-10-24T22:00:00Z'),
      to: at('2026-10-25T23:00:00Z'),
    });
    expect(periodOf({ from: '', to: '' }, 'UTC')).toEqual({ from: null, to: null });
  });
});
