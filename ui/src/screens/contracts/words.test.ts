import { describe, expect, it } from 'vitest';
import type { ContractLine } from '@/api/bindings/ContractLine';
import { asLines, dayWords, fromLines, originWords, previewWords, sourceWords } from './words';

const NOW = Date.UTC(2026, 10, 24, 13, 2, 10) / 1_000;
const DAY = 86_400;

describe('where a value comes from', () => {
  it.each([
    [{ kind: 'portal', file: '', at: NOW - 60 }, 'portal, read 14:01'],
    [{ kind: 'portal', file: '', at: null }, 'portal'],
    [{ kind: 'user', file: '', at: NOW - 30 * DAY }, 'entered 25 Oct 14:02'],
    [{ kind: 'file', file: 'a.csv', at: NOW - 400 * DAY }, 'file a.csv, 20 Oct 2025'],
  ])('is said in a few words', (origin, words) => {
    expect(originWords(origin, NOW, 'Europe/Berlin').replace('Sept', 'Sep')).toBe(words);
  });

  it('is said of a whole contract', () => {
    const line = { told: true, given: 0 } as ContractLine;
    expect(sourceWords(line)).toBe('portal');
    expect(sourceWords({ ...line, given: 1 })).toBe('portal, 1 own value');
    expect(sourceWords({ ...line, told: false, given: 2 })).toBe('2 own values');
    expect(sourceWords({ ...line, told: false })).toBe('nothing known');
  });
});

describe('a day', () => {
  it('is written with the name of its month', () => {
    expect(dayWords('2026-12-31')).toBe('31 Dec 2026');
    expect(dayWords('')).toBe('');
    expect(dayWords('soon')).toBe('soon');
  });
});

describe('a list', () => {
  it.each(['', 'jo@acme.test', 'a@x.test; b@x.test', '(empty)', '["a;b","c"]'])(
    'is edited one entry a line: %s',
    (value) => {
      expect(fromLines(asLines(value))).toBe(value);
    },
  );

  it('forgives blank lines and semicolons', () => {
    expect(fromLines(' a@x.test;\n\n b@x.test \n')).toBe('a@x.test; b@x.test');
  });
});

describe('a preview', () => {
  it('is summed up in one sentence', () => {
    const preview = { name: '', mark: '', lines: 4, added: 1, changed: 0, unchanged: 2, refused: 1 };
    expect(previewWords({ ...preview, notes: [], rows: [], more: 0 })).toBe(
      '4 lines: 1 new, 2 as they are, 1 refused.',
    );
    const none = { ...preview, lines: 0, added: 0, unchanged: 0, refused: 0 };
    expect(previewWords({ ...none, notes: [], rows: [], more: 0 })).toBe('0 lines.');
  });
});
