import { expect, it } from 'vitest';
import type { AttachmentView } from '@/api/bindings/AttachmentView';
import { stands } from './attachmentWords';

const file: AttachmentView = {
  id: 'f1',
  event: '2',
  name: 'server.log',
  ending: 'log',
  given: '',
  declared: 'text/plain',
  kind: '',
  size: 1000,
  have: 0,
  shape: 'absent',
  problem: null,
  warnings: [],
  picture: false,
  content_id: '',
  pinned: null,
};

it.each<[Partial<AttachmentView>, string]>([
  [{}, 'not here'],
  [{ have: 405 }, '40 % of it is here'],
  [{ shape: 'waiting' }, 'waits for others'],
  [{ shape: 'fetching', have: 405 }, 'fetching 40 %'],
  [{ shape: 'fetching', have: 2_000, size: null }, 'fetching 2 KB'],
  [{ shape: 'here' }, 'here'],
  [{ shape: 'here', kind: 'text/plain' }, 'here'],
  [{ shape: 'here', kind: 'image/png' }, 'here, image/png'],
  [{ shape: 'too-large' }, 'too large'],
  [{ shape: 'failed' }, 'failed'],
  [{ shape: 'failed', have: 405 }, 'failed at 40 %'],
])('%j is “%s”', (part, words) => {
  expect(stands({ ...file, ...part })).toBe(words);
});
