import { describe, expect, it } from 'vitest';
import { age } from './rowWords';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('how old the data of a row are', () => {
  it('is said in every row', () => {
    expect(plain(age({ read_at: 1_000, doubtful: false }, 1_042))).toBe('Read 42 s ago');
    expect(age({ read_at: null, doubtful: false }, 1_042)).toBe('Not read to the end yet');
  });

  it('is doubted when it is long ago', () => {
    expect(plain(age({ read_at: 1_000, doubtful: true }, 1_000 + 3 * 3_600))).toBe(
      'Read 3 h ago: it could have moved since',
    );
  });
});
