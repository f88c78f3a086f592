import type { ClockShape } from '../bindings/ClockShape';
import type { ClockView } from '../bindings/ClockView';
import type { Timeline } from '../bindings/Timeline';
import { type Hours, hours, openSpans } from './hours';
import type { FakeTicket } from './tickets';

const HOUR = 3_600;

/** The governing clock of a made-up ticket at `now`. */
export function fakeClock(ticket: FakeTicket, now: number): ClockView {
  const target = ticket.target;
  if (ticket.kind === 'no-target' || target === null) return withoutTarget(ticket, now);
  const whole = target.hours * HOUR;
  const end = ticket.metAt ?? ticket.pausedSince ?? now;
  const remaining = whole - counted(target.when, ticket, end);
  const spans = openSpans(target.when, now, now + 6 * 24 * HOUR);
  const ticking = ticket.kind === 'clock' && spans[0]?.[0] === now;
  const change = ticking ? spans[0]?.[1] : spans[0]?.[0];
  return {
    name: 'first-response',
    label: 'First response',
    shape: shapeOf(ticket, remaining, now),
    due: ticket.kind === 'paused' ? null : (ticket.due ?? now + remaining),
    met_at: ticket.metAt,
    target_s: whole,
    remaining_s: remaining,
    as_of: now,
    ticking,
    next_change: ticket.kind === 'clock' && target.when.days !== 'all' ? (change ?? null) : null,
    hours: target.when.words,
    zone: target.when.zone,
    note: noteOf(ticket),
    basis: target.basis,
    clause: target.clause,
    timeline: timelineOf(ticket, target.when, now),
  };
}

function withoutTarget(ticket: FakeTicket, now: number): ClockView {
  return {
    name: 'first-response',
    label: 'First response',
    shape: ticket.metAt === null ? 'no-target' : 'met',
    due: null,
    met_at: ticket.metAt,
    target_s: null,
    remaining_s: null,
    as_of: now,
    ticking: false,
    next_change: null,
    hours: '',
    zone: '',
    note: 'no published target',
    basis: 'none',
    clause: ticket.vendor.pack === 'sepasoft' ? 'Ticket Severity' : 'Response Times',
    timeline: null,
  };
}

function shapeOf(ticket: FakeTicket, remaining: number, now: number): ClockShape {
  if (ticket.kind === 'met') return remaining < 0 ? 'met-late' : 'met';
  if (ticket.kind === 'paused') return 'paused';
  if (remaining < 0) return 'overdue';
  return ticket.due !== null && ticket.due - now <= 2 * HOUR ? 'due-soon' : 'running';
}

function noteOf(ticket: FakeTicket): string {
  return ticket.kind === 'paused' ? 'waiting on the customer' : '';
}

function counted(when: Hours, ticket: FakeTicket, end: number): number {
  const open = openSpans(when, ticket.created, end);
  const paused = ticket.pauses.flatMap(([from, to]) => openSpans(when, from, Math.min(to, end)));
  const sum = (spans: [number, number][]) => spans.reduce((all, [from, to]) => all + Math.max(0, to - from), 0);
  return sum(open) - sum(paused);
}

function timelineOf(ticket: FakeTicket, when: Hours, now: number): Timeline {
  const far = Math.max(ticket.due ?? now, ticket.metAt ?? now, now);
  const room = Math.max(HOUR / 2, Math.round((far - ticket.created) * 0.08));
  const from = ticket.created - Math.round(room / 2);
  const to = far + room;
  const pauses: [number, number][] = [...ticket.pauses];
  if (ticket.pausedSince !== null) pauses.push([ticket.pausedSince, to]);
  return {
    from,
    to,
    open: openSpans(when, from, to),
    pauses,
    start: ticket.created,
    stop: ticket.metAt,
    due: ticket.due,
  };
}

/** A second clock of the pack that stands by, for the ticket pane. */
export function fakeNextReply(ticket: FakeTicket, now: number): ClockView {
  return {
    ...withoutTarget(ticket, now),
    name: 'next-reply',
    label: 'Next reply',
    shape: ticket.metAt === null ? 'not-started' : 'no-target',
    hours: hours.tenByFive.words,
    note: ticket.metAt === null ? 'starts after the first response' : 'no published target',
  };
}
