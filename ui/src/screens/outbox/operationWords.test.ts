import { describe, expect, it } from 'vitest';
import type { OperationView } from '@/api/bindings/OperationView';
import { blank } from '@/state/change.svelte';
import { lateness, needsYou, standing } from './operationWords';

const operation = (over: Partial<OperationView>): OperationView => ({
  id: '1',
  key: 'a/1',
  number: '#1',
  subject: 'It does not start',
  account: 'RT',
  kind: 'reply',
  title: 'Reply',
  text: 'Try this.',
  shape: 'queued',
  composed: 100,
  queued: 110,
  hold_until: null,
  accepted: null,
  due: null,
  late: false,
  problem: null,
  retry_at: null,
  clashes: [],
  sides: null,
  files: [],
  lines: [],
  request: { ...blank },
  can: { cancel: true, edit: true, send_anyway: false, again: false, is_there: false, names_ticket: false },
  ...over,
});

describe('where an operation stands', () => {
  it.each([
    ['holding', { shape: 'holding', hold_until: 110 }, 'leaves in 8\u00a0s'],
    ['held long enough', { shape: 'holding', hold_until: 90 }, 'leaves now'],
    ['queued', {}, 'waits to leave'],
    ['queued after a fault', { retry_at: 162 }, 'waits, next try in 0:01:00'],
    ['a try that is due', { retry_at: 90 }, 'waits to leave'],
    ['conflict', { shape: 'conflict' }, 'stopped: something came in between'],
  ] as const)('%s', (_, over, words) => {
    expect(standing(operation(over), 102)).toBe(words);
  });

  it('tells apart what waits for the user', () => {
    expect(needsYou(operation({ shape: 'unsure' }))).toBe(true);
    expect(needsYou(operation({ shape: 'unknown' }))).toBe(false);
  });

  it('says when a reply came, or will come, too late', () => {
    expect(lateness(operation({}))).toBe('');
    expect(lateness(operation({ late: true }))).toBe('the deadline has passed');
    expect(lateness(operation({ late: true, accepted: 120 }))).toBe('arrived after the deadline');
  });
});
