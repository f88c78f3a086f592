import type { AwayCount } from '../bindings/AwayCount';
import type { AwayGroup } from '../bindings/AwayGroup';
import type { AwayHandOver } from '../bindings/AwayHandOver';
import type { AwayNotes } from '../bindings/AwayNotes';
import type { AwayPosted } from '../bindings/AwayPosted';
import type { AwayRequest } from '../bindings/AwayRequest';
import type { AwayRow } from '../bindings/AwayRow';
import type { AwayView } from '../bindings/AwayView';
import type { AwayWhose } from '../bindings/AwayWhose';
import { blank } from '../change';
import type { FakeOptions } from './options';
import type { FakeOutbox } from './outbox';
import type { FakeQueue } from './queue';
import type { FakeTicket } from './tickets';
import { agents } from './vendors';

const MINUTE = 60;
const HOUR = 3_600;
const ME = 'Mara Lindqvist';
const listed: AwayGroup[] = ['overdue', 'before', 'away', 'after', 'could-start', 'nothing-promised'];

/** A plan for a time away from the made-up queue. Times are `now`, `+8h`, `+90m` or an instant in UTC. */
export class FakeAway {
  private readonly queue: FakeQueue;
  private readonly outbox: FakeOutbox;
  private readonly options: FakeOptions;
  private readonly now: () => number;

  constructor(queue: FakeQueue, outbox: FakeOutbox, options: FakeOptions, now: () => number) {
    this.queue = queue;
    this.outbox = outbox;
    this.options = options;
    this.now = now;
  }

  plan(request: AwayRequest): AwayView {
    const now = this.now();
    const from = Math.max(now, instant(request.from, now));
    const to = instant(request.to || '+8h', from);
    if (to <= from) {
      const message = 'The landing is not after the departure, or it is over already.';
      throw { code: 'away-order', message, hint: 'Give a later landing, as in +8h.' };
    }
    const all = this.queue.tickets.map((ticket) => this.row(ticket, { now, from, to }));
    const asked = all.filter(({ whose }) => request.everyone || whose !== 'others');
    const rows = listed.flatMap((group) => sorted(asked.filter((row) => row.group === group)).slice(0, 200));
    const atStake = rows.filter(({ group }) => ['overdue', 'before', 'away'].includes(group));
    const each = request.each_min;
    const fit = each === null ? 0 : Math.min(atStake.length, Math.floor((from - now) / (each * MINUTE)));
    this.number(rows, atStake, { now, each, fit });
    const readAt = this.readAt(now);
    return {
      as_of: now,
      from,
      to,
      until: to + HOUR,
      zone: 'Europe/Berlin',
      rule: 'What is overdue comes first, in the order of the queue; then what comes due first; at the same instant the order of the queue decides.',
      counts: listed.map((group) => countOf(group, asked)),
      overdue_on_landing: asked.filter(({ overdue_s }) => overdue_s !== null).length,
      of_others: request.everyone ? 0 : all.filter(isOfOthers).length,
      rows,
      fit: each === null ? null : { each_min: each, fit, of: atStake.length },
      colleagues: colleagues.map((name) => this.colleague(name, all)),
      stays: [],
      sources: [{ account: 'demo', name: 'Demo portal', read_at: readAt, stale: this.options.stale, offline: '' }],
    };
  }

  notes({ hand }: AwayHandOver): AwayNotes {
    const names = [...new Set(hand.map(({ to }) => to))].sort();
    const notes = names.map((to) => {
      const tickets = hand.filter((one) => one.to === to).map(({ key }) => this.note(key, to));
      return { to, text: tickets.map(({ text }, at) => `${at + 1}. ${text}`).join('\n\n'), tickets };
    });
    return { notes, left_out: [] };
  }

  post(handOver: AwayHandOver, assign: boolean): AwayPosted {
    const done = this.notes(handOver).notes.flatMap(({ to, tickets }) =>
      tickets.map(({ key, text }) => {
        const ticket = this.queue.find(key);
        if (ticket === undefined) return null;
        const row = this.queue.row(ticket);
        this.outbox.change({ ...blank, key, kind: 'note', text }, row);
        if (assign && to !== '') this.outbox.change({ ...blank, key, kind: 'set', name: 'assignee', value: to }, row);
        return { key, assigned: assign && to !== '' };
      }),
    );
    const kept = done.filter((one) => one !== null);
    return {
      notes: kept.length,
      assigned: kept.filter(({ assigned }) => assigned).length,
      done: kept.map(({ key }) => key),
      left_out: [],
    };
  }

  private note(key: string, to: string) {
    const ticket = this.queue.find(key);
    const number = ticket === undefined ? key : this.queue.row(ticket).number;
    const due = ticket?.due ?? null;
    const when = due === null ? 'Nothing counts down.' : `Due ${new Date(due * 1_000).toISOString()}.`;
    return { key, number, text: `Hand-over to ${to || 'the team'} from ${ME}.\n${number} ${ticket?.subject}\n${when}` };
  }

  private row(ticket: FakeTicket, { now, from, to }: { now: number; from: number; to: number }): AwayRow {
    const group = groupOf(ticket, now, from, to);
    const due = ticket.kind === 'clock' ? ticket.due : null;
    return {
      row: { ...this.queue.row(ticket), read_at: this.readAt(now), doubtful: this.options.stale },
      group,
      whose: whoseOf(ticket),
      place: null,
      reason: reasonOf(group),
      clock: group === 'nothing-promised' ? '' : 'First response',
      due,
      earliest: group === 'could-start' ? from + 2 * HOUR : null,
      overdue_s: due !== null && due < to ? to - due : null,
      also: [],
      done_at: null,
      done_late: false,
      proposal: '',
      proposal_why: '',
    };
  }

  private readAt(now: number): number {
    return this.options.stale ? now - 26 * HOUR : now - 42;
  }

  private number(
    rows: AwayRow[],
    atStake: AwayRow[],
    estimate: { now: number; each: number | null; fit: number },
  ): void {
    let place = 0;
    for (const row of rows) if (row.due !== null) row.place = place += 1;
    for (const [at, row] of atStake.entries()) {
      if (estimate.each !== null && at < estimate.fit) {
        row.done_at = estimate.now + (at + 1) * estimate.each * MINUTE;
        row.done_late = row.due !== null && row.due < row.done_at;
      }
      if (row.whose === 'others') continue;
      row.proposal = colleagues[at % colleagues.length] ?? '';
      row.proposal_why = `Handles ${row.row.vendor} too and has the fewest due tickets.`;
    }
  }

  private colleague(name: string, all: AwayRow[]) {
    const own = all.filter(({ row }) => row.assignee === name);
    const vendors = [...new Set(own.map(({ row }) => row.vendor))].sort();
    return { account: 'demo', name, due: own.filter(isOfOthers).length, open: own.length, vendors };
  }
}

const colleagues = agents.filter((name) => name !== '' && name !== ME);

function isOfOthers({ whose, overdue_s }: AwayRow): boolean {
  return whose === 'others' && overdue_s !== null;
}

function groupOf(ticket: FakeTicket, now: number, from: number, to: number): AwayGroup {
  if (ticket.kind === 'paused') return 'could-start';
  if (ticket.kind === 'no-target') return 'nothing-promised';
  if (ticket.kind !== 'clock' || ticket.due === null || ticket.due > to + HOUR) return 'rest';
  if (ticket.due < now) return 'overdue';
  if (ticket.due <= from) return 'before';
  return ticket.due <= to ? 'away' : 'after';
}

function reasonOf(group: AwayGroup): string {
  const words: Record<AwayGroup, string> = {
    overdue: 'Overdue already.',
    before: 'Comes due before you leave.',
    away: 'Comes due while you are away.',
    after: 'Comes due soon after you land.',
    'could-start': 'Stands still: waiting on customer. It goes on when the status changes.',
    'nothing-promised': 'First response: no published target.',
    rest: '',
  };
  return words[group];
}

function whoseOf({ assignee }: FakeTicket): AwayWhose {
  if (assignee === '') return 'unassigned';
  return assignee === ME ? 'mine' : 'others';
}

function sorted(rows: AwayRow[]): AwayRow[] {
  return rows.sort((a, b) => (a.due ?? 0) - (b.due ?? 0) || a.row.position - b.row.position);
}

function countOf(group: AwayGroup, asked: AwayRow[]): AwayCount {
  const rows = asked.filter((row) => row.group === group);
  const of = (whose: AwayWhose) => rows.filter((row) => row.whose === whose).length;
  return { group, tickets: rows.length, mine: of('mine'), unassigned: of('unassigned'), others: of('others') };
}

function instant(text: string, after: number): number {
  const length = /^\+(?:(\d+)h)?(?:(\d+)m)?$/.exec(text);
  if (length !== null) return after + Number(length[1] ?? 0) * HOUR + Number(length[2] ?? 0) * MINUTE;
  if (text === '' || text === 'now') return after;
  const at = Date.parse(text) / 1_000;
  if (!Number.isNaN(at)) return at;
  throw { code: 'bad-time', message: `\`${text}\` is no time.`, hint: 'Write now, +8h or 2026-11-24T14:00:00Z.' };
}
