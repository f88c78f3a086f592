import type { ErrorView } from '@/api/bindings/ErrorView';
import type { PolicyChange } from '@/api/bindings/PolicyChange';
import type { PolicyRow } from '@/api/bindings/PolicyRow';
import type { PolicyValue } from '@/api/bindings/PolicyValue';
import type { PolicyView } from '@/api/bindings/PolicyView';

/** What was typed, by row and key; `null` goes back to what the pack says. */
export type Edits = Readonly<Record<string, string | null>>;

/** Names a value of a policy. Neither rows nor keys have blanks in their names. */
export function fieldOf(path: string, key: string): string {
  return `${path} ${key}`;
}

/** What the field of a value shows: the draft before what holds. */
export function textOf(path: string, { key, text, before }: PolicyValue, edits: Edits): string {
  const edit = edits[fieldOf(path, key)];
  return edit === null ? (before ?? text) : (edit ?? text);
}

/** Whether the draft says something else than what holds. */
export function isEdited(path: string, value: PolicyValue, edits: Edits): boolean {
  return textOf(path, value, edits).trim() !== value.text;
}

/** The draft after a field was typed into. What holds is no edit; what the pack says takes a former change back. */
export function typed(edits: Edits, path: string, value: PolicyValue, text: string): Edits {
  const field = fieldOf(path, value.key);
  if (text === value.text) return without(edits, field);
  return { ...edits, [field]: text === value.before ? null : text };
}

/** The draft after a value was taken back: first what was typed, then what was kept before. */
export function takenBack(edits: Edits, path: string, value: PolicyValue): Edits {
  const field = fieldOf(path, value.key);
  if (field in edits) return without(edits, field);
  return value.before === null ? edits : { ...edits, [field]: null };
}

/** The changes that the draft asks for, in the order of the policy. */
export function changesOf(policy: PolicyView, edits: Edits): PolicyChange[] {
  return policy.rows.flatMap(({ path, values }) =>
    values
      .filter((value) => isEdited(path, value, edits))
      .map(({ key }) => ({ path, key, value: edits[fieldOf(path, key)]?.trim() ?? null })),
  );
}

/** Whether the user changed the row, or its draft would. */
export function isChanged(row: PolicyRow): boolean {
  return row.basis === 'override' || row.values.some(({ before }) => before !== null);
}

/** The weights of the order with the draft in them, or `null` where the policy has none or one is no number. */
export function weightSum(policy: PolicyView, edits: Edits): number | null {
  const weights = policy.rows.flatMap(({ path, values }) =>
    values.filter((value) => isWeight(path, value.key)).map((value) => textOf(path, value, edits).trim()),
  );
  const numbers = weights.map((text) => (text === '' ? Number.NaN : Number(text)));
  if (weights.length === 0 || numbers.some(Number.isNaN)) return null;
  return Number(numbers.reduce((sum, one) => sum + one, 0).toFixed(6));
}

/** Whether a value is one of the weights that have to sum to 1. */
export function isWeight(path: string, key: string): boolean {
  return key === 'weight' && path.startsWith('order.factors.');
}

export interface PlacedErrors {
  /** Errors that belong to one field, by its name. */
  byField: Record<string, ErrorView>;
  /** Errors of the draft as a whole. */
  onTop: ErrorView[];
}

/**
 * Puts each error beside the field that it is about. The desk names the value that it cannot read in back quotes; what
 * fits no field, or more than one, stands on top.
 */
export function placed(errors: ErrorView[], changes: PolicyChange[]): PlacedErrors {
  const result: PlacedErrors = { byField: {}, onTop: [] };
  for (const error of errors) {
    const quoted = changes.filter(({ value }) => value !== null && error.message.includes(`\`${value}\``));
    const [meant] = quoted;
    const field = meant === undefined || quoted.length > 1 ? '' : fieldOf(meant.path, meant.key);
    if (field === '' || field in result.byField) result.onTop.push(error);
    else result.byField[field] = error;
  }
  return result;
}

function without(edits: Edits, field: string): Edits {
  return Object.fromEntries(Object.entries(edits).filter(([name]) => name !== field));
}
