import { expect, it } from 'vitest';
import { bytes } from './bytes';

it.each([
  [null, ''],
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1 KB'],
  [1_001, '2 KB'],
  [999_999, '1000 KB'],
  [1_000_000, '1.0 MB'],
  [26_214_400, '26.2 MB'],
])('%s bytes are “%s”', (count, words) => {
  expect(bytes(count)).toBe(words);
});
