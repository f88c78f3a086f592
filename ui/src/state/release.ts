import type { PolicyChange } from '@/api/bindings/PolicyChange';
import type { PolicyRow } from '@/api/bindings/PolicyRow';
import type { PolicyView } from '@/api/bindings/PolicyView';

/** Where releases stand in a policy. */
export const RELEASES = 'releases';

/** A release as it is typed; what is empty is not said. */
export interface ReleaseText {
  product: string;
  version: string;
  kind: string;
  released: string;
  'end-of-sale': string;
  'next-major': string;
  /** Where the days were read. */
  clause: string;
  /** Days that were announced, by phase. */
  ends: Readonly<Record<string, string>>;
}

type Key = Exclude<keyof ReleaseText, 'ends'>;
const keys: readonly Key[] = ['product', 'version', 'kind', 'released', 'end-of-sale', 'next-major', 'clause'];

/** A release of which nothing is typed yet. */
export function blankRelease(): ReleaseText {
  return {
    product: '',
    version: '',
    kind: '',
    released: '',
    'end-of-sale': '',
    'next-major': '',
    clause: '',
    ends: {},
  };
}

/** What a row of the policy says of a release. */
export function releaseOf(row: PolicyRow): ReleaseText {
  const said = (key: string) => row.values.find((value) => value.key === key)?.text ?? '';
  const ends = [...said('ends').matchAll(/([a-z0-9-]+)\s*=\s*"([^"]*)"/g)].map(([, phase = '', day = '']) => [
    phase,
    day,
  ]);
  const release: ReleaseText = { ...blankRelease(), ends: Object.fromEntries(ends) as Record<string, string> };
  for (const key of keys) release[key] = key === 'clause' ? row.clause : said(key);
  return release;
}

/** The changes that make a release from what it was; `null` before means that it is new. */
export function releaseChanges(path: string, before: ReleaseText | null, after: ReleaseText): PolicyChange[] {
  const was = before ?? blankRelease();
  const texts = keys.map((key) => [key, was[key], after[key].trim()] as const);
  const all = [...texts, ['ends', endsText(was.ends), endsText(after.ends)] as const];
  return all
    .filter(([, old, now]) => old !== now)
    .map(([key, , now]) => ({ path, key, value: now === '' ? null : now }));
}

/** The change that takes a release out. */
export function releaseRemoved(path: string): PolicyChange[] {
  return [{ path, key: '', value: null }];
}

/** A path that no release of the policy has, from product and version. */
export function releasePath({ product, version }: ReleaseText, policy: PolicyView): string {
  const words = `${product} ${version}`.toLowerCase().match(/[a-z0-9]+/g) ?? ['release'];
  const name = `v-${words.join('-')}`;
  const taken = new Set(policy.rows.map(({ path }) => path));
  let path = `${RELEASES}.${name}`;
  for (let count = 2; taken.has(path); count += 1) path = `${RELEASES}.${name}-${count}`;
  return path;
}

/** The phases that end, with their names, in the order in which a release passes through them. */
export function phasesOf(policy: PolicyView): [id: string, name: string][] {
  const rows = policy.rows.filter(({ path }) => path.startsWith('lifecycle.phases.'));
  return rows.slice(0, -1).map(({ path, name }) => [path.split('.').at(-1) ?? '', name]);
}

/** The kinds of releases that the rules of the policy name. */
export function kindsOf(policy: PolicyView): string[] {
  const rules = policy.rows.filter(({ path }) => path.startsWith('lifecycle.rules.'));
  const texts = rules.flatMap(({ values }) => values.filter(({ key }) => key === 'kinds').map(({ text }) => text));
  return [...new Set(texts.flatMap((text) => text.match(/[a-z0-9-]+/g) ?? []))].sort();
}

/** Whether the policy says how long a version lives; only then it has releases. */
export function hasReleases(policy: PolicyView): boolean {
  return policy.rows.some(({ path }) => path.startsWith('lifecycle.phases.'));
}

/** `{ active-support = "2026-03-01" }`; nothing where no day is given. */
function endsText(ends: Readonly<Record<string, string>>): string {
  const given = Object.entries(ends).filter(([, day]) => day.trim() !== '');
  return given.length === 0
    ? ''
    : `{ ${given.map(([phase, day]) => `${phase} = ${JSON.stringify(day.trim())}`).join(', ')} }`;
}
