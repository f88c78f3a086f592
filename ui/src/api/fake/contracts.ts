import type { ContractEdit } from '../bindings/ContractEdit';
import type { ContractField } from '../bindings/ContractField';
import type { ContractLine } from '../bindings/ContractLine';
import type { ContractSaved } from '../bindings/ContractSaved';
import type { ContractsPage } from '../bindings/ContractsPage';
import type { ContractsRequest } from '../bindings/ContractsRequest';
import type { ContractView } from '../bindings/ContractView';
import type { ImportDone } from '../bindings/ImportDone';
import type { ImportLine } from '../bindings/ImportLine';
import type { ImportPreview } from '../bindings/ImportPreview';
import type { MistakeView } from '../bindings/MistakeView';
import type { OriginView } from '../bindings/OriginView';
import { FAKE_NOW } from './tickets';
import { customers, type Vendor, vendors } from './vendors';

const HOUR = 3_600;

/** Fields as the desk has them: name, label, how it is written. */
const FIELDS: [string, string, string][] = [
  ['plan', 'Plan', 'A plan of the policy'],
  ['starts', 'Starts', 'As in 2026-12-31'],
  ['ends', 'Ends', 'As in 2026-12-31'],
  ['payments', 'Payments', 'Current or overdue'],
  ['remote_access', 'Remote access', 'Given or impossible'],
  ['purchased', 'Purchased', 'As in 2026-12-31'],
  ['licenses', 'Licences', 'A whole number'],
  ['licenses_covered', 'Licences covered', 'A whole number'],
  ['tickets_used', 'Tickets used', 'A whole number'],
  ['named_contacts', 'Named contacts', 'Mail addresses, as in jo@acme.example; (empty) when nobody is named'],
  [
    'targets',
    'Own targets',
    'Each as CLOCK SEVERITY HOURS CALENDAR, as in first-response critical 4h always; * for every severity',
  ],
];
const LISTS = ['named_contacts', 'targets'];

interface Given {
  value: string;
  origin: OriginView;
}

interface FakeContract {
  customer: string;
  name: string;
  vendor: Vendor;
  told: Record<string, string>;
  given: Map<string, Given>;
}

type Place = Pick<ContractEdit, 'account' | 'customer' | 'policy'>;

/** Made-up contracts that can be edited and imported, with the checks that a picture or test needs. */
export class FakeContracts {
  private readonly now: () => number;
  private readonly list: FakeContract[];

  constructor(now: () => number) {
    this.now = now;
    // Most customers are under one policy, some under two.
    this.list = customers.flatMap((name, at) => {
      const count = at % 6 === 5 ? 2 : 1;
      const own = Array.from({ length: count }, (_, step) => vendors[(at + step) % vendors.length] ?? vendors[0]);
      return own.map((vendor) => fakeContract(name, at, vendor));
    });
    this.give(this.list[0], 'ends', '2027-03-31', { kind: 'user', file: '', at: FAKE_NOW - 90 * HOUR });
    this.give(this.list[0], 'named_contacts', 'anna.vogt@acme.example; ben.carter@acme.example', {
      kind: 'file',
      file: 'contracts.csv',
      at: FAKE_NOW - 26 * HOUR,
    });
  }

  readonly commands = {
    contracts: ({ request }: { request: ContractsRequest }) => this.page(request),
    contract: (place: { account: string; customer: string; policy: string }) => this.one(place),
    edit_contract: ({ edit }: { edit: ContractEdit }) => this.edit(edit),
    preview_contracts: ({ name, text }: { name: string; text: string }) => this.preview(name, text),
    import_contracts: ({ name, text }: { name: string; text: string }) => this.import(name, text),
    save_contracts: () => '~/Downloads/gnomon-contracts-2026-11-24.csv',
  };

  page({ filter, offset, limit }: ContractsRequest): ContractsPage {
    const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
    const lines = this.list.map((one) => this.line(one));
    const fits = lines.filter((line) =>
      words.every((word) => Object.values(line).join(' ').toLowerCase().includes(word)),
    );
    fits.sort((a, b) => a.customer_name.localeCompare(b.customer_name));
    return { total: fits.length, all: lines.length, rows: fits.slice(offset, offset + limit) };
  }

  one(place: Place): ContractView {
    const found = this.found(place);
    if (found === undefined) throw { code: 'unknown-policy', message: 'There is no such contract.', hint: '' };
    return { line: this.line(found), fields: FIELDS.map((field) => this.field(found, field)) };
  }

  edit(edit: ContractEdit): ContractSaved {
    const found = this.found(edit);
    const mistakes = edit.set.flatMap(({ field, text }) => mistakesOf(field, text));
    if (found !== undefined && mistakes.length === 0) {
      for (const field of edit.take_back) found.given.delete(field);
      const origin = { kind: 'user', file: '', at: this.now() };
      for (const { field, text } of edit.set) this.give(found, field, text, origin);
    }
    return { mistakes, contract: this.one(edit) };
  }

  preview(name: string, text: string): ImportPreview {
    const lines = this.read(text);
    const count = (what: string) => lines.filter((line) => line.what === what).length;
    return {
      name,
      mark: `mark of ${text.length}`,
      lines: lines.length,
      added: count('added'),
      changed: count('changed'),
      unchanged: count('unchanged'),
      refused: count('refused'),
      notes: text.includes('Own notes')
        ? ['The column “Own notes” is not read: contracts have none of this name.']
        : [],
      rows: lines.filter((line) => line.what !== 'unchanged').sort((a, b) => rank(a) - rank(b)),
      more: 0,
    };
  }

  import(name: string, text: string): ImportDone {
    const good = this.read(text).filter((line) => line.what === 'changed');
    for (const line of good) {
      const found = this.list.find((one) => one.name === line.customer && one.vendor.pack === line.policy);
      for (const { label, after } of line.changes) {
        const field = FIELDS.find(([, known]) => known === label)?.[0] ?? '';
        this.give(found, field, after, { kind: 'file', file: name, at: this.now() });
      }
    }
    const values = good.flatMap((line) => line.changes).length;
    return { contracts: good.length, values, refused: this.preview(name, text).refused };
  }

  private read(text: string): ImportLine[] {
    const [head = '', ...body] = text.trim().split(/\r?\n/);
    const separator = head.includes(';') ? ';' : ',';
    const columns = head.toLowerCase().split(separator);
    if (!columns.includes('customer')) {
      const message = 'The first line names no column of contracts.';
      const hint = 'The first line has to name the columns, as in customer,policy,plan,ends.';
      throw { code: 'no-columns', message, hint };
    }
    return body.map((line, at) => {
      const cells = line.split(separator);
      const cell = (name: string) => cells[columns.indexOf(name)]?.trim() ?? '';
      return this.readLine(at + 2, cell);
    });
  }

  private readLine(line: number, cell: (name: string) => string): ImportLine {
    const found = this.list.find((one) => one.customer === cell('customer') && one.vendor.pack === cell('policy'));
    const read = { line, customer: found?.name ?? cell('customer'), policy: cell('policy'), changes: [], note: '' };
    if (found === undefined && !vendors.some((vendor) => vendor.pack === cell('policy'))) {
      const message = `There is no policy “${cell('policy')}”.`;
      const hint = `Write one of: ${vendors.map((vendor) => vendor.pack).join(', ')}.`;
      return { ...read, what: 'refused', mistakes: [{ field: 'policy', message, hint }] };
    }
    const told = FIELDS.filter(([field]) => cell(field) !== '');
    const mistakes = told.flatMap(([field]) => mistakesOf(field, cell(field)));
    const changes = told.flatMap(([field, label]) => {
      const before = found === undefined ? '' : (found.given.get(field)?.value ?? found.told[field] ?? '');
      return before === cell(field) ? [] : [{ label, before, after: cell(field) }];
    });
    if (mistakes.length > 0) return { ...read, what: 'refused', mistakes };
    if (found !== undefined) return { ...read, what: changes.length > 0 ? 'changed' : 'unchanged', changes, mistakes };
    return { ...read, what: 'added', changes, mistakes, note: 'No ticket names this customer yet.' };
  }

  private found({ customer, policy }: Place): FakeContract | undefined {
    return this.list.find((one) => one.customer === customer && one.vendor.pack === policy);
  }

  private give(one: FakeContract | undefined, field: string, value: string, origin: OriginView): void {
    if (one?.told[field] === value) one.given.delete(field);
    else one?.given.set(field, { value, origin });
  }

  private line(one: FakeContract): ContractLine {
    const value = (field: string) => one.given.get(field)?.value ?? one.told[field] ?? '';
    return {
      account: one.vendor.pack === 'sep-sesam' ? 'rt' : 'demo',
      account_name: one.vendor.pack === 'sep-sesam' ? 'RT' : 'Demo portal',
      customer: one.customer,
      customer_name: one.name,
      policy: one.vendor.pack,
      policy_title: one.vendor.title,
      plan: one.vendor.plans.find((plan) => plan.id === value('plan'))?.name ?? '',
      starts: value('starts'),
      ends: value('ends'),
      payments: value('payments'),
      remote_access: value('remote_access'),
      given: one.given.size,
      told: Object.keys(one.told).length > 0,
    };
  }

  private field(one: FakeContract, [field, label, hint]: [string, string, string]): ContractField {
    const given = one.given.get(field);
    const told = one.told[field];
    const portal = { kind: 'portal', file: '', at: this.now() - 3 * HOUR };
    const plans = one.vendor.plans.map(({ id, name }): [string, string] => [id, name]);
    const choices: Record<string, [string, string][]> = {
      plan: plans,
      payments: [
        ['current', 'Current'],
        ['overdue', 'Overdue'],
      ],
      remote_access: [
        ['given', 'Given'],
        ['impossible', 'Impossible'],
      ],
    };
    return {
      field,
      label,
      hint,
      choices: choices[field] ?? [],
      is_list: LISTS.includes(field),
      value: given?.value ?? told ?? '',
      origin: given?.origin ?? (told === undefined ? null : portal),
      given: given !== undefined,
      told: given === undefined ? null : (told ?? null),
    };
  }
}

function fakeContract(name: string, at: number, vendor: Vendor): FakeContract {
  const contract: FakeContract = { customer: `c-${at + 101}`, name, vendor, told: {}, given: new Map() };
  if (at % 7 === 4) return contract;
  contract.told = {
    plan: vendor.plans[at % vendor.plans.length]?.id ?? '',
    starts: '2026-01-01',
    ends: at % 5 === 3 ? '2026-09-30' : '2026-12-31',
    payments: at % 8 === 6 ? 'overdue' : 'current',
    licenses: String(4 + at * 3),
    licenses_covered: String(4 + at * 2),
  };
  if (vendor.pack === 'sep-sesam') contract.told.remote_access = at % 4 === 0 ? 'impossible' : 'given';
  if (vendor.pack === 'infotecs')
    contract.told.targets = 'first-response critical 4h always; first-response minor 24h always';
  return contract;
}

function mistakesOf(field: string, text: string): MistakeView[] {
  const isDate = ['starts', 'ends', 'purchased'].includes(field);
  const isCount = ['licenses', 'licenses_covered', 'tickets_used'].includes(field);
  if (text === '' || (!isDate && !isCount)) return [];
  if (isDate && !/^\d{4}-\d\d-\d\d$/.test(text)) {
    return [{ field, message: `“${text}” is no date.`, hint: 'Write it as in 2026-12-31 or 31.12.2026.' }];
  }
  if (isCount && !/^\d+$/.test(text)) {
    return [{ field, message: `“${text}” is no whole number.`, hint: 'Write digits only, as in 25.' }];
  }
  return [];
}

function rank(line: ImportLine): number {
  return line.what === 'refused' ? 0 : 1;
}
