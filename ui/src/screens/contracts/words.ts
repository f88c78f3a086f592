import type { ContractLine } from '@/api/bindings/ContractLine';
import type { ImportPreview } from '@/api/bindings/ImportPreview';
import type { OriginView } from '@/api/bindings/OriginView';
import { counted } from '@/parts/time/format';
import { near } from '@/parts/time/instant';

/** Where a value comes from and when it came: `portal, read 13:48`, `entered 20 Nov 09:10`, `file a.csv, Tue 09:10`. */
export function originWords(origin: OriginView, now: number, zone: string): string {
  const at = origin.at === null ? '' : near(origin.at, now, zone);
  if (origin.kind === 'user') return at === '' ? 'entered' : `entered ${at}`;
  if (origin.kind === 'file') return [`file ${origin.file}`, at].filter(Boolean).join(', ');
  return at === '' ? 'portal' : `portal, read ${at}`;
}

/** `2026-12-31` as `31 Dec 2026`; what is no date stays as it is. */
export function dayWords(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(at)) return day;
  const format = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat('en-GB', format).format(at);
}

/** Who told or gave the values of a contract, in a few words. */
export function sourceWords(line: ContractLine): string {
  const given = line.given === 0 ? '' : `${counted(line.given, 'own value')}`;
  const told = line.told ? 'portal' : '';
  return [told, given].filter(Boolean).join(', ') || 'nothing known';
}

/** What a preview comes to, in one sentence. */
export function previewWords(preview: ImportPreview): string {
  const parts = [
    [preview.added, 'new'],
    [preview.changed, 'changed'],
    [preview.unchanged, 'as they are'],
    [preview.refused, 'refused'],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return `${counted(preview.lines, 'line')}${said.length > 0 ? `: ${said.join(', ')}` : ''}.`;
}

/** A list as it is edited: one entry a line. What is written as JSON stays as it is. */
export function asLines(value: string): string {
  return isJson(value) ? value : value.split(/;\s*/).join('\n');
}

/** The reverse of `asLines`. */
export function fromLines(text: string): string {
  if (isJson(text)) return text.trim();
  const entries = text.split(/[\n;]/).map((entry) => entry.trim());
  return entries.filter((entry) => entry !== '').join('; ');
}

function isJson(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

/** The line of a contract of which nothing is known yet. */
export function newLine(
  account: string,
  customer: string,
  policy: string,
  names: { account: string; policy: string },
): ContractLine {
  return {
    account,
    account_name: names.account,
    customer,
    customer_name: customer,
    policy,
    policy_title: names.policy,
    plan: '',
    starts: '',
    ends: '',
    payments: '',
    remote_access: '',
    given: 0,
    told: false,
  };
}
