import { beforeEach, expect, it, vi } from 'vitest';
import type { ComposerView } from '@/api/bindings/ComposerView';
import type { OperationView } from '@/api/bindings/OperationView';
import { desk } from '@/api/commands';
import { Composer } from './composer.svelte';

beforeEach(() => void vi.restoreAllMocks());

it('a text that is sent twice at once is written down once', async () => {
  const view: ComposerView = {
    key: 'a/1',
    offers: [{ kind: 'reply' }] as ComposerView['offers'],
    reply_draft: '',
    note_draft: '',
    pending: [],
    files: [],
    offline: '',
    untried: false,
  };
  vi.spyOn(desk, 'composer').mockResolvedValue(view);
  vi.spyOn(desk, 'saveDraft').mockResolvedValue(null);
  vi.spyOn(desk, 'outbox').mockResolvedValue({ operations: [], deciding: 0, open: 0, drafts: [] });
  let written = (): void => undefined;
  const change = vi
    .spyOn(desk, 'change')
    .mockImplementation(() => new Promise((done) => (written = () => done({} as OperationView))));
  const composer = new Composer();
  await composer.load('a/1');
  await composer.open('reply');
  composer.typed('Once.');
  // The key is held down, and pressed again while the desk writes.
  const presses = [composer.send(), composer.send(), composer.send()];
  await Promise.resolve();
  presses.push(composer.send());
  written();
  await Promise.all(presses);
  await composer.send();
  expect(change).toHaveBeenCalledTimes(1);
});
