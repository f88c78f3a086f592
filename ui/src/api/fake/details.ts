import type { DeadlineView } from '@/api/bindings/DeadlineView';
import type { EventView } from '../bindings/EventView';
import type { FactView } from '../bindings/FactView';
import type { NoticeView } from '../bindings/NoticeView';
import type { RemoteView } from '../bindings/RemoteView';
import type { TicketView } from '../bindings/TicketView';
import type { WhyView } from '../bindings/WhyView';
import { fakeClock, fakeNextReply } from './clocks';
import { fakeHtmlMail, fakeMail } from './mail';
import type { FakeQueue } from './queue';
import { FAKE_NOW, type FakeTicket, urgencyOf } from './tickets';

const MINUTE = 60;

/** The ticket pane of a made-up ticket. */
export function fakeDetails(queue: FakeQueue, ticket: FakeTicket, now: number): TicketView {
  const row = queue.row(ticket);
  const next = ticket.solved ? undefined : queue.tickets[row.position];
  return {
    row,
    status: ticket.solved ? 'resolved' : ticket.lane === 'waiting-on-customer' ? 'stalled' : 'open',
    queue: `${ticket.vendor.name} Support`,
    url: `https://portal.example/tickets/${ticket.id}`,
    contact_name: ticket.contact,
    contact_email: `${ticket.contact
      .toLowerCase()
      .replace(' ', '.')
      .normalize('NFD')
      .replace(/[^a-z.]/g, '')}@customer.example`,
    policy_title: ticket.vendor.title,
    clocks: [fakeClock(ticket, now), fakeNextReply(ticket, now)],
    deadlines: ticket.solved || ticket.due === null ? [] : [deadlineOf(ticket.due)],
    why: ticket.solved ? [] : whyOf(ticket),
    before_next: next === undefined ? '' : `Before ${next.vendor.prefix}-${next.id}: ${reason(ticket, next)}.`,
    notices: noticesOf(ticket),
    facts: factsOf(ticket),
    events: eventsOf(ticket),
    remote: remoteOf(ticket),
    read_at: now - 42,
  };
}

function deadlineOf(due: number): DeadlineView {
  const why = 'The portal counts by its own targets and hours; here, around the clock (Support Levels).';
  return { label: 'Due', name: 'Due', due: due + 7_200, later_s: 7_200, why };
}

function reason(ticket: FakeTicket, next: FakeTicket): string {
  if (ticket.lane !== next.lane) return 'its lane comes first';
  if (ticket.severity < next.severity) return 'higher severity';
  if (urgencyOf(ticket) > urgencyOf(next)) return 'more of its target is used up';
  return 'a higher plan';
}

function whyOf(ticket: FakeTicket): WhyView[] {
  const severity = 1 - ticket.severity / ticket.vendor.severities.length;
  const plan = 1 - ticket.plan / ticket.vendor.plans.length;
  const urgency = urgencyOf(ticket);
  const target = ticket.target;
  const factor = (name: string, detail: string, value: number, weight: number, basis: string, clause: string) => ({
    factor: name,
    detail,
    value,
    weight,
    share: value * weight,
    basis,
    clause,
  });
  return [
    factor('severity', ticket.vendor.severities[ticket.severity]?.name ?? '', severity, 0.4, 'assumed', 'Severity'),
    target === null
      ? factor('waiting', 'the customer waits', urgency, 0.4, 'stated', 'Order of the main queue')
      : factor('urgency', 'elapsed of the target', urgency, 0.4, target.basis, target.clause),
    factor('plan', ticket.vendor.plans[ticket.plan]?.name ?? '', plan, 0.2, 'reading', 'Support plans'),
  ];
}

function noticesOf(ticket: FakeTicket): NoticeView[] {
  const known: Record<string, NoticeView> = {
    'call-required': {
      code: 'call-required',
      text: 'Became critical outside Mon-Fri 09:00-17:00 and was not filed by phone: call the customer.',
      clause: 'Severity Level definitions',
      basis: 'reading',
    },
    'facts-missing': {
      code: 'facts-missing',
      text: 'No contract record for this customer: ask for the licence ID.',
      clause: 'Every request carries',
      basis: 'assumed',
    },
    'response-may-suffer': {
      code: 'response-may-suffer',
      text: 'The customer gives no remote access, so response times may suffer.',
      clause: 'Requirements for SEP Maintenance and SEP Support',
      basis: 'stated',
    },
  };
  return ticket.flags.flatMap((flag) => known[flag] ?? []);
}

function factsOf(ticket: FakeTicket): FactView[] {
  const portal = { kind: 'portal', file: '', at: FAKE_NOW - 40 * MINUTE };
  const entered = { kind: 'user', file: '', at: FAKE_NOW - 4 * 24 * 60 * MINUTE };
  const file = { kind: 'file', file: 'contracts.csv', at: FAKE_NOW - 30 * 24 * 60 * MINUTE };
  return [
    { label: 'Customer', value: ticket.customer, source: 'portal', origin: portal },
    { label: 'Product', value: `${ticket.vendor.name} product`, source: 'policy', origin: null },
    { label: 'Plan', value: ticket.vendor.plans[ticket.plan]?.name ?? '', source: 'contract', origin: portal },
    { label: 'Contract from', value: '2026-01-01', source: 'contract', origin: portal },
    { label: 'Contract until', value: '2026-12-31', source: 'contract', origin: entered },
    { label: 'Payments', value: 'current', source: 'contract', origin: file },
    { label: 'Licences covered', value: '12', source: 'contract', origin: portal },
  ];
}

function eventsOf(ticket: FakeTicket): EventView[] {
  const event = (id: string, minutes: number, kind: string, by: string, author: string, text: string): EventView => ({
    id,
    at: ticket.created + minutes * MINUTE,
    kind,
    by,
    author,
    text,
    mail: ['message', 'note', 'auto-reply'].includes(kind) ? fakeMail(text) : null,
  });
  const severity = ticket.vendor.severities[ticket.severity]?.name ?? '';
  const events = [
    event('1', 0, 'created', 'customer', ticket.contact, `Filed over the web portal with severity ${severity}.`),
    event('2', 0, 'message', 'customer', ticket.contact, opening(ticket)),
    { ...event('2.1', 1, 'message', 'customer', ticket.contact, ''), mail: fakeHtmlMail },
    event('3', 1, 'auto-reply', 'system', 'Portal', 'We have received your request and will answer in support hours.'),
    event('4', 12, 'change', 'system', 'Portal', `Queue set to ${ticket.vendor.name} Support.`),
    event('5', 25, 'note', 'agent', 'Jonas Weber', 'Same symptom as last month, see the note on the store version.'),
  ];
  if (ticket.lane === 'waiting-on-customer') {
    events.push(
      event('6', 40, 'message', 'agent', 'Mara Lindqvist', 'Could you send the log of the night run, please?\n\nMara'),
      event('7', 41, 'change', 'system', 'Portal', 'Status set to stalled: waiting on the customer.'),
    );
  }
  return events;
}

function opening(ticket: FakeTicket): string {
  return [
    'Hello,',
    '',
    `${ticket.subject}. It began this week, nothing was changed on our side. We have tried a restart of the service twice.`,
    '',
    '    2026-11-23 22:04:11 E  store: set 20261123-2 not readable (-17)',
    '    2026-11-23 22:04:11 W  store: retry 3 of 3',
    '',
    'Please tell us what else you need.',
    '',
    ticket.contact,
    ticket.customer,
  ].join('\n');
}

export function mayConnect(ticket: FakeTicket): boolean {
  return ticket.plan < 2;
}

function remoteOf(ticket: FakeTicket): RemoteView {
  const allowed = mayConnect(ticket);
  const reasons: NoticeView[] = allowed
    ? [{ code: 'consent', text: 'With the consent of the customer.', clause: 'Remote access', basis: 'stated' }]
    : [{ code: 'plan', text: 'This plan has no remote assistance.', clause: 'Plans', basis: 'stated' }];
  const tool = (id: string, label: string, fields: string[], port: string) => ({
    tool: id,
    label,
    named: true,
    fields,
    default_port: port,
    allowed,
    reasons,
  });
  return {
    tools: [
      tool('ssh', 'SSH', ['host', 'port', 'user', 'jump'], '22'),
      tool('rdp', 'Remote Desktop', ['host', 'port', 'user'], '3389'),
      tool('teamviewer', 'TeamViewer', ['id'], ''),
      { ...tool('vnc', 'VNC', ['host', 'port'], '5900'), named: false },
      { ...tool('web', 'Web service tool', ['link'], ''), named: false },
    ],
    requires: [
      {
        code: 'admin',
        text: 'An administrator account at the customer.',
        clause: 'Remote support needs',
        basis: 'stated',
      },
      { code: 'staff', text: 'Competent staff on site.', clause: 'Remote support needs', basis: 'stated' },
    ],
  };
}
