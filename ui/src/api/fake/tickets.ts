import { minusCounted, openSpans, plusCounted } from './hours';
import { Random } from './random';
import { agents, contacts, customers, type Target, type Vendor, vendors } from './vendors';

/** Tuesday 24 November 2026, 14:02:10 in Berlin: when the made-up day begins. */
export const FAKE_NOW = Date.UTC(2026, 10, 24, 13, 2, 10) / 1_000;

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** A made-up ticket, before it is shown. */
export interface FakeTicket {
  id: number;
  vendor: Vendor;
  severity: number;
  plan: number;
  subject: string;
  customer: string;
  contact: string;
  assignee: string;
  created: number;
  kind: 'clock' | 'paused' | 'no-target' | 'met';
  target: Target | null;
  pauses: [number, number][];
  pausedSince: number | null;
  metAt: number | null;
  due: number | null;
  waitingSince: number | null;
  lane: string;
  score: number;
  flags: string[];
  /** It has no place in the queue any more: only a search finds it. */
  solved: boolean;
}

/** `count` tickets in the order in which they are to be handled. */
export function fakeTickets(count: number, seed = 7): FakeTicket[] {
  const random = new Random(seed);
  const tickets = Array.from({ length: count }, (_, index) => fakeTicket(4_200 + index, random, index / count));
  return tickets.sort((a, b) => laneRank(a.lane) - laneRank(b.lane) || b.score - a.score || a.id - b.id);
}

/** `count` solved tickets, the last changed first: most answered in time, some late, one without an answer. */
export function fakeSolved(count: number, seed = 11): FakeTicket[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, index) => {
    const ticket = fakeTicket(2_000 + index, random, 0.5);
    const { target } = ticket;
    const share = index % 7 === 3 ? 1.2 : 0.2 + 0.6 * random.next();
    ticket.created = FAKE_NOW - (index + 2) * DAY;
    ticket.solved = true;
    ticket.lane = '';
    ticket.flags = [];
    ticket.pauses = [];
    ticket.pausedSince = null;
    ticket.waitingSince = null;
    ticket.kind = 'met';
    ticket.due = target === null ? null : plusCounted(target.when, ticket.created, target.hours * HOUR);
    ticket.metAt =
      target === null
        ? ticket.created + HOUR
        : plusCounted(target.when, ticket.created, Math.round(target.hours * HOUR * share));
    return ticket;
  });
}

function fakeTicket(id: number, random: Random, share: number): FakeTicket {
  const vendor = random.pick(vendors);
  const severity = Math.min(vendor.severities.length - 1, Math.floor(random.next() ** 0.7 * vendor.severities.length));
  const plan = random.between(0, vendor.plans.length - 1);
  const promised = vendor.target(severity, plan);
  const ticket: FakeTicket = {
    id,
    vendor,
    severity,
    plan,
    subject: random.pick(vendor.subjects),
    customer: random.pick(customers),
    contact: random.pick(contacts),
    assignee: random.pick(agents),
    created: FAKE_NOW - random.between(600, 9 * DAY),
    kind: 'no-target',
    target: typeof promised === 'string' ? null : promised,
    pauses: [],
    pausedSince: null,
    metAt: null,
    due: null,
    waitingSince: null,
    lane: 'main',
    score: 0,
    flags: [],
    solved: false,
  };
  placeClock(ticket, random, share);
  if (vendor.pack === 'sep-sesam' && id % 7 === 3) ticket.flags.push('response-may-suffer');
  ticket.score = scoreOf(ticket);
  return ticket;
}

/** Gives each ticket a state of its own: few burn, some are near, most are calm. */
function placeClock(ticket: FakeTicket, random: Random, share: number): void {
  const { target } = ticket;
  const kind = random.next();
  if (kind < 0.14) return awaitCustomer(ticket, random);
  ticket.waitingSince = ticket.created;
  if (target === null) return withoutTarget(ticket, random, share);
  ticket.kind = 'clock';
  const left = target.hours * HOUR * leftShare(random, share);
  ticket.created = minusCounted(target.when, FAKE_NOW, Math.round(target.hours * HOUR - left));
  if (random.next() < 0.12 && left > 0) takeBreak(ticket, random);
  ticket.waitingSince = ticket.created;
  ticket.due = plusCounted(target.when, ticket.created, target.hours * HOUR + pausedOpen(ticket));
  const urgent = ticket.severity === 0 && target.when.days === 'all';
  if (urgent && random.next() < 0.5) ticket.flags.push('call-required');
  if (ticket.plan === 0 && random.next() < 0.06) ticket.flags.push('facts-missing');
}

function leftShare(random: Random, share: number): number {
  const dice = random.next();
  if (dice < 0.06) return -0.04 - random.next() * 0.2;
  if (dice < 0.13) return random.next() * 0.12;
  return 0.15 + random.next() * (0.55 + 0.3 * (1 - share));
}

function takeBreak(ticket: FakeTicket, random: Random): void {
  const length = random.between(40 * 60, 3 * HOUR);
  const gone = FAKE_NOW - ticket.created;
  if (gone < 2 * length) return;
  const from = ticket.created + Math.floor(gone * 0.3);
  ticket.pauses.push([from, from + length]);
}

function pausedOpen(ticket: FakeTicket): number {
  const when = ticket.target?.when;
  if (when === undefined) return 0;
  return ticket.pauses.flatMap(([from, to]) => openSpans(when, from, to)).reduce((sum, [a, b]) => sum + b - a, 0);
}

function awaitCustomer(ticket: FakeTicket, random: Random): void {
  ticket.lane = 'waiting-on-customer';
  const since = ticket.created + Math.floor((FAKE_NOW - ticket.created) * (0.3 + 0.6 * random.next()));
  if (ticket.target !== null && random.next() < 0.5) {
    ticket.kind = 'paused';
    const counted = ticket.target.hours * HOUR * (0.2 + 0.6 * random.next());
    ticket.pausedSince = Math.min(FAKE_NOW - 600, plusCounted(ticket.target.when, ticket.created, counted));
    return;
  }
  ticket.kind = 'met';
  ticket.metAt = since;
}

function withoutTarget(ticket: FakeTicket, random: Random, share: number): void {
  ticket.kind = 'no-target';
  ticket.created = FAKE_NOW - random.between(900, Math.floor(DAY * (1 + 8 * share)));
  ticket.waitingSince = ticket.created;
  if (ticket.vendor.pack === 'sepasoft' && ticket.plan > 0 && random.next() < 0.3) ticket.lane = 'deprioritized';
  if (random.next() < 0.04) ticket.lane = 'refused';
}

function scoreOf(ticket: FakeTicket): number {
  const rank = 1 - ticket.severity / ticket.vendor.severities.length;
  const plan = 1 - ticket.plan / ticket.vendor.plans.length;
  return Number((0.4 * rank + 0.2 * plan + 0.4 * urgencyOf(ticket)).toFixed(6));
}

/** From 0 to 1; a due that has passed weighs more than half. */
export function urgencyOf(ticket: FakeTicket): number {
  if (ticket.due === null) return Math.min(1, (FAKE_NOW - ticket.created) / (5 * DAY)) * 0.5;
  const whole = ticket.due - ticket.created;
  return Math.min(2, (FAKE_NOW - ticket.created) / Math.max(1, whole)) / 2;
}

function laneRank(lane: string): number {
  return ['main', 'deprioritized', 'waiting-on-customer', 'refused'].indexOf(lane);
}
