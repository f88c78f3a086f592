import { describe, expect, it } from 'vitest';
import type { ClockView } from '@/api/bindings/ClockView';
import { clockInWords, reading, restOf, timelineInWords } from './states';

const start = Date.UTC(2026, 10, 24, 8, 48) / 1_000;
const due = start + 4 * 3_600;
const clock: ClockView = {
  name: 'first-response',
  label: 'First response',
  shape: 'running',
  due,
  met_at: null,
  target_s: 4 * 3_600,
  remaining_s: 4 * 3_600,
  as_of: start,
  ticking: true,
  next_change: null,
  hours: 'around the clock',
  zone: 'Europe/Berlin',
  note: '',
  basis: 'stated',
  clause: 'Severity Level table',
  timeline: { from: start, to: due, open: [[start, due]], pauses: [[start, start + 60]], start, stop: null, due },
};
const plain = ({ figure, word }: { figure: string; word: string }) => `${figure} · ${word}`.replaceAll('\u00a0', ' ');

describe('what a clock shows', () => {
  it('goes from running to due soon to overdue by itself', () => {
    expect(plain(reading(clock, start))).toBe('4:00:00 · running');
    expect(plain(reading(clock, due - 60))).toBe('0:01:00 · due soon');
    expect(plain(reading(clock, due + 848))).toBe('\u22120:14:08 · overdue');
  });

  it('says that a clock stands because of the hour', () => {
    const night = { ...clock, ticking: false, due: due + 86_400 };
    expect(plain(reading(night, start))).toBe('4:00:00 · closed now');
  });

  it('says of a solved ticket that its clock was not due when it was solved, and keeps the rest', () => {
    const still = { ...clock, shape: 'paused' as const, ticking: false, due: null };
    expect(plain(restOf(still, start))).toBe('not due · when solved');
    expect(plain(restOf({ ...still, shape: 'met-late' as const }, start))).toBe('met · late');
  });

  it('tells what is left of a paused clock, and what is over', () => {
    const paused = { ...clock, shape: 'paused' as const, ticking: false, due: null };
    expect(plain(reading({ ...paused, remaining_s: -7_200 }, start))).toBe('paused · 2 h over');
    expect(plain(reading({ ...paused, remaining_s: null }, start))).toBe('paused · stands still');
  });

  it.each([
    ['paused', 'paused · 4 h left'],
    ['no-target', 'no target · '],
    ['met', 'met · in time'],
    ['met-late', 'met · late'],
    ['not-started', 'not started · '],
  ] as const)('uses words for %s', (shape, text) => {
    expect(plain(reading({ ...clock, shape }, start))).toBe(text);
  });
});

describe('a clock in words', () => {
  it('names the due and not the seconds', () => {
    expect(clockInWords(clock, start, 'Europe/Berlin')).toBe('First response: due 13:48');
    expect(clockInWords(clock, due + 5, 'Europe/Berlin')).toBe('First response: overdue since 13:48');
  });

  it('tells the whole drawing', () => {
    expect(timelineInWords(clock, start, 'Europe/Berlin')).toBe(
      'First response: due 13:48; started 09:48; target 4\u00a0h, around the clock; paused once.',
    );
  });
});
