import type { CheckRequest } from '../bindings/CheckRequest';
import type { CheckView } from '../bindings/CheckView';
import type { ConsentRequest } from '../bindings/ConsentRequest';
import type { ConsentView } from '../bindings/ConsentView';
import type { NoticeView } from '../bindings/NoticeView';
import type { PermitView } from '../bindings/PermitView';
import type { RemoteDecision } from '../bindings/RemoteDecision';
import type { RemoteRequest } from '../bindings/RemoteRequest';
import type { SessionClose } from '../bindings/SessionClose';
import type { SessionClosed } from '../bindings/SessionClosed';
import type { SessionCostView } from '../bindings/SessionCostView';
import type { SessionEndView } from '../bindings/SessionEndView';
import type { SessionsRequest } from '../bindings/SessionsRequest';
import type { SessionsView } from '../bindings/SessionsView';
import type { SessionView } from '../bindings/SessionView';
import { mayConnect } from './details';
import { allowed, CLAUSE, HOUR, nightCost, none, paidCost, requirements, totalOf } from './sessionAnswers';
import type { FakeTicket } from './tickets';

const WORDS =
  'After-hours support costs 350 dollars an hour, with a minimum of one hour. This session costs 350.00 USD at least.';

/** What was agreed, and the log of sessions: nothing is started. */
export class FakeSessions {
  private readonly consents = new Map<string, ConsentView[]>();
  private readonly checks = new Map<string, CheckRequest>();
  private readonly log: SessionView[] = [];
  private readonly now: () => number;
  private readonly found: (key: string) => FakeTicket;
  /** Tells that a session has ended. */
  private readonly ended: () => void;
  private readonly ends: SessionEndView[] = [];
  private last = 0;

  constructor(now: () => number, found: (key: string) => FakeTicket, ended: () => void) {
    this.now = now;
    this.found = found;
    this.ended = ended;
    const at = now();
    const closed = {
      from: at - 30 * HOUR,
      to: at - 29 * HOUR,
      outcome: 'The index was built anew.',
      at: at - 28 * HOUR,
    };
    this.log = [
      this.row({ customer: 'Contoso Werke', started: at - 900, shape: 'running', number: 'SEP-10042' }),
      this.row({
        customer: 'Nordlicht AG',
        started: at - 5 * HOUR,
        shape: 'unknown',
        outcome: 'Gnomon ended while the session ran, so nobody saw how it went on.',
        waits: true,
        can_close: true,
        number: 'EXP-2017',
        overruled:
          'sam (of the group Support leads, as read on 2026-11-24 07:40 UTC) overruled the policy on 2026-11-24 08:12 UTC: production stands still',
      }),
      this.row({
        customer: 'Contoso Werke',
        started: closed.from,
        ended: closed.to,
        shape: 'ended',
        number: 'SEPA-77',
        outcome: 'The session has ended.',
        closed: { ...closed, billed: 'support', cost: nightCost, unposted: [] },
      }),
    ];
  }

  readonly commands = {
    remote_check: ({ request }: { request: RemoteRequest }) => this.decide(this.found(request.key), request),
    remote_start: ({ request }: { request: RemoteRequest }) => this.start(this.found(request.key), request),
    session_ends: () => this.ends.splice(0),
    remote_mail: () => 'Hello,\n\nbefore we can connect we need your consent.\n',
    record_consent: ({ request }: { request: ConsentRequest }) => this.record(request),
    revoke_consent: ({ key, id }: { key: string; id: number }) => this.revoke(key, id),
    set_check: ({ request }: { request: CheckRequest }) => this.check(request),
    sessions: ({ request }: { request: SessionsRequest }) => this.view(request),
    session_cost: ({ wish }: { wish: SessionClose }) => this.cost(wish),
    close_session: ({ wish }: { wish: SessionClose }) => this.close(wish),
    save_sessions: ({ format }: { format: string }) => `~/Downloads/gnomon-sessions-2026-11-24.${format}`,
  };

  record({ key, ...given }: ConsentRequest): { not_noted: string } {
    const at = this.now();
    this.last += 1;
    const { by, how, tool, host } = given;
    const consent = { id: this.last, by, how, tool, host, at, until: at + given.hours * HOUR, revoked: null };
    this.consents.set(key, [{ ...consent, counts: true, holds: true }, ...(this.consents.get(key) ?? [])]);
    return { not_noted: '' };
  }

  revoke(key: string, id: number): { not_noted: string } {
    const kept = this.consents.get(key) ?? [];
    const taken = kept.map((one) => (one.id === id ? { ...one, revoked: this.now(), holds: false } : one));
    this.consents.set(key, taken);
    return { not_noted: '' };
  }

  check(check: CheckRequest): null {
    const name = `${check.key} ${check.requirement}`;
    if (check.by === '') this.checks.delete(name);
    else this.checks.set(name, check);
    return null;
  }

  decide(ticket: FakeTicket, request: RemoteRequest): RemoteDecision {
    const permit = this.permit(ticket, request);
    const reasons: NoticeView[] = [];
    const refuse = (code: string, text: string, clause: string, basis = 'stated') =>
      reasons.push({ code, text, clause, basis });
    if (!mayConnect(ticket) && request.override_reason === '')
      refuse('entitlement', 'This plan has no remote assistance.', 'Plans, remote assistance');
    if (permit.consent?.counts !== true)
      refuse('consent', 'nobody at the customer has agreed; ask, and record who agreed', 'Remote access');
    for (const { state, text, clause } of permit.checks)
      if (state === 'open') refuse('requirement', `not confirmed: ${text}`, clause);
    if (permit.after_hours !== null && request.accepted_words !== WORDS)
      refuse('after-hours', `outside of the support hours: ${WORDS}`, CLAUSE);
    if (request.host.trim() === '') refuse('host', 'no host is named', 'our own rule', 'assumed');
    permit.can_ask = reasons.length > 0;
    if (reasons.length > 0) return { ...none, allowed: false, reasons, command: [], permit };
    return { ...allowed(ticket, request), permit };
  }

  /** Starts nothing. A host with `bad` in its name refuses the session after a moment. */
  start(ticket: FakeTicket, request: RemoteRequest): RemoteDecision {
    const decision = this.decide(ticket, request);
    if (!decision.allowed) return decision;
    const { key, host: target } = request;
    const row = this.row({ customer: ticket.customer, number: String(ticket.id), key, target, started: this.now() });
    this.log.unshift(row);
    if (target.includes('bad')) {
      setTimeout(() => {
        this.ends.push(this.fail(row.id, request));
        this.ended();
      }, 1_000);
    }
    return { ...decision, session: row.id };
  }

  /** A session that was refused ends at once. */
  fail(session: number, { key, host }: RemoteRequest): SessionEndView {
    const message = `${host} refused the SSH connection on port 22.`;
    const hint = 'Check the port and whether the server runs there, then connect again.';
    const row = this.log.find(({ id }) => id === session);
    if (row !== undefined)
      Object.assign(row, { shape: 'failed', outcome: message, ended: this.now(), can_close: true });
    return { session, key, text: message, error: { code: 'session-failed', message, hint } };
  }

  view({ customer, month }: SessionsRequest): SessionsView {
    const names = [...new Set(this.log.map((one) => one.customer))].toSorted();
    const isWanted = (one: SessionView) =>
      (customer === '' || one.customer === customer) && (month === '' || month === '2026-11');
    const sessions = this.log.filter(isWanted);
    const totals = names.map((name) => totalOf(name, sessions)).filter((total) => total.sessions > 0);
    const waiting = this.log.filter(({ waits }) => waits).length;
    return { sessions, totals, customers: names, months: ['2026-11'], waiting };
  }

  cost({ billed }: SessionClose): SessionCostView {
    return billed === 'service' ? paidCost : nightCost;
  }

  close(wish: SessionClose): SessionClosed {
    const session = this.log.find(({ id }) => id === wish.id);
    if (session === undefined)
      throw { code: 'unknown-session', message: `There is no session ${wish.id}.`, hint: 'Look at the list.' };
    const { from, to, outcome, billed } = wish;
    const closed = { from, to, outcome, billed, cost: this.cost(wish), at: this.now(), unposted: [] };
    Object.assign(session, { closed, waits: false, can_close: false });
    return { session, left_out: [] };
  }

  private permit(ticket: FakeTicket, { key, tool, host }: RemoteRequest): PermitView {
    const kept = (this.consents.get(key) ?? []).map((one) => ({
      ...one,
      counts: one.holds && (one.tool === '' || one.tool === tool) && (one.host === '' || one.host === host.trim()),
    }));
    const late = ticket.vendor.prefix === 'SEPA';
    return {
      consent: kept.find(({ counts }) => counts) ?? kept[0] ?? null,
      checks: requirements.map(([requirement, text]) => this.checkView(key, requirement, text)),
      after_hours: late ? { words: WORDS, clause: CLAUSE, basis: 'stated', note: '' } : null,
      overrule: {
        possible: !mayConnect(ticket),
        is_lead: true,
        who: 'sam is in the group Support leads, whose members lead, as RT told on 2026-11-24 07:40 UTC.',
      },
      can_ask: true,
    };
  }

  private checkView(key: string, requirement: string, text: string): CheckView {
    const said = this.checks.get(`${key} ${requirement}`);
    return {
      requirement,
      text,
      clause: 'Remote Access Requirements',
      basis: 'stated',
      state: said === undefined ? 'open' : said.waived ? 'waived' : 'met',
      by: said?.by ?? '',
      why: said?.why ?? '',
      at: said === undefined ? null : this.now(),
    };
  }

  private row(given: Partial<SessionView>): SessionView {
    this.last += 1;
    return {
      id: this.last,
      key: 'demo/1',
      number: '',
      customer: '',
      tool: 'SSH',
      target: 'root@backup01.customer.example',
      engineer: 'sam',
      consent: 'Jo Doe agreed on 2026-11-24 07:58 UTC (by phone) to ssh on backup01, until 2026-11-24 15:58 UTC',
      reasons: [],
      overruled: '',
      started: this.now(),
      shape: 'running',
      ended: null,
      outcome: '',
      waits: false,
      can_close: false,
      has_service: true,
      closed: null,
      ...given,
    };
  }
}
