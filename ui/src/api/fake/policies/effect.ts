import type { ClockShape } from '../../bindings/ClockShape';
import type { Effect } from '../../bindings/Effect';
import type { EffectRow } from '../../bindings/EffectRow';
import type { QueueCounts } from '../../bindings/QueueCounts';
import type { QueueRow } from '../../bindings/QueueRow';
import type { FakeQueue } from '../queue';

const HOUR = 3_600;
const MOST = 100;

/** What becomes of the queue when the targets of one policy, or of all, move by so many hours. */
export function fakeEffect(queue: FakeQueue, pack: string, hours: number): Effect {
  const rows = queue.tickets.map((ticket) => ({
    row: queue.row(ticket),
    hit: pack === '' || ticket.vendor.pack === pack,
  }));
  const { counts, as_of } = queue.page({ view: 'all', search: '', revision: null, offset: 0, limit: 0 });
  const changed = hours === 0 ? [] : rows.filter(({ row, hit }) => hit && row.clock.due !== null).map(({ row }) => row);
  const sides = changed.map((row, at) => moved(row, hours, at, rows.length, as_of));
  return {
    tickets: rows.length,
    changed: sides.length,
    before: counts,
    after: countsAfter(counts, sides),
    rows: sides.slice(0, MOST),
  };
}

function moved(row: QueueRow, hours: number, at: number, total: number, now: number): EffectRow {
  const { shape, due } = row.clock;
  const later = due === null ? null : due + hours * HOUR;
  const step = (hours > 0 ? 1 : -1) * (1 + (at % 5));
  const position = Math.min(total, Math.max(1, row.position + step));
  return {
    key: row.key,
    number: row.number,
    subject: row.subject,
    before: { position: row.position, lane: row.lane, shape, due },
    after: { position, lane: row.lane, shape: shapeAt(shape, later, now), due: later },
  };
}

function shapeAt(shape: ClockShape, due: number | null, now: number): ClockShape {
  const counts = shape === 'overdue' || shape === 'due-soon' || shape === 'running';
  if (!counts || due === null) return shape;
  if (due < now) return 'overdue';
  return due - now <= 2 * HOUR ? 'due-soon' : 'running';
}

function countsAfter(counts: QueueCounts, rows: EffectRow[]): QueueCounts {
  const more = (shape: ClockShape) =>
    rows.filter(({ after }) => after.shape === shape).length -
    rows.filter(({ before }) => before.shape === shape).length;
  return { ...counts, overdue: counts.overdue + more('overdue'), due_soon: counts.due_soon + more('due-soon') };
}
