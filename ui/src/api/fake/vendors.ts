import { type Hours, hours } from './hours';

export interface Severity {
  id: string;
  name: string;
}

export interface Target {
  hours: number;
  when: Hours;
  basis: string;
  clause: string;
}

export interface Vendor {
  pack: string;
  name: string;
  title: string;
  prefix: string;
  severities: [Severity, ...Severity[]];
  plans: [Severity, ...Severity[]];
  subjects: [string, ...string[]];
  /** The promised first response, or the clause that promises none. */
  target(severity: number, plan: number): Target | string;
}

const words = (...pairs: [string, string][]) => pairs.map(([id, name]) => ({ id, name })) as [Severity, ...Severity[]];

const sep: Vendor = {
  pack: 'sep-sesam',
  name: 'SEP',
  title: 'SEP sesam Support Terms',
  prefix: 'SEP',
  severities: words(['critical', 'Critical'], ['major', 'Major'], ['minor', 'Minor'], ['cosmetic', 'Cosmetic']),
  plans: words(['business-support', 'Business Support'], ['emergency-call', 'Emergency Call']),
  subjects: [
    'Restore of the file server fails after the upgrade',
    'Backup window runs into the morning since Monday',
    'Licence server does not answer on the second node',
    'Tape library shows two drives as offline',
    'Deduplication store grows although old sets are removed',
    'Agent on Debian 13 does not connect to the server',
    'Restore assistant closes without a message',
    'How do I exclude a folder from the weekly full backup?',
    'VMware snapshot stays behind after the backup',
  ],
  target(severity) {
    if (severity === 0)
      return { hours: 4, when: hours.always, basis: 'stated', clause: 'Severity Level table, Critical' };
    if (severity === 1)
      return { hours: 8, when: hours.tenByFive, basis: 'stated', clause: 'Severity Level table, Major' };
    return { hours: 12, when: hours.eightByFive, basis: 'stated', clause: 'Severity Level table, Minor' };
  },
};

const sepasoft: Vendor = {
  pack: 'sepasoft',
  name: 'Sepasoft',
  title: 'Sepasoft Support Policies',
  prefix: 'MES',
  severities: words(['highest', 'Highest'], ['high', 'High'], ['medium', 'Medium'], ['low', 'Low']),
  plans: words(['priority-care', 'PriorityCare'], ['total-care', 'TotalCare'], ['basic-care', 'BasicCare']),
  subjects: [
    'OEE chart shows the wrong shift after midnight',
    'Production order stays in state Running',
    'Downtime reasons are missing on line 4',
    'Trace module: lot cannot be closed',
    'Upgrade from 3.81.0 to 3.81.2 stops at 60 %',
    'Feature request: export of the schedule as CSV',
    'SPC chart does not load on the tablet',
  ],
  target(severity) {
    if (severity === 3) {
      return { hours: 336, when: hours.always, basis: 'reading', clause: 'Ticket Classification, Feature Request' };
    }
    return 'Ticket Severity';
  },
};

const ensim: Vendor = {
  pack: 'ensim',
  name: 'Ensim',
  title: 'Ensim Support Policy',
  prefix: 'ENS',
  severities: words(['critical', 'Critical'], ['major', 'Major'], ['minor', 'Minor']),
  plans: words(['24x7', '24 Hrs x 7 Days'], ['16x5', '16 hrs x 5 Days']),
  subjects: [
    'Provisioning stops for all new mailboxes',
    'Password change is not carried to the directory',
    'Nightly report is empty since the last patch',
    'Two domains show the same quota',
    'Console is slow for administrators only',
  ],
  target(severity, plan) {
    if (severity > 0) return 'Response Times';
    if (plan === 0) return { hours: 2, when: hours.always, basis: 'reading', clause: 'Response Times, Critical' };
    return { hours: 4, when: hours.sixteenByFive, basis: 'assumed', clause: 'Support Plans, 16 hrs x 5 Days' };
  },
};

const expecco: Vendor = {
  pack: 'expecco',
  name: 'expecco',
  title: 'expecco Support Services',
  prefix: 'EXP',
  severities: words(['sev-1', 'Sev. 1'], ['sev-2', 'Sev. 2'], ['sev-3', 'Sev. 3']),
  plans: words(['premium', 'Premium'], ['advanced', 'Advanced'], ['basic', 'Basic']),
  subjects: [
    'Test run stops at the second attachment',
    'Recorder loses focus in the embedded browser',
    'Report generator writes an empty page first',
    'Licence of the floating server is not found',
    'Import of a test suite from version 23 fails',
  ],
  target(severity, plan) {
    const table = [
      [8, 16, 24],
      [12, 24, 48],
      [24, 36, 72],
    ];
    const promised = table[severity]?.[plan] ?? 72;
    return { hours: promised, when: hours.tenByFive, basis: 'reading', clause: 'Response times, table' };
  },
};

const infotecs: Vendor = {
  pack: 'infotecs',
  name: 'Infotecs',
  title: 'ViPNet Support Policy',
  prefix: 'VIP',
  severities: words(['critical', 'Critical'], ['minor', 'Minor']),
  plans: words(['premium', 'Premium'], ['basic', 'Basic']),
  subjects: [
    'Tunnel between two coordinators drops every hour',
    'Key set of a new client is refused',
    'Update of the policy manager asks for a licence again',
  ],
  target: () => 'Technical support levels',
};

export const vendors: [Vendor, ...Vendor[]] = [sep, sepasoft, ensim, expecco, infotecs];

export const customers = [
  'ACME Werke',
  'Nordbank',
  'Hansa Logistik',
  'Stadtwerke Lindau',
  'Olsen Dairy',
  'Brightwater Foods',
  'Kessler Optik',
  'Universität Passau',
  'Marlin Shipping',
  'Fjord Energi',
  'Cascade Paper',
  'Rheintal Kliniken',
  'Tessera Glass',
  'Iberia Metales',
  'Pine Ridge Brewing',
  'Vogel & Söhne',
] as const;

export const agents = ['Mara Lindqvist', 'Jonas Weber', 'Priya Raman', ''] as const;

export const contacts = ['Anna Vogt', 'Ben Carter', 'Chiara Russo', 'David Ng', 'Eva Horák', 'Farid Amiri'] as const;
