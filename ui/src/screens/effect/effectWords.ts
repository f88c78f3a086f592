import type { ClockShape } from '@/api/bindings/ClockShape';
import type { Effect } from '@/api/bindings/Effect';
import type { EffectSide } from '@/api/bindings/EffectSide';
import type { QueueCounts } from '@/api/bindings/QueueCounts';
import { counted, grouped } from '@/parts/time/format';

/** The state of a clock in a word. */
export const shapeWords: Record<ClockShape, string> = {
  overdue: 'overdue',
  'due-soon': 'due soon',
  running: 'running',
  paused: 'paused',
  'no-target': 'no target',
  met: 'met',
  'met-late': 'met late',
  'not-started': 'not started',
};

const lanes: Record<string, string> = {
  deprioritized: 'deprioritized',
  'waiting-on-customer': 'waiting on the customer',
  refused: 'refused',
};

/** The counts that a change of rules can move, with the shape that stands for each; lanes have none. */
export const countRows: { key: keyof QueueCounts; name: string; shape: ClockShape | null }[] = [
  { key: 'overdue', name: 'Overdue', shape: 'overdue' },
  { key: 'due_soon', name: 'Due soon', shape: 'due-soon' },
  { key: 'no_target', name: 'No target', shape: 'no-target' },
  { key: 'lower', name: 'Lower', shape: null },
];

/** How a count moves: `+3`, `−2`, or `same`. */
export function moveWords(before: number, after: number): string {
  if (before === after) return 'same';
  return after > before ? `+${grouped(after - before)}` : `\u2212${grouped(before - after)}`;
}

/** Where a ticket stands: its rank, and its lane where that is not the main one. */
export function placeWords({ position, lane }: EffectSide): string {
  if (position === 0) return 'not in the queue';
  const special = lanes[lane];
  return special === undefined ? grouped(position) : `${grouped(position)}, ${special}`;
}

/** `41 of 300 open tickets change.`, and how many of them are listed. */
export function effectSummary({ tickets, changed, rows }: Effect): string {
  if (tickets === 0) return 'No open ticket is under these rules.';
  if (changed === 0) return `None of ${counted(tickets, 'open ticket')} changes.`;
  const verb = changed === 1 ? 'changes' : 'change';
  const listed = rows.length < changed ? ` The ${grouped(rows.length)} that change most are listed.` : '';
  return `${grouped(changed)} of ${counted(tickets, 'open ticket')} ${verb}.${listed}`;
}
