import type { QueueRow } from '@/api/bindings/QueueRow';
import { ticksAt } from '@/parts/time/countdown';
import { length, target } from '@/parts/time/format';
import { near } from '@/parts/time/instant';
import { reading } from '@/parts/time/states';

/** The second line of a row: what runs or why it does not, and for whom. */
export function details(row: QueueRow, now: number, zone: string): string {
  return [whatRuns(row, now, zone), row.customer || 'no customer', row.vendor, row.plan].filter(Boolean).join(' · ');
}

/**
 * A severity as short as a row has room for: what stands behind a comma explains it, as in `Severity 1, highest`. A word of
 * the portal that the policy does not know is questioned.
 */
export function shortSeverity({ severity, severity_rank }: QueueRow): string {
  if (severity === '') return '–';
  return severity_rank === null ? `${severity}?` : (severity.split(',')[0] ?? '–');
}

/** The whole of it, to be read on hover. */
export function severityWords({ severity, severity_rank }: QueueRow): string | undefined {
  if (severity === '') return undefined;
  return severity_rank === null ? `${severity}: the policy does not know this severity` : severity;
}

/** How old the data of a row are. */
export function age({ read_at, doubtful }: Pick<QueueRow, 'read_at' | 'doubtful'>, now: number): string {
  const read = read_at === null ? 'Not read to the end yet' : `Read ${length(Math.max(0, now - read_at))} ago`;
  return doubtful ? `${read}: it could have moved since` : read;
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
