import type { ErrorView } from '../../bindings/ErrorView';
import type { PolicyChange } from '../../bindings/PolicyChange';
import type { PolicyPreview } from '../../bindings/PolicyPreview';
import type { PolicyRow } from '../../bindings/PolicyRow';
import type { PolicyView } from '../../bindings/PolicyView';
import type { FakeQueue } from '../queue';
import { fakeEffect } from './effect';
import { readPack } from './pack';

const texts = import.meta.glob<string>('../../../../../packs/*.toml', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The policies of the packs in this repository, with changes that last as long as the window. */
export class FakePolicies {
  private readonly packs = new Map(
    Object.values(texts).map((text) => {
      const pack = readPack(text);
      return [pack.id, pack];
    }),
  );
  /** Changed texts by policy, row and key. */
  private readonly changed = new Map<string, Map<string, string>>();

  list(): PolicyView[] {
    return [...this.packs.values()].map((pack) => this.view(pack.id));
  }

  view(id: string, changes: PolicyChange[] = []): PolicyView {
    const pack = this.packs.get(id);
    if (pack === undefined) throw unknown(id);
    const over = this.with(id, changes);
    const rows = pack.rows.map((row) => changedRow(row, over));
    const assumed = rows.filter(({ basis }) => basis === 'assumed').length;
    return { ...pack, rows, assumed, changed: over.size > 0 };
  }

  preview(queue: FakeQueue, id: string, changes: PolicyChange[]): PolicyPreview {
    const errors = this.errors(id, changes);
    if (errors.length > 0) return { errors, effect: null };
    return { errors, effect: fakeEffect(queue, id, shiftOf(this.view(id), changes)) };
  }

  change(id: string, changes: PolicyChange[]): PolicyView {
    const [error] = this.errors(id, changes);
    if (error !== undefined) throw error;
    this.changed.set(id, this.with(id, changes));
    return this.view(id);
  }

  private with(id: string, changes: PolicyChange[]): Map<string, string> {
    const over = new Map(this.changed.get(id));
    for (const { path, key, value } of changes) {
      if (value === null) over.delete(`${path} ${key}`);
      else over.set(`${path} ${key}`, value.trim());
    }
    return over;
  }

  private errors(id: string, changes: PolicyChange[]): ErrorView[] {
    const errors: ErrorView[] = [];
    for (const { key, value } of changes) {
      const isLength = key === 'target' || key === 'after';
      if (!isLength || value === null || secondsOf(value) !== null) continue;
      errors.push(bad(`The length \`${value}\` cannot be read.`, 'Write it as in 4 h, 90 min or 1 h 30 min.'));
    }
    const weights = this.view(id, changes).rows.filter(({ path }) => path.startsWith('order.factors.'));
    const sum = weights.flatMap(({ values }) => values).reduce((all, { text }) => all + Number(text), 0);
    if (Math.abs(sum - 1) > 1e-6) {
      errors.push(bad(`The weights sum to ${Number(sum.toFixed(6))}.`, 'Change them so that they sum to 1.'));
    }
    return errors;
  }
}

function changedRow(row: PolicyRow, over: Map<string, string>): PolicyRow {
  const values = row.values.map(({ key, text }) => {
    const now = over.get(`${row.path} ${key}`);
    return now === undefined || now === text ? { key, text, before: null } : { key, text: now, before: text };
  });
  const changed = values.some(({ before }) => before !== null);
  return changed ? { ...row, values, basis: 'override', basis_before: row.basis } : { ...row, values };
}

/** Hours by which the first changed target moves; one hour for anything else. */
function shiftOf(view: PolicyView, changes: PolicyChange[]): number {
  for (const { path, key, value } of changes) {
    if (key !== 'target') continue;
    const row = view.rows.find((one) => one.path === path)?.values.find((one) => one.key === key);
    const now = secondsOf(row?.text ?? '') ?? 0;
    return ((secondsOf(value ?? row?.before ?? '') ?? now) - now) / 3_600;
  }
  return 1;
}

function secondsOf(text: string): number | null {
  const found = [...text.trim().matchAll(/(\d+(?:\.\d+)?) (h|min|s)(?= |$)/g)];
  const read = found.map(([whole]) => whole).join(' ');
  if (found.length === 0 || read !== text.trim()) return null;
  return found.reduce(
    (all, [, count, unit]) => all + Number(count) * (unit === 'h' ? 3_600 : unit === 's' ? 1 : 60),
    0,
  );
}

function bad(message: string, hint: string): ErrorView {
  return { code: 'bad-change', message, hint };
}

function unknown(id: string): ErrorView {
  return { code: 'unknown-policy', message: `There is no policy \`${id}\`.`, hint: 'Go back to the list of policies.' };
}
