import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FakeHost } from '@/api/fake/host';
import { theHost } from '@/api/host';
import { PAGE, Queue } from './queue.svelte';

let host: FakeHost;
let queue: Queue;
const keys = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, step) => queue.rowAt(from + step)?.key ?? 'none');
const settled = () => new Promise((done) => setTimeout(done, 60));

beforeAll(async () => {
  host = (await theHost()) as FakeHost;
});
beforeEach(async () => {
  queue = new Queue();
  await queue.apply();
});

describe('the queue on screen', () => {
  it('starts with the first page and its first ticket', () => {
    expect(queue.total).toBe(300);
    expect(queue.selectedIndex).toBe(0);
    expect(queue.selectedKey).toBe(queue.rowAt(0)?.key);
    expect(queue.rowAt(PAGE)).toBeUndefined();
  });

  it('fetches a page when it is scrolled to', async () => {
    queue.show(PAGE * 2 - 10, PAGE * 2 + 10);
    await settled();
    expect(queue.rowAt(PAGE * 2 + 5)?.position).toBe(PAGE * 2 + 6);
  });

  it('does not move when a newer revision comes, and says how much it differs', async () => {
    const before = keys(0, 60);
    host.change(5);
    await queue.changed();
    expect(keys(0, 60)).toEqual(before);
    expect(queue.changes).toBeGreaterThan(0);
  });

  it('keeps the selected ticket when the changes are applied', async () => {
    queue.select(7);
    const { moves } = queue;
    const key = queue.selectedKey;
    const before = keys(0, 60);
    host.change(20);
    await queue.changed();
    await queue.apply();
    expect(queue.changes).toBe(0);
    expect(keys(0, 60)).not.toEqual(before);
    expect(queue.selectedKey).toBe(key);
    expect(queue.rowAt(queue.selectedIndex)?.key).toBe(key);
    expect(queue.moves).toBe(moves);
  });

  it('takes over a revision that moves nothing here without asking', async () => {
    const shuffles = queue.shuffles;
    host.change(0);
    await queue.changed();
    expect(queue.changes).toBe(0);
    expect(queue.shuffles).toBe(shuffles);
  });

  it('says that something changed when its revision is no longer kept', async () => {
    host.change(3);
    host.change(3);
    host.change(3);
    await queue.changed();
    expect(queue.changes).toBeGreaterThan(0);
  });

  it('never mixes two revisions', async () => {
    host.change(3);
    host.change(3);
    queue.show(PAGE, PAGE + 40);
    await settled();
    const seen = [...keys(PAGE, PAGE * 2)];
    expect(seen).not.toContain('none');
    expect(queue.rowAt(PAGE)?.position).toBe(PAGE + 1);
    expect(queue.rowAt(0)).toBeUndefined();
  });

  it('applies at once while a portal is read for the first time', async () => {
    host.change(5);
    await queue.changed(true);
    expect(queue.changes).toBe(0);
  });

  it('starts another view and a search at the top', async () => {
    queue.select(20);
    await queue.setSearch('tape library');
    expect(queue.selectedIndex).toBe(0);
    expect(queue.total).toBeGreaterThan(0);
    expect(queue.rowAt(0)?.subject).toContain('Tape library');
    await queue.setSearch('there is no such ticket');
    expect(queue.total).toBe(0);
    await queue.setSearch('');
    await queue.setView('overdue');
    expect(queue.total).toBe(queue.counts?.overdue);
  });

  it('moves the selection and stays inside the list', async () => {
    queue.move(-3);
    expect(queue.selectedIndex).toBe(0);
    queue.select(9_999);
    expect(queue.selectedIndex).toBe(299);
    await settled();
    expect(queue.selectedKey).toBe(queue.rowAt(299)?.key);
  });

  it('finds a ticket by its key, fetched or not', () => {
    queue.selectKey(queue.rowAt(42)?.key ?? '');
    expect(queue.selectedIndex).toBe(42);
    queue.selectKey('demo/0');
    expect(queue.selectedIndex).toBe(-1);
    expect(queue.selectedKey).toBe('demo/0');
  });

  it('forgets answers to questions that are no longer asked', async () => {
    const slow = queue.setView('waiting');
    await queue.setView('mine');
    await slow;
    expect(queue.view).toBe('mine');
    expect(queue.total).toBe(queue.counts?.mine);
  });

  it('finds solved tickets after those of the queue, whatever the view', async () => {
    await queue.setView('overdue');
    await queue.setSearch('sep');
    expect(queue.solved).toBeGreaterThan(0);
    expect(queue.total).toBeGreaterThan(queue.solved);
    const rows = Array.from({ length: Math.min(queue.total, PAGE) }, (_, index) => queue.rowAt(index));
    const queued = queue.total - queue.solved;
    expect(rows.slice(0, queued).every((row) => row?.solved === false && row.position > 0)).toBe(true);
    expect(rows.slice(queued).every((row) => row?.solved === true && row.position === 0)).toBe(true);
    await queue.setSearch('');
    expect(queue.solved).toBe(0);
  });
});
