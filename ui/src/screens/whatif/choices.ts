import type { PolicyView } from '@/api/bindings/PolicyView';
import { counted } from '@/parts/time/format';
import type { WhatIfForm } from '@/state/whatif.svelte';

/** An identifier and what people call it. */
export type Choice = [id: string, name: string];

const DAY = 86_400;
const QUARTER = 900;

/** What can be chosen of one section of a policy, as of `plans`. */
export function choicesOf(policy: PolicyView | undefined, section: 'plans' | 'severities' | 'calendars'): Choice[] {
  const rows = policy?.rows.filter((row) => row.section === section) ?? [];
  return rows.flatMap((row): Choice[] => {
    const [, id = '', deeper] = row.path.split('.');
    return id === '' || deeper !== undefined ? [] : [[id, row.name]];
  });
}

/** The question in words, as it stands over its answer. */
export function questionWords(form: WhatIfForm, list: PolicyView[], changes: number): string {
  const byId = (id: string) => list.find((policy) => policy.id === id);
  const nameOf = (id: string) => byId(id)?.name ?? id;
  const holds = byId(form.otherPolicy || form.policy);
  const called = (section: 'plans' | 'severities' | 'calendars', id: string) =>
    choicesOf(holds, section).find(([known]) => known === id)?.[1] ?? id;
  const rules = [
    form.otherPolicy === '' ? '' : `the policy were ${nameOf(form.otherPolicy)}`,
    form.plan === '' ? '' : `the plan were ${called('plans', form.plan)}`,
    form.severity === '' ? '' : `the severity were ${called('severities', form.severity)}`,
    form.calendar === '' ? '' : `targets were counted in ${called('calendars', form.calendar)}`,
    changes === 0 ? '' : `the draft of ${counted(changes, 'value')} were kept`,
  ].filter(Boolean);
  const tickets = form.policy === '' ? 'All tickets' : `Tickets under ${nameOf(form.policy)}`;
  return rules.length === 0 ? `${tickets}, as things are.` : `${tickets}, as if ${rules.join(', ')}.`;
}

/** The first instant of a day as in `2026-11-24` in a zone; `null` for no day. */
export function dayStart(day: string, zone: string): number | null {
  const utc = utcOf(day);
  if (utc === null) return null;
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  // Zones are whole quarters of an hour apart. Where the clocks skip midnight, the day starts later.
  let at = utc - DAY;
  while (parts.format(at * 1_000) < day) at += QUARTER;
  return at;
}

/** The instants of the form's days: from the start of the first one to the end of the last one. */
export function periodOf({ from, to }: Pick<WhatIfForm, 'from' | 'to'>, zone: string) {
  const last = utcOf(to);
  const next = last === null ? '' : new Date((last + DAY) * 1_000).toISOString().slice(0, 10);
  return { from: dayStart(from, zone), to: dayStart(next, zone) };
}

function utcOf(day: string): number | null {
  const utc = Date.parse(`${day}T00:00:00Z`) / 1_000;
  return /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(utc) ? utc : null;
}
