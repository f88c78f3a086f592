import type { BoardView } from '../bindings/BoardView';
import type { QueueCounts } from '../bindings/QueueCounts';
import type { QueuePage } from '../bindings/QueuePage';
import type { QueueRequest } from '../bindings/QueueRequest';
import type { QueueRow } from '../bindings/QueueRow';
import type { QueueView } from '../bindings/QueueView';
import { fakeClock } from './clocks';
import type { FakeOptions } from './options';
import { Random } from './random';
import { type FakeTicket, fakeSolved, fakeTickets } from './tickets';

const HOUR = 3_600;
/** Hits of a search that are counted. */
const MOST = 1_000;
const ME = 'Mara Lindqvist';

/** A made-up queue that keeps its last two revisions, as the desk does. */
export class FakeQueue {
  newest = 41;
  readonly tickets: FakeTicket[];
  readonly solved: FakeTicket[];
  private readonly orders = new Map<number, FakeTicket[]>();
  /** The last answers of each revision: what is asked for again need not be counted again. */
  private found = new Map<string, FakeTicket[]>();
  private counted: QueueCounts | null = null;
  private positions = new Map<FakeTicket, number>();
  private readonly random = new Random(99);
  private readonly now: () => number;

  constructor(options: FakeOptions, now: () => number) {
    this.now = now;
    this.tickets = fakeTickets(options.rows);
    this.solved = fakeSolved(Math.ceil(options.rows / 5));
    this.orders.set(this.newest, this.tickets);
  }

  /** Moves `count` tickets and makes a new revision. */
  change(count: number): void {
    const order = [...(this.orders.get(this.newest) ?? [])];
    for (let moved = 0; moved < count && order.length > 4; moved += 1) {
      const from = this.random.between(1, Math.min(order.length - 1, 40));
      const [ticket] = order.splice(from, 1);
      if (ticket !== undefined) order.splice(this.random.between(0, from), 0, ticket);
    }
    this.orders.delete(this.newest - 1);
    this.newest += 1;
    this.orders.set(this.newest, order);
    this.found.clear();
    this.counted = null;
    this.positions.clear();
  }

  page(request: QueueRequest): QueuePage {
    const asked = request.revision ?? this.newest;
    const revision = this.orders.has(asked) ? asked : this.newest;
    const shown = this.matching(revision, request);
    const solved = request.search.trim() === '' ? [] : this.withWords(this.solved, request.search);
    const found = [...shown, ...solved];
    const more = request.search.trim() !== '' && found.length > MOST;
    const all = more ? found.slice(0, MOST) : found;
    const changes = revision === this.newest ? 0 : this.differences(shown, this.matching(this.newest, request));
    return {
      revision,
      newest: this.newest,
      changes,
      as_of: this.now(),
      total: all.length,
      solved: Math.max(0, all.length - shown.length),
      more,
      offset: request.offset,
      rows: all.slice(request.offset, request.offset + request.limit).map((ticket) => this.row(ticket, revision)),
      doubtful: 0,
      counts: this.counts(),
    };
  }

  row(ticket: FakeTicket, revision = this.newest): QueueRow {
    return {
      key: keyOf(ticket),
      number: `${ticket.vendor.prefix}-${ticket.id}`,
      position: ticket.solved ? 0 : this.positionOf(ticket, revision),
      solved: ticket.solved,
      lane: ticket.lane,
      subject: ticket.subject,
      customer: ticket.customer,
      vendor: ticket.vendor.name,
      severity: ticket.vendor.severities[ticket.severity]?.name ?? '',
      severity_rank: ticket.severity,
      plan: ticket.vendor.plans[ticket.plan]?.name ?? '',
      assignee: ticket.assignee,
      created: ticket.created,
      waiting_since: ticket.waitingSince,
      read_at: this.now() - 20,
      doubtful: false,
      clock: fakeClock(ticket, this.now()),
      flags: ticket.flags,
    };
  }

  private positionOf(ticket: FakeTicket, revision: number): number {
    const order = this.orders.get(revision) ?? [];
    if (revision !== this.newest) return order.indexOf(ticket) + 1;
    if (this.positions.size === 0) this.positions = new Map(order.map((one, at) => [one, at + 1]));
    return this.positions.get(ticket) ?? 0;
  }

  find(key: string): FakeTicket | undefined {
    return [...this.tickets, ...this.solved].find((ticket) => keyOf(ticket) === key);
  }

  board(options: FakeOptions): BoardView {
    const now = this.now();
    const dues = this.tickets.filter((ticket) => ticket.due !== null && ticket.kind === 'clock');
    const left = (ticket: FakeTicket) => (ticket.due ?? 0) - now;
    dues.sort((a, b) => left(a) - left(b));
    const within = (seconds: number) => dues.filter((ticket) => left(ticket) >= 0 && left(ticket) <= seconds).length;
    const counts = this.counts();
    return {
      revision: this.newest,
      as_of: now,
      overdue: counts.overdue,
      within_30_min: within(HOUR / 2),
      within_2_h: within(2 * HOUR),
      today: within(10 * HOUR),
      waiting: counts.waiting,
      no_target: counts.no_target,
      all: counts.all,
      next: dues.slice(0, 10).map((ticket) => this.row(ticket)),
      by_hour: Array.from({ length: 24 }, (_, hour) => within((hour + 1) * HOUR) - within(hour * HOUR)),
      fresh_at: options.stale ? now - 47 * 60 : now - 42,
      stale: options.stale,
    };
  }

  private matching(revision: number, request: QueueRequest): FakeTicket[] {
    const order = this.orders.get(revision) ?? [];
    const name = `${revision} ${request.view} ${request.search}`;
    const found =
      this.found.get(name) ??
      (request.search.trim() === ''
        ? order.filter((ticket) => this.isIn(ticket, request.view))
        : this.withWords(order, request.search));
    this.found.set(name, found);
    return found;
  }

  /** A search looks at all tickets, whatever the view. */
  private withWords(tickets: FakeTicket[], search: string): FakeTicket[] {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean);
    return tickets.filter((ticket) => words.every((word) => textOf(ticket).includes(word)));
  }

  private differences(shown: FakeTicket[], newest: FakeTicket[]): number {
    return newest.filter((ticket, index) => shown[index] !== ticket).length;
  }

  private counts(): QueueCounts {
    const count = (view: QueueView) => this.tickets.filter((ticket) => this.isIn(ticket, view)).length;
    this.counted ??= {
      all: count('all'),
      overdue: count('overdue'),
      due_soon: count('due-soon'),
      mine: count('mine'),
      unassigned: count('unassigned'),
      waiting: count('waiting'),
      no_target: count('no-target'),
      lower: count('lower'),
    };
    return this.counted;
  }

  private isIn(ticket: FakeTicket, view: QueueView): boolean {
    const left = ticket.kind === 'clock' && ticket.due !== null ? ticket.due - this.now() : null;
    const views: Record<QueueView, boolean> = {
      all: true,
      overdue: left !== null && left < 0,
      'due-soon': left !== null && left >= 0 && left <= 2 * HOUR,
      mine: ticket.assignee === ME,
      unassigned: ticket.assignee === '',
      waiting: ticket.lane === 'waiting-on-customer',
      'no-target': ticket.kind === 'no-target',
      lower: ticket.lane === 'deprioritized' || ticket.lane === 'refused',
    };
    return views[view];
  }
}

function keyOf(ticket: FakeTicket): string {
  return `demo/${ticket.id}`;
}

function textOf(ticket: FakeTicket): string {
  return `${ticket.subject} ${ticket.customer} ${ticket.vendor.name} ${ticket.vendor.prefix}-${ticket.id}`.toLowerCase();
}
