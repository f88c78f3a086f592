import type { QueueRow } from '@/api/bindings/QueueRow';
import { ticksAt } from '@/parts/time/countdown';
import { target } from '@/parts/time/format';
import { near } from '@/parts/time/instant';
import { reading } from '@/parts/time/states';

/** The second line of a row: what runs or why it does not, and for whom. */
export function details(row: QueueRow, now: number, zone: string): string {
  return [whatRuns(row, now, zone), row.customer, row.vendor, row.plan].filter(Boolean).join(' · ');
}

/** A severity as short as a row has room for: what stands behind a comma explains it, as in `Severity 1, highest`. */
export function shortSeverity(severity: string): string {
  return severity.split(',')[0] || '–';
}

function whatRuns(row: QueueRow, now: number, zone: string): string {
  const { clock } = row;
  const { shape } = reading(clock, now);
  const label = clock.label.toLowerCase();
  if (row.solved && clock.note !== '') return [label, clock.note].filter(Boolean).join(': ');
  if (shape === 'paused') return clock.note || 'paused';
  if (shape === 'no-target') return clock.note || 'no published target';
  if (shape === 'met' || shape === 'met-late') return `${label} given`;
  if (shape === 'running' && !ticksAt(clock, now) && clock.next_change !== null) {
    return `${label}, counts from ${near(clock.next_change, now, zone)}`;
  }
  return clock.target_s === null ? label : `${label} in ${target(clock.target_s)}`;
}
