import type { AllowanceView } from '../../bindings/AllowanceView';
import type { GroundView } from '../../bindings/GroundView';
import type { IntakeState } from '../../bindings/IntakeState';
import type { IntakeView } from '../../bindings/IntakeView';
import type { PromisedView } from '../../bindings/PromisedView';
import type { RulingView } from '../../bindings/RulingView';
import type { StageView } from '../../bindings/StageView';
import type { Verdict } from '../../bindings/Verdict';
import type { VersionView } from '../../bindings/VersionView';
import type { FakeTicket } from '../tickets';
import { fakeCharges, fakeScope } from './charges';
import { ground } from './ground';

const VERSION = '5.1.0.4';

/** What was promised for a made-up ticket: every kind of answer, over the vendors. */
export function fakePromised(key: string, ticket: FakeTicket, now: number): PromisedView {
  const intake = intakeOf(ticket);
  return {
    key,
    policy_title: ticket.vendor.title,
    as_of: now,
    rulings: rulingsOf(ticket),
    version: ticket.vendor.prefix === 'MES' ? datedVersion() : undatedVersion(ticket),
    allowances: [tickets(ticket), contacts()],
    intake,
    request: requestOf(intake),
    stages: ticket.vendor.pack === 'ensim' ? [stages(ticket)] : [],
    charges: fakeCharges(),
    scope: fakeScope(),
  };
}

function ruling(question: string, answer: Verdict, because: GroundView, ask: string[] = []): RulingView {
  const text = answer === 'unknown' ? `Not known yet: ask for ${ask.join(' and ')}.` : because.text;
  return { question, answer, text, ask, because: [because] };
}

function silent(question: string, what: string): RulingView {
  return { question, answer: 'unpublished', text: `The policy does not say ${what}.`, ask: [], because: [] };
}

function rulingsOf({ plan }: FakeTicket): RulingView[] {
  const mayCall = plan === 0;
  return [
    ruling('open-ticket', 'yes', ground('All plans include the portal without limit.', 'Support plans')),
    ruling(
      'phone',
      mayCall ? 'yes' : 'no',
      ground('Only the first plan is reached by phone, in support hours.', 'Phone support'),
    ),
    ruling('portal', 'yes', ground('All plans include the portal without limit.', 'Support plans')),
    silent('email', 'whether the customer may write mail'),
    ruling(
      'after-hours',
      'limited',
      ground(
        'Outside of support hours an emergency line is reached around the clock, at a charge by the hour.',
        'After-hours support',
      ),
    ),
    ruling(
      'remote-help',
      plan < 2 ? 'yes' : 'no',
      ground(
        'The first two plans have remote assistance.',
        'Table, remote assistance',
        'reading',
        'The table marks two of three columns; the mark is read as a yes.',
      ),
    ),
    silent('on-site', 'whether somebody comes to the site'),
    ruling('fix', 'unknown', ground('Fixes are made for versions in mainstream support.', 'Life cycle'), [
      'the life cycle of the product’s version',
    ]),
    ruling('updates', 'yes', ground('Every plan includes the updates of what was bought.', 'Upgrade protection')),
    ruling(
      'account-manager',
      'unpublished',
      ground('Which plan has an account manager cannot be read from the document.', 'Program features', 'none'),
    ),
  ];
}

function undatedVersion(ticket: FakeTicket): VersionView {
  const text = 'No releases of this product are entered, and no policy names them.';
  const ask = ['the releases of the product with their dates, as rows of `[[releases]]` in an override'];
  const answer = (question: string): RulingView => ({ question, answer: 'unknown', text, ask, because: [] });
  return {
    product: ticket.vendor.name,
    version: VERSION,
    has_releases: false,
    phase: '',
    since: null,
    until: null,
    at_least: false,
    not_before: null,
    next: null,
    rulings: [answer('version-supported'), answer('version-fixes')],
    because: [],
  };
}

function datedVersion(): VersionView {
  const active = ground('An active version gets fixes and support.', 'Life cycle, Active');
  const five = ground('A version is active for at least five years.', 'Life cycle, Active');
  const limited = ground('A limited version gets support as well as it can be given.', 'Life cycle, Limited');
  return {
    product: 'OEE Downtime',
    version: '3.81.9',
    has_releases: true,
    phase: 'Active',
    since: '2022-03-01',
    until: '2027-03-01',
    at_least: false,
    not_before: null,
    next: { name: 'Limited', on: '2027-03-01', announced_by: '2026-12-01', because: [limited] },
    rulings: [ruling('version-supported', 'yes', active), ruling('version-fixes', 'yes', active)],
    because: [five, ground('Release 3.81.', 'Release notes', 'override')],
  };
}

function tickets({ plan }: FakeTicket): AllowanceView {
  const because = [
    ground('Forty tickets are included in a contract year.', 'Support plans, tickets'),
    ground('What is left is carried over.', 'Support plans, tickets', 'reading', 'How often is not said.'),
  ];
  const common = { row: 'allowances.tickets', what: 'tickets', because, ask: [] as string[] };
  if (plan === 0) {
    const text = 'The plan has no limit of tickets.';
    return { ...common, standing: 'unlimited', used: null, left: null, total: null, period: null, text };
  }
  return {
    ...common,
    standing: 'left',
    used: 21,
    left: 19,
    total: 40,
    period: ['2026-01-14', '2027-01-13'],
    text: '21 of 40 tickets are used, 19 are left.',
  };
}

function contacts(): AllowanceView {
  return {
    row: 'allowances.contacts',
    what: 'named-contacts',
    standing: 'unknown',
    used: null,
    left: null,
    total: 5,
    period: null,
    text: 'Not known yet how many named contacts are left: ask for the named contacts of the contract.',
    ask: ['the named contacts of the contract'],
    because: [ground('Up to five people may ask.', 'Named contacts')],
  };
}

function intakeOf(ticket: FakeTicket): IntakeView[] {
  const row = (name: string, need: IntakeView['need'], text: string, items: [string, IntakeState, string][]) => ({
    row: `intake.${name}`,
    need,
    ask: [],
    items: items.map(([item, state, value]) => ({ name: item, state, value })),
    ground: ground(text, 'What a request carries'),
  });
  return [
    row('product', 'mandatory', 'Name and version of the product.', [
      ['the name of the product', 'given', ticket.vendor.name],
      ['the version of the product', 'given', VERSION],
    ]),
    row('id', 'mandatory', 'A valid customer number.', [['your customer number', 'to-ask-for', '']]),
    row('problem', 'mandatory', 'The problem with its exact error message and the steps that lead to it.', [
      ['the problem with its exact error message', 'cannot-tell', ''],
      ['the steps that lead to it', 'cannot-tell', ''],
    ]),
    row('later', 'on-request', 'Log files may be asked for.', [['log files', 'cannot-tell', '']]),
    row('present', 'condition', 'Who reported the issue has to be there for questions.', [
      ['who reported the issue is there for questions', 'cannot-tell', ''],
    ]),
  ];
}

function requestOf(rows: IntakeView[]): string {
  const items = rows.filter(({ need }) => need === 'mandatory').flatMap((row) => row.items);
  const open = items.filter(({ state }) => state !== 'given').map(({ name }) => `- ${name}\n`);
  return `To work on your request, we need from you:\n${open.join('')}`;
}

function stages(ticket: FakeTicket): StageView {
  const step = (name: string, here: boolean, text: string) => ({ name, here, ground: ground(text, 'Response stages') });
  const isNew = ticket.lane !== 'waiting-on-customer';
  return {
    row: 'stages.response',
    text: isNew ? 'Initial: the case was taken and is looked at.' : 'Follow-up: the cause is looked for.',
    ask: [],
    steps: [
      step('Initial', isNew, 'The case was taken and is looked at.'),
      step('Follow-up', !isNew, 'The cause is looked for.'),
      step('Fix', false, 'A fix is made, or a way around.'),
      step('Feature request', false, 'A wish is forwarded to product management.'),
    ],
    because: [],
  };
}
