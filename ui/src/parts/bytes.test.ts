import { expect, it } from 'vitest';
import { bytes } from './bytes';

it.each([
  [null, ''],
  [0, '0 B'],
  [1_023, '1023 B'],
  [1_024, '1 KB'],
  [1_025, '2 KB'],
  [1_048_575, '1024 KB'],
  [1_048_576, '1.0 MB'],
  [26_214_400, '25.0 MB'],
  [524_288_000, '500.0 MB'],
])('%s bytes are “%s”', (count, words) => {
  expect(bytes(count)).toBe(words);
});
