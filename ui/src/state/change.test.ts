import { describe, expect, it, vi } from 'vitest';
import type { OperationView } from '@/api/bindings/OperationView';
import type { OutboxView } from '@/api/bindings/OutboxView';
import { desk } from '@/api/commands';
import { blank } from '@/api/change';
import { ChangeForm } from './change.svelte';

const empty = { operations: [], deciding: 0, open: 0, drafts: [] } as OutboxView;

describe('a form', () => {
  it('keeps what was left in it, for each ticket and kind', () => {
    const form = new ChangeForm();
    form.open('time', 'a/1');
    form.request.minutes = 25;
    form.open('tag', 'a/1');
    expect(form.request.minutes).toBe(0);
    form.open('time', 'a/2');
    expect(form.request.minutes).toBe(0);
    form.open('time', 'a/1');
    expect(form.request.minutes).toBe(25);
  });

  it('hands over what was filled in, once, and is empty after', async () => {
    vi.spyOn(desk, 'outbox').mockResolvedValue(empty);
    const change = vi.spyOn(desk, 'change').mockResolvedValue({} as OperationView);
    const form = new ChangeForm();
    form.open('time', 'a/1');
    form.request.minutes = 25;
    expect(await form.send()).toBe(true);
    expect(change).toHaveBeenCalledExactlyOnceWith({ ...blank, kind: 'time', key: 'a/1', minutes: 25 });
    form.open('time', 'a/1');
    expect(form.request.minutes).toBe(0);
  });

  it('shows what is wrong beside the field, and stays open', async () => {
    vi.spyOn(desk, 'outbox').mockResolvedValue(empty);
    vi.spyOn(desk, 'change').mockRejectedValue({ code: 'bad-minutes', message: 'No minutes.', hint: 'Give some.' });
    const form = new ChangeForm();
    form.open('time', 'a/1');
    expect(await form.send()).toBe(false);
    expect([form.kind, form.wrong('minutes'), form.wrong('day'), form.general]).toEqual([
      'time',
      'No minutes. Give some.',
      '',
      null,
    ]);
  });

  it('writes an operation anew in its place', async () => {
    vi.spyOn(desk, 'outbox').mockResolvedValue(empty);
    const edit = vi.spyOn(desk, 'editOperation').mockResolvedValue({} as OperationView);
    const request = { ...blank, kind: 'tag', key: 'a/1', add: ['restore'] };
    const form = new ChangeForm();
    form.edit({ id: '7', kind: 'tag', request } as OperationView);
    form.request.add = [...form.request.add, 'urgent'];
    expect(await form.send()).toBe(true);
    expect(edit).toHaveBeenCalledExactlyOnceWith('7', { ...request, add: ['restore', 'urgent'] });
    expect(request.add).toEqual(['restore']);
  });

  it('names the words that nobody else has', () => {
    const form = new ChangeForm();
    form.open('create', '');
    form.request.key = 'a';
    form.request.queue = 'SEP';
    expect(form.words()).toEqual([]);
    form.request.subject = 'Restore stops';
    expect(form.words()).toEqual(['the new ticket']);
    form.open('tag', 'a/1');
    expect(form.words()).toEqual(['the new ticket']);
    form.typing = 'urg';
    expect(form.words()).toEqual(['the new ticket', 'the tags of ticket 1']);
    form.close();
    expect(form.words()).toEqual(['the new ticket']);
  });

  it('has no words of its own before an operation is changed', () => {
    const request = { ...blank, kind: 'tag', key: 'a/1', add: ['restore'] };
    const form = new ChangeForm();
    form.edit({ id: '7', kind: 'tag', request } as OperationView);
    expect(form.words()).toEqual([]);
    form.request.add = ['restore', 'urgent'];
    expect(form.words()).toEqual(['the tags of ticket 1']);
  });
});
