import type { PolicyRow } from '@/api/bindings/PolicyRow';
import type { PolicyView } from '@/api/bindings/PolicyView';
import { isChanged } from '@/state/draft';

export interface Section {
  id: string;
  title: string;
  rows: PolicyRow[];
}

/** Known sections in the order of interest; others follow as they come. */
const titles: Record<string, string> = {
  clocks: 'Clocks',
  severities: 'Severities',
  classifications: 'Classifications',
  plans: 'Plans',
  calendars: 'Calendars',
  holidays: 'Holidays',
  lanes: 'Lanes',
  flags: 'Flags',
  order: 'Order',
  entitlement: 'Entitlement',
  quota: 'Quotas',
  credit: 'Credits',
  charge: 'Charges',
  lifecycle: 'Life cycle',
  stage: 'Stages',
  remote: 'Remote sessions',
  intake: 'Intake',
  channel: 'Channels',
  scope: 'Scope',
  notice: 'Notices',
};
const order = Object.keys(titles);

/** Topics of statements that belong to a section of rows. */
const homes: Record<string, string> = { clock: 'clocks', calendar: 'calendars', severity: 'severities' };

/** The rows by section. A statement stands in the section of its topic, after the rows that count. */
export function sectionsOf(rows: PolicyRow[]): Section[] {
  const sections = new Map<string, PolicyRow[]>();
  for (const row of [...rows].sort((a, b) => Number(isStatement(a)) - Number(isStatement(b)))) {
    const id = sectionOf(row);
    const known = sections.get(id);
    if (known === undefined) sections.set(id, [row]);
    else known.push(row);
  }
  return [...sections]
    .map(([id, found]) => ({ id, title: titleOf(id), rows: found }))
    .sort((a, b) => rankOf(a.id) - rankOf(b.id));
}

/** The rows that hold every word of the filter somewhere in them. */
export function matching(rows: PolicyRow[], filter: string): PolicyRow[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = textOf(row);
    return words.every((word) => text.includes(word));
  });
}

/** The rows that the policy does not say itself: assumed ones, and those that the user changed. */
export function assumptions(policy: PolicyView): PolicyRow[] {
  return policy.rows.filter((row) => row.basis === 'assumed' || isChanged(row));
}

function isStatement({ section }: PolicyRow): boolean {
  return section === 'statements';
}

function sectionOf(row: PolicyRow): string {
  const topic = isStatement(row) ? row.values.find(({ key }) => key === 'topic')?.text : undefined;
  return topic === undefined ? row.section : (homes[topic] ?? topic);
}

function titleOf(id: string): string {
  const words = id.replaceAll('-', ' ');
  return titles[id] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

function rankOf(id: string): number {
  const at = order.indexOf(id);
  return at < 0 ? order.length : at;
}

function textOf({ name, path, values, basis, clause, note }: PolicyRow): string {
  const said = values.map(({ key, text, before }) => `${key} ${text} ${before ?? ''}`);
  return [name, path, ...said, basis, clause, note].join(' ').toLowerCase();
}
