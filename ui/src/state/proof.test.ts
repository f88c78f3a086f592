import { describe, expect, it } from 'vitest';
import { ProofChecking, ProofWriting } from './proof.svelte';

const file = (text: string, size = text.length) => ({ name: 'a.txt', size, text: async () => text });

describe('checking a proof', () => {
  it('reads a file and checks it', async () => {
    const checking = new ProofChecking();
    await checking.read(file('{"format":"gnomon-proof"}'));
    await checking.check();
    expect(checking.result?.checks.map(({ name, result }) => [name, result])).toEqual([
      ['integrity', 'same'],
      ['recomputed', 'same'],
      ['portal', 'not-done'],
    ]);
  });

  it('says in one sentence that a text is no proof', async () => {
    const checking = new ProofChecking();
    checking.text = 'hello';
    await checking.check();
    expect([checking.result, checking.error?.title]).toEqual([null, 'Not a proof']);
  });

  it('does not read what is far too large', async () => {
    const checking = new ProofChecking();
    await checking.read(file('', 9 * 1024 * 1024));
    expect([checking.text, checking.error?.message]).toEqual([
      '',
      'The file a.txt is larger than 8 MiB, and no proof is.',
    ]);
  });

  it('forgets its answer when the text changes', async () => {
    const checking = new ProofChecking();
    checking.text = 'gnomon-proof';
    await checking.check();
    checking.edited();
    expect(checking.result).toBeNull();
  });
});

describe('writing a proof', () => {
  it('says what went wrong', async () => {
    const writing = new ProofWriting();
    await writing.write('demo/0');
    expect([writing.file, writing.error?.title, writing.busy]).toEqual(['', 'Ticket is gone', false]);
  });

  it('says where the file is', async () => {
    const writing = new ProofWriting();
    await writing.write('demo/4200');
    expect(writing.file).toMatch(/\d+/);
    expect(writing.error).toBeNull();
  });
});
