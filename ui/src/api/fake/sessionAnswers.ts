import type { RemoteDecision } from '../bindings/RemoteDecision';
import type { RemoteRequest } from '../bindings/RemoteRequest';
import type { SessionCostView } from '../bindings/SessionCostView';
import type { SessionTotal } from '../bindings/SessionTotal';
import type { SessionView } from '../bindings/SessionView';
import type { FakeTicket } from './tickets';

export const HOUR = 3_600;
export const CLAUSE = 'After-hours support';

export const requirements = [
  ['dns', 'Name resolution by DNS works.'],
  ['administrator-account', 'An administrator or root account is available.'],
] as const;

const ground = {
  text: 'After-hours support costs 350 dollars an hour, with a minimum of one hour.',
  basis: 'stated',
  clause: CLAUSE,
  note: '',
};

export const nightCost: SessionCostView = {
  kind: 'amount',
  amount: '350.00 USD',
  text: 'It costs 350.00 USD.',
  lines: [{ certain: 'due', amount: '350.00 USD', billed_s: HOUR, article: '', ground }],
  because: [],
};

export const paidCost: SessionCostView = {
  kind: 'unpublished',
  amount: null,
  text: '60 minutes of SEP-0S-RWC001 are billed, in 2 parts; the price is not published.',
  lines: [],
  because: [{ ...ground, text: 'Paid remote support is billed by 30 minutes.', clause: 'Additional SEP Services' }],
};

export function totalOf(customer: string, sessions: SessionView[]): SessionTotal {
  const own = sessions.filter((one) => one.customer === customer);
  const closed = own.flatMap((one) => one.closed ?? []);
  const worked_s = closed.reduce((sum, { from, to }) => sum + to - from, 0);
  const charges = closed.length > 0 ? [`${closed.length * 350}.00 USD`] : [];
  const open = own.length - closed.length;
  return { customer, sessions: own.length, worked_s, charges, unpublished: 0, not_known: 0, open };
}

export const none = { is_page: false, file: '', warnings: [], confirm: '', session: null };

export function allowed(ticket: FakeTicket, { tool, host, port, user }: RemoteRequest): Omit<RemoteDecision, 'permit'> {
  const at = port || (tool === 'ssh' ? '22' : '3389');
  const named = user === '' ? '' : `${user}@`;
  const command = tool === 'ssh' ? ['ssh', '-p', at, '--', named + host] : ['xfreerdp', `/v:${host}:${at}`];
  const clause = 'Plans, remote assistance';
  const reasons = [{ code: 'remote', text: 'The plan includes remote assistance.', clause, basis: 'stated' }];
  const isKnown = host === 'backup01.customer.example';
  const unknown = `${host} is not in the host book of ${ticket.customer}. Known there: Backup server.`;
  const warnings = isKnown ? [] : [{ code: 'not-in-host-book', text: unknown, clause: '', basis: '' }];
  const confirm = isKnown ? '' : `${tool.toUpperCase()} to ${host}, port ${at}`;
  return { ...none, allowed: true, reasons, command, warnings, confirm };
}
