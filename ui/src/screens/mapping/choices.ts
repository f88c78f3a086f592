import type { MappingView } from '@/api/bindings/MappingView';
import type { PackView } from '@/api/bindings/PackView';

/** A word to choose, with what is shown for it. */
export type Choice = [id: string, name: string];

/** Our statuses. */
export const statusChoices: Choice[] = [
  ['new', 'new'],
  ['open', 'open'],
  ['waiting-on-customer', 'waiting on the customer'],
  ['waiting-on-vendor', 'waiting on the vendor'],
  ['on-hold', 'on hold'],
  ['solved', 'solved'],
  ['closed', 'closed'],
];

/** The severities of the policies in use, each once; of all policies as long as none is in use. */
export function severityChoices(mapping: MappingView): Choice[] {
  return merged(packsInUse(mapping), (pack) => pack.severities);
}

/** The plans of the policies in use. */
export function planChoices(mapping: MappingView): Choice[] {
  return merged(packsInUse(mapping), (pack) => pack.plans);
}

function packsInUse({ queues, packs }: MappingView): PackView[] {
  const used = packs.filter(({ id }) => queues.some(({ policy }) => policy === id));
  return used.length === 0 ? packs : used;
}

/** A word that means the same in two policies is offered once, a word with two names under both. */
function merged(packs: PackView[], wordsOf: (pack: PackView) => Choice[]): Choice[] {
  const names = new Map<string, Set<string>>();
  for (const [id, name] of packs.flatMap(wordsOf)) names.set(id, (names.get(id) ?? new Set()).add(name));
  return [...names].map(([id, all]) => [id, [...all].join(', ')]);
}
