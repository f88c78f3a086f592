import { describe, expect, it } from 'vitest';
import type { AwayRow } from '@/api/bindings/AwayRow';
import type { AwayView } from '@/api/bindings/AwayView';
import { ageWords, doneWords, emptyWords, fitWords, headline, ownerWords, spanWords, whoseWords } from './awayWords';

const utc = (text: string) => Date.parse(`${text}Z`) / 1_000;
const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const now = utc('2026-11-24T13:00:00');

const view = {
  as_of: now,
  from: utc('2026-11-24T15:00:00'),
  to: utc('2026-11-25T05:30:00'),
  zone: 'Europe/Berlin',
  overdue_on_landing: 7,
  of_others: 0,
  fit: null,
} as AwayView;

describe('the plan in words', () => {
  it('says what matters first', () => {
    expect(headline(view)).toBe('7 tickets will be overdue when you are back');
    expect(headline({ ...view, overdue_on_landing: 1 })).toBe('1 ticket will be overdue when you are back');
    expect(headline({ ...view, overdue_on_landing: 0 })).toBe('Nothing will be overdue when you are back');
  });

  it('names the time away in the zone of the user', () => {
    expect(plain(spanWords(view, now))).toBe(
      'From 16:00 to Wed 06:30, 14 h 30 min, in Europe/Berlin; if nothing happens meanwhile.',
    );
    expect(spanWords({ ...view, from: now }, now)).toMatch(/^From now to/);
  });

  it('calls the estimate the user’s own', () => {
    const fit = { each_min: 15, fit: 5, of: 9 };
    expect(fitWords({ ...view, fit }, now)).toBe('At 15 min a ticket, your own estimate, 5 of 9 fit before 16:00.');
    expect(fitWords({ ...view, fit: { ...fit, fit: 9 } }, now)).toMatch(/all 9 fit/);
    expect(fitWords({ ...view, from: now, fit }, now)).toMatch(/nothing fits: you leave now/);
    expect(fitWords(view, now)).toBe('');
  });

  it('counts whose they are', () => {
    const count = { group: 'away' as const, tickets: 3, mine: 1, unassigned: 2, others: 0 };
    expect(whoseWords(count)).toBe('1 yours, 2 unassigned');
  });

  it('names the owner, the age of the data and the estimate of a ticket', () => {
    const row = { whose: 'others', row: { assignee: 'Jonas' }, done_at: now + 900, done_late: true } as AwayRow;
    expect(ownerWords(row)).toBe('Jonas');
    expect(ownerWords({ ...row, whose: 'mine' })).toBe('yours');
    expect(plain(ageWords(now - 200, now))).toBe('read 3 min ago');
    expect(ageWords(0, now)).toBe('never read whole');
    expect(doneWords(row, now, 'Europe/Berlin')).toBe('Done about 14:15, after its deadline.');
    expect(doneWords({ ...row, group: 'overdue' }, now, 'Europe/Berlin')).toBe('Done about 14:15.');
  });

  it('says something when nothing is at stake', () => {
    expect(emptyWords({ ...view, of_others: 3 }, false)).toMatch(/No ticket of yours .* Colleagues have 3 tickets/);
    expect(emptyWords(view, true)).toMatch(/^No open ticket comes due/);
  });
});
