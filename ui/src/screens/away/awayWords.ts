import type { AwayCount } from '@/api/bindings/AwayCount';
import type { AwayGroup } from '@/api/bindings/AwayGroup';
import type { AwayRow } from '@/api/bindings/AwayRow';
import type { AwayView } from '@/api/bindings/AwayView';
import type { ClockShape } from '@/api/bindings/ClockShape';
import { brief, counted, length } from '@/parts/time/format';
import { near } from '@/parts/time/instant';

interface GroupWords {
  group: AwayGroup;
  title: string;
  shape: ClockShape;
}

/** The groups in the order of work. */
export const inOrder: GroupWords[] = [
  { group: 'overdue', title: 'Overdue already', shape: 'overdue' },
  { group: 'before', title: 'Due before you leave', shape: 'due-soon' },
  { group: 'away', title: 'Due while you are away', shape: 'due-soon' },
  { group: 'after', title: 'Due in the first hour after', shape: 'running' },
];

/** What does not count down. */
export const quiet: (GroupWords & { says: string })[] = [
  {
    group: 'could-start',
    title: 'Could start',
    shape: 'paused',
    says: 'Nothing counts now. “At the earliest” is when it would be due if it started as you leave.',
  },
  {
    group: 'nothing-promised',
    title: 'Nothing promised',
    shape: 'no-target',
    says: 'The customer waits, and the policy publishes no time for that: nothing counts down.',
  },
];

/** The one sentence that matters. */
export function headline(view: AwayView): string {
  const late = view.overdue_on_landing;
  if (late === 0) return 'Nothing will be overdue when you are back';
  return `${counted(late, 'ticket')} will be overdue when you are back`;
}

/** The time away in words. */
export function spanWords(view: AwayView, now: number): string {
  const [from, to] = [view.from, view.to].map((at) => near(at, now, view.zone));
  const leaves = view.from <= view.as_of ? 'now' : from;
  return `From ${leaves} to ${to}, ${length(view.to - view.from)}, in ${view.zone}; if nothing happens meanwhile.`;
}

/** How many tickets fit, by the user's estimate. */
export function fitWords(view: AwayView, now: number): string {
  if (view.fit === null) return '';
  const { each_min, fit, of } = view.fit;
  const estimate = `At ${each_min} min a ticket, your own estimate,`;
  if (view.from <= view.as_of) return `${estimate} nothing fits: you leave now.`;
  const leave = near(view.from, now, view.zone);
  if (of === 0) return '';
  return `${estimate} ${fit === of ? `all ${of}` : `${fit} of ${of}`} fit before ${leave}.`;
}

/** Whose the tickets of a group are. */
export function whoseWords({ mine, unassigned, others }: AwayCount): string {
  const parts: [number, string][] = [
    [mine, 'yours'],
    [unassigned, 'unassigned'],
    [others, 'of colleagues'],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${count} ${words}`)
    .join(', ');
}

/** Who has a ticket. */
export function ownerWords({ whose, row }: AwayRow): string {
  if (whose === 'mine') return 'yours';
  return whose === 'unassigned' ? 'unassigned' : row.assignee;
}

/** How old the data of a ticket are. */
export function ageWords(readAt: number, now: number): string {
  return readAt <= 0 ? 'never read whole' : `read ${brief(Math.max(0, now - readAt))} ago`;
}

/** When the ticket would be done, by the user's estimate. */
export function doneWords(row: AwayRow, now: number, zone: string): string {
  if (row.done_at === null) return '';
  const isLate = row.done_late && row.group !== 'overdue';
  return `Done about ${near(row.done_at, now, zone)}${isLate ? ', after its deadline' : ''}.`;
}

/** What is said when no deadline is at stake. */
export function emptyWords(view: AwayView, everyone: boolean): string {
  const whose = everyone ? 'No open ticket' : 'No ticket of yours and none without an owner';
  const rest = view.of_others === 0 ? '' : ` Colleagues have ${counted(view.of_others, 'ticket')} that do.`;
  return `${whose} comes due before you are back, or in the hour after.${rest}`;
}
