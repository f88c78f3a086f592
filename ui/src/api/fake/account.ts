import type { AccountStatus } from '../bindings/AccountStatus';
import type { AsideView } from '../bindings/AsideView';
import type { ConnectForm } from '../bindings/ConnectForm';
import type { ConnectReport } from '../bindings/ConnectReport';
import type { ErrorView } from '../bindings/ErrorView';
import type { MappingView } from '../bindings/MappingView';
import type { FakeOptions } from './options';
import { vendors } from './vendors';

const unreachable: ErrorView = {
  code: 'unreachable',
  message: 'The host rt.example.com does not answer.',
  hint: 'Check the network and the address; what is here stays and goes on counting.',
};

const vanished: ErrorView = {
  code: 'missing-tickets',
  message: 'RT no longer shows 312 tickets that are here; they are kept as they are.',
  hint: 'The portal may have a fault, or its token may have lost a right. If they are really gone, take them away here.',
};

/** The accounts of the status line. */
export function fakeAccounts(options: FakeOptions, now: number): AccountStatus[] {
  const rt: AccountStatus = {
    id: 'rt',
    name: 'RT',
    kind: 'rt',
    tried: true,
    online: !options.offline,
    synced_at: options.offline ? now - 47 * 60 : now - 42,
    syncing: options.syncing,
    done: 1_240,
    total: 8_000,
    rate: 310,
    left_s: 22,
    next_at: now + 18,
    clock_offset_s: 0.2,
    clock_ahead_s: 0,
    company_ca: '/etc/ssl/company-ca.pem',
    groups: { user: 'sam', names: ['Support', 'Support leads'], read_at: now - 5 * 60, untold: '' },
    missing: options.vanished ? vanished : null,
    error: options.offline ? unreachable : null,
  };
  const demo = {
    ...rt,
    id: 'demo',
    name: 'Demo portal',
    kind: 'demo',
    online: true,
    synced_at: now - 3,
    company_ca: '',
    groups: {
      user: 'Ada Lindqvist',
      names: [],
      read_at: null,
      untold: 'This portal does not tell the groups of its users. Ask its maker to name them as `groups` of the user.',
    },
    missing: null,
    error: null,
  };
  return [rt, { ...demo, syncing: false }];
}

/** The answer to a test of the connection: `bad` in the address, the token or the CA file makes it fail. */
export function fakeReport(form: ConnectForm): ConnectReport {
  const failed = (error: ErrorView): ConnectReport => ({
    ok: false,
    portal: '',
    user: '',
    queues: [],
    warnings: [],
    error,
  });
  if (form.address.includes('bad')) return failed(unreachable);
  if (form.company_ca.includes('bad')) {
    return failed({
      code: 'bad-ca',
      message: `There is no file ${form.company_ca}.`,
      hint: 'Check the path of the company CA file.',
    });
  }
  if (form.token.includes('bad')) {
    return failed({
      code: 'unauthorized',
      message: 'The portal refuses this token (401).',
      hint: 'Make a new token in RT under Settings, Auth Tokens, and paste it here.',
    });
  }
  return {
    ok: true,
    portal: 'Request Tracker 5.0.3',
    user: 'mara.lindqvist',
    queues: ['SEP Support', 'MES Support', 'General'],
    warnings: ['The custom field Severity is not visible for the queue General.'],
    error: null,
  };
}

/** What is said to the portals. */
export const fakeSync = { sync_now: () => null, take_away: () => 0 };

export const fakeAside: AsideView[] = [
  { account: 'RT', id: '8812', why: 'The ticket has no creation date.', at: 1_795_524_000 },
  {
    account: 'RT',
    id: '9034',
    why: 'The answer ends in the middle of a text: it was cut off after 65,536 bytes.',
    at: 1_795_525_200,
  },
  { account: 'RT', id: '', why: 'An entry of the list is not a ticket.', at: 1_795_525_900 },
];

/** Policy files of the user that cannot be used. */
export const fakeProblems: ErrorView[] = [
  {
    code: 'bad-pack',
    message: 'The policy file overrides/mine.toml is left out. Line 4, column 9: The length `soon` cannot be read.',
    hint: 'Write it as in 4 h, 90 min or 1 h 30 min.',
  },
  {
    code: 'unreadable-pack',
    message: 'The policy file packs/acme.toml cannot be read: permission denied.',
    hint: 'Mend or remove the file; the other policies are in force.',
  },
];

/** The mapping of the account, as a first look at the portal would propose it. */
export function fakeMapping(account: string): MappingView {
  return {
    account,
    queues: [
      { queue: 'SEP Support', policy: 'sep-sesam', severity: 'minor', plan: 'business-support' },
      { queue: 'MES Support', policy: 'sepasoft', severity: 'medium', plan: '' },
      { queue: 'General', policy: '', severity: '', plan: '' },
      { queue: '*', policy: '', severity: '', plan: '' },
    ],
    severity_field: 'Severity',
    severity_values: [
      { from: '1 - Critical', to: 'critical' },
      { from: '2 - Major', to: 'major' },
      { from: '3 - Normal', to: '' },
    ],
    plan_field: '',
    plan_values: [],
    statuses: [
      { from: 'new', to: 'new' },
      { from: 'open', to: 'open' },
      { from: 'stalled', to: 'waiting-on-customer' },
      { from: 'third-line', to: '' },
      { from: 'resolved', to: 'solved' },
      { from: 'deleted', to: 'closed' },
    ],
    fields: ['Severity', 'Support Plan', 'Product Version', 'Region'],
    packs: vendors.map((vendor) => ({
      id: vendor.pack,
      title: vendor.title,
      severities: vendor.severities.map(({ id, name }) => [id, name]),
      plans: vendor.plans.map(({ id, name }) => [id, name]),
    })),
    lost: false,
    gaps: [
      { text: 'The severity “3 - Normal” has no meaning yet.', tickets: 38 },
      { text: 'The status “third-line” has no meaning yet.', tickets: 12 },
      { text: 'The queue General has no policy.', tickets: 204 },
    ],
  };
}

/** The gaps that are left after a change. */
export function withGapsClosed(mapping: MappingView): MappingView {
  const open = (text: string) =>
    [...mapping.severity_values, ...mapping.statuses].some((word) => word.to === '' && text.includes(word.from)) ||
    mapping.queues.some((row) => row.policy === '' && row.queue !== '*' && text.includes(`queue ${row.queue} `));
  return { ...mapping, gaps: mapping.gaps.filter((gap) => open(gap.text)) };
}
