import { describe, expect, it } from 'vitest';
import type { SessionTotal } from '@/api/bindings/SessionTotal';
import type { SessionView } from '@/api/bindings/SessionView';
import { chargedWords, costWords, lastsWords, monthWords, shapeWords, whenWords } from './sessionWords';

const NOW = 1_795_525_200; // 2026-11-24 14:00 in Berlin
const session: SessionView = {
  id: 1,
  key: 'demo/1',
  number: 'SEP-1',
  customer: 'ACME',
  tool: 'SSH',
  target: 'db1',
  engineer: 'Sam',
  consent: '',
  reasons: [],
  overruled: '',
  started: NOW - 1_800,
  shape: 'running',
  ended: null,
  outcome: '',
  waits: false,
  can_close: false,
  has_service: false,
  closed: null,
};
const total: SessionTotal = {
  customer: 'ACME',
  sessions: 3,
  worked_s: 0,
  charges: [],
  unpublished: 0,
  not_known: 0,
  open: 0,
};

describe('a session in words', () => {
  it('ticks while it runs', () => {
    expect(lastsWords(session, NOW)).toBe('0:30:00');
    expect(lastsWords(session, NOW + 1)).toBe('0:30:01');
    expect(shapeWords(session)).toBe('Running');
    expect(whenWords(session, NOW, 'Europe/Berlin')).toBe('Started 13:30');
  });

  it('never tells an end that nobody saw', () => {
    const lost: SessionView = { ...session, shape: 'unknown', waits: true };
    expect(shapeWords(lost)).toBe('End unknown');
    expect(lastsWords(lost, NOW)).toBe('');
    expect(whenWords(lost, NOW, 'Europe/Berlin')).toBe('Started 13:30');
  });

  it('tells what was seen until the outcome is written', () => {
    const ended: SessionView = { ...session, shape: 'ended', waits: true, ended: NOW - 600 };
    expect(lastsWords(ended, NOW)).toBe('20\u00a0min');
    expect(whenWords(ended, NOW, 'Europe/Berlin')).toBe('13:30 to 13:50');
  });

  it('sums up without leaving anything out', () => {
    expect(chargedWords({ ...total, charges: ['700.00 USD', '10.00 EUR'], unpublished: 1 })).toBe(
      '700.00 USD, 10.00 EUR, 1 session at a price not published',
    );
    expect(chargedWords(total)).toBe('Nothing');
    expect(chargedWords({ ...total, open: 3 })).toBe('');
    expect(costWords({ kind: 'not-known', amount: null, text: '', lines: [], because: [] })).toBe('Not known');
    expect(monthWords('2026-11')).toBe('November 2026');
  });
});
