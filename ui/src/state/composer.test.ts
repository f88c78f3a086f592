import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ComposerView } from '@/api/bindings/ComposerView';
import type { OperationView } from '@/api/bindings/OperationView';
import { desk } from '@/api/commands';
import { Composer } from './composer.svelte';

const operation = (over: Partial<OperationView>) =>
  ({
    id: '1',
    key: 'a/1',
    kind: 'reply',
    text: 'First.',
    shape: 'holding',
    can: { cancel: true },
    ...over,
  }) as OperationView;

/** A desk that keeps drafts and has one operation that can be undone. */
function desk1() {
  const drafts = new Map<string, string>();
  let pending = [operation({})];
  let full = false;
  const offers = ['reply', 'note'].map((kind) => ({ kind })) as ComposerView['offers'];
  vi.spyOn(desk, 'composer').mockImplementation(async (key) => ({
    key,
    offers,
    files: [],
    reply_draft: drafts.get(`${key} reply`) ?? '',
    note_draft: drafts.get(`${key} note`) ?? '',
    pending,
    offline: '',
    untried: false,
  }));
  vi.spyOn(desk, 'saveDraft').mockImplementation(async (key, kind, text) => {
    if (full) throw { code: 'disk-full', message: 'The disk is full.', hint: 'Free some space.' };
    drafts.set(`${key} ${kind}`, text);
    return null;
  });
  vi.spyOn(desk, 'decideOperation').mockImplementation(async () => {
    pending = [];
    return operation({ shape: 'cancelled' });
  });
  vi.spyOn(desk, 'outbox').mockResolvedValue({ operations: [], deciding: 0, open: 0, drafts: [] });
  return { drafts, fill: () => (full = true), empty: () => (full = false) };
}

beforeEach(() => void vi.restoreAllMocks());

describe('no word is lost', () => {
  it('when an undone reply meets one that is being written', async () => {
    desk1();
    const composer = new Composer();
    await composer.load('a/1');
    await composer.open('reply');
    composer.typed('Second.');
    await composer.undo();
    expect(composer.text).toBe('First.\n\nSecond.');
  });

  it('when an operation is edited in the middle of another text', async () => {
    const { drafts } = desk1();
    const composer = new Composer();
    await composer.load('a/1');
    await composer.open('note');
    composer.typed('Half a no');
    await composer.edit(operation({}));
    expect([composer.text, drafts.get('a/1 note')]).toEqual(['First.', 'Half a no']);
  });

  it('when another ticket is chosen and the disk is full', async () => {
    const { fill, empty } = desk1();
    const composer = new Composer();
    await composer.load('a/1');
    await composer.open('reply');
    composer.typed('Not kept yet.');
    fill();
    await composer.load('a/2');
    await composer.load('a/1');
    await composer.open('reply');
    expect(composer.text).toBe('Not kept yet.');
    empty();
    await composer.close();
    await composer.open('reply');
    expect(composer.text).toBe('Not kept yet.');
  });
});
