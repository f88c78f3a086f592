import { describe, expect, it } from 'vitest';
import type { Effect } from '@/api/bindings/Effect';
import { effectSummary, moveWords, placeWords } from './effectWords';

const none = { all: 0, overdue: 0, due_soon: 0, mine: 0, unassigned: 0, waiting: 0, no_target: 0, lower: 0 };
const side = { position: 1, lane: 'main', shape: 'running', due: null } as const;
const row = { key: 'a', number: 'A-1', subject: '', before: side, after: side };
const effect = (tickets: number, changed: number, listed: number): Effect => ({
  tickets,
  changed,
  before: none,
  after: none,
  rows: Array.from({ length: listed }, () => row),
});

describe('an effect in words', () => {
  it.each([
    [effect(0, 0, 0), 'No open ticket is under these rules.'],
    [effect(300, 0, 0), 'None of 300 open tickets changes.'],
    [effect(1, 1, 1), '1 of 1 open ticket changes.'],
    [effect(300, 41, 41), '41 of 300 open tickets change.'],
    [effect(12_000, 1_410, 100), '1,410 of 12,000 open tickets change. The 100 that change most are listed.'],
  ])('%#', (given, words) => {
    expect(effectSummary(given)).toBe(words);
  });
});

describe('a count that moves', () => {
  it.each([
    [3, 3, 'same'],
    [3, 5, '+2'],
    [2_005, 3, '\u22122,002'],
  ])('from %i to %i', (before, after, words) => {
    expect(moveWords(before, after)).toBe(words);
  });
});

describe('a place', () => {
  it.each([
    [12, 'main', '12'],
    [1_200, 'waiting-on-customer', '1,200, waiting on the customer'],
    [0, '', 'not in the queue'],
  ])('%i in %s', (position, lane, words) => {
    expect(placeWords({ ...side, position, lane })).toBe(words);
  });
});
