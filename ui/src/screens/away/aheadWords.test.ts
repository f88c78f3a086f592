import { expect, it } from 'vitest';
import type { AheadView } from '@/api/bindings/AheadView';
import { aheadWords } from './aheadWords';

const nothing: AheadView = {
  tickets: 7,
  files: 0,
  here: 0,
  fetched: 0,
  bytes: 0,
  unknown: 0,
  too_large: 0,
  no_room: 0,
  limit: 200 * 1_048_576,
  failed: [],
};

it('says that no files came', () => {
  expect(aheadWords(nothing, false)).toBe('All messages of these 7 tickets are here. No files came with them.');
});

it('says the size of what would be fetched, and what would not', () => {
  const view = { ...nothing, files: 12, here: 1, fetched: 9, bytes: 34 * 1_048_576, too_large: 1, no_room: 1 };
  expect(aheadWords(view, false)).toBe(
    'All messages of these 7 tickets are here. 1 of 12 files is here; 9 can be fetched, 34.0 MB; ' +
      '1 above the limit for one file; 1 beyond the limit of 200.0 MB.',
  );
});

it('says what was fetched', () => {
  const view = { ...nothing, files: 4, here: 1, fetched: 3, bytes: 3_000_000, failed: ['a.log: gone'] };
  expect(aheadWords(view, true)).toContain('2 just fetched');
});
