import type { SessionCostView } from '@/api/bindings/SessionCostView';
import type { SessionTotal } from '@/api/bindings/SessionTotal';
import type { SessionView } from '@/api/bindings/SessionView';
import { countdown, counted, length } from '@/parts/time/format';
import { near } from '@/parts/time/instant';

/** `November 2026`. */
export function monthWords(month: string): string {
  const [year, number] = month.split('-').map(Number);
  if (year === undefined || number === undefined || Number.isNaN(number)) return month;
  const format = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return format.format(Date.UTC(year, number - 1, 1));
}

/** From when to when it went, as confirmed, or as it was seen. */
export function whenWords({ started, ended, closed }: SessionView, now: number, zone: string): string {
  const to = closed?.to ?? ended;
  const from = near(closed?.from ?? started, now, zone);
  return to === null ? `Started ${from}` : `${from} to ${near(to, now, zone)}`;
}

/** Where it stands. */
export function shapeWords({ shape, closed, waits }: SessionView): string {
  if (closed !== null) return 'Written';
  if (shape === 'running') return 'Running';
  if (shape === 'failed') return 'No session';
  if (shape === 'unknown') return 'End unknown';
  return waits ? 'Ended' : '';
}

/** How long it took; a running one ticks, and of one whose end nobody saw nothing is said. */
export function lastsWords({ shape, started, ended, closed }: SessionView, now: number): string {
  if (closed !== null) return length(closed.to - closed.from);
  if (shape === 'running') return countdown(Math.max(now - started, 0));
  return ended === null || shape === 'failed' ? '' : length(ended - started);
}

/** The charge in a word or an amount. */
export function costWords({ kind, amount }: SessionCostView): string {
  if (kind === 'amount') return amount ?? '';
  if (kind === 'included') return 'Included';
  return kind === 'unpublished' ? 'Price not published' : 'Not known';
}

/** What a customer is charged in all. */
export function chargedWords({ charges, unpublished, not_known, sessions, open }: SessionTotal): string {
  const parts = [...charges];
  if (unpublished > 0) parts.push(`${counted(unpublished, 'session')} at a price not published`);
  if (not_known > 0) parts.push(`${counted(not_known, 'session')} not known`);
  if (parts.length > 0) return parts.join(', ');
  return open === sessions ? '' : 'Nothing';
}
