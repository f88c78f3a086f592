import { beforeEach, describe, expect, it } from 'vitest';
import type { ContractField } from '@/api/bindings/ContractField';
import { ContractEdit } from './contractEdit.svelte';
import { ContractImport } from './contractImport.svelte';
import { Contracts, CONTRACTS_PAGE } from './contracts.svelte';

let contracts: Contracts;
const field = (edit: ContractEdit, name: string) =>
  edit.value?.fields.find((one) => one.field === name) as ContractField;
const edited = async (at: number) => {
  const line = contracts.rows?.[at];
  if (line === undefined) throw new Error('no such row');
  const edit = new ContractEdit(line);
  await edit.load();
  return edit;
};

beforeEach(async () => {
  contracts = new Contracts();
  await contracts.refresh();
});

describe('the list of contracts', () => {
  it('is filtered by words', async () => {
    const all = contracts.total;
    expect(all).toBeGreaterThan(10);
    const first = contracts.rows?.[0]?.customer_name ?? '';
    await contracts.setFilter(first);
    expect(contracts.total).toBeGreaterThan(0);
    expect(contracts.total).toBeLessThan(all);
    expect(contracts.all).toBe(all);
  });

  it('shows the answer to the last question', async () => {
    const slow = contracts.setFilter('nobody has this name');
    const last = contracts.setFilter('');
    await Promise.all([slow, last]);
    expect(contracts.rows?.length).toBe(Math.min(CONTRACTS_PAGE, contracts.all));
  });
});

describe('an edit', () => {
  it('sends only what differs, and shows the new source', async () => {
    const edit = await edited(5);
    const before = field(edit, 'ends').value;
    edit.write(field(edit, 'ends'), '2031-12-31');
    expect(edit.changed).toBe(true);
    edit.write(field(edit, 'ends'), before);
    expect(edit.changed).toBe(false);
    edit.write(field(edit, 'ends'), '2031-12-31');
    await edit.save();
    expect(edit.saved).toBe(true);
    expect(field(edit, 'ends').origin?.kind).toBe('user');
    await edit.takeBack(field(edit, 'ends'));
    expect(field(edit, 'ends').value).toBe(before);
    expect(field(edit, 'ends').given).toBe(false);
  });

  it('tells whether the customer gives remote access', async () => {
    const edit = await edited(3);
    const access = field(edit, 'remote_access');
    expect(access.choices.map(([word]) => word)).toEqual(['given', 'impossible']);
    const other = access.value === 'impossible' ? 'given' : 'impossible';
    edit.write(access, other);
    await edit.save();
    expect(edit.value?.line.remote_access).toBe(other);
  });

  it('keeps what was written when there is a mistake', async () => {
    const edit = await edited(1);
    edit.write(field(edit, 'ends'), 'some day');
    await edit.save();
    expect(edit.mistakesOf('ends').length).toBe(1);
    expect(edit.text(field(edit, 'ends'))).toBe('some day');
    expect(edit.saved).toBe(false);
    edit.write(field(edit, 'ends'), '2031-12-31');
    expect(edit.mistakesOf('ends')).toEqual([]);
  });

  it('keeps what was written elsewhere when a value is taken back', async () => {
    const edit = await edited(2);
    edit.write(field(edit, 'licenses'), '77');
    await edit.save();
    edit.write(field(edit, 'ends'), '2032-01-31');
    await edit.takeBack(field(edit, 'licenses'));
    expect(edit.text(field(edit, 'ends'))).toBe('2032-01-31');
    expect(edit.changed).toBe(true);
  });
});

describe('a file', () => {
  const file = (bytes: BlobPart) => new File([bytes], 'contracts.csv');

  it('is previewed, then imported', async () => {
    const load = new ContractImport();
    const customer = contracts.rows?.[3]?.customer ?? '';
    const policy = contracts.rows?.[3]?.policy ?? '';
    await load.read(file(`customer,policy,licenses\n${customer},${policy},4321\n${customer},${policy},many\n`));
    expect(load.preview?.refused).toBe(1);
    expect(load.preview?.changed).toBe(1);
    expect(await load.apply()).toContain('1 line was refused');
    const edit = await edited(3);
    expect(field(edit, 'licenses').origin).toMatchObject({ kind: 'file', file: 'contracts.csv' });
  });

  it('in another code than UTF-8 is refused in words', async () => {
    const load = new ContractImport();
    await load.read(file(new Uint8Array([0x4d, 0xfc, 0x6c])));
    expect(load.preview).toBeNull();
    expect(load.error?.title).toBe('File cannot be read');
  });
});
