import { expect, it } from 'vitest';
import type { MailLine } from '@/api/bindings/MailLine';
import { pieces, split } from './lines';

const line = (more: Partial<MailLine> = {}): MailLine => ({
  kind: 'text',
  gap: 1,
  quote: 0,
  indent: 0,
  marker: '',
  fold: '',
  table: 0,
  cells: [[]],
  ...more,
});

it('rows of one table stand together, and everything else alone', () => {
  const lines = [line(), line({ table: 1 }), line({ table: 1 }), line(), line()];
  expect(pieces(lines).map(({ at, lines, isTable }) => [at, lines.length, isTable])).toEqual([
    [0, 1, false],
    [1, 2, true],
    [3, 1, false],
    [4, 1, false],
  ]);
});

it('two tables below each other stay two', () => {
  expect(pieces([line({ table: 1 }), line({ table: 2 })]).map(({ lines }) => lines.length)).toEqual([1, 1]);
});

it('what was answered is folded away, and nothing of a mail without it', () => {
  const { said, folded } = split([line(), line({ fold: 'signature' }), line({ fold: 'history' })]);
  expect([said.length, folded.length]).toEqual([1, 2]);
  expect(split([line(), line()]).folded).toEqual([]);
});
