import { describe, expect, it } from 'vitest';
import { bothZones, exact, hourOfDay, midnights, near } from './instant';

const utc = (text: string) => Date.parse(`${text}Z`) / 1_000;
const now = utc('2026-11-24T13:02:10');

describe('an instant near now', () => {
  it.each([
    ['2026-11-24T12:48:00', '13:48'],
    ['2026-11-24T23:30:00', 'Wed 00:30'],
    ['2026-11-23T08:12:00', 'Mon 09:12'],
    ['2026-11-02T08:12:00', '2 Nov 09:12'],
    ['2025-11-02T08:12:00', '2 Nov 2025'],
  ])('%s UTC reads %s in Berlin', (at, text) => {
    expect(near(utc(at), now, 'Europe/Berlin')).toBe(text);
  });
});

describe('the exact instant', () => {
  it('names the zone', () => {
    expect(exact(now, 'Europe/Berlin')).toBe('Tue 24 Nov 2026, 14:02:10 Europe/Berlin');
  });

  it('is given in both zones, and once when they are the same', () => {
    expect(bothZones(now, 'Europe/Berlin', 'America/Los_Angeles')).toEqual([
      'Tue 24 Nov 2026, 14:02:10 Europe/Berlin',
      'Tue 24 Nov 2026, 05:02:10 America/Los_Angeles',
    ]);
    expect(bothZones(now, 'Europe/Berlin', 'Europe/Berlin')).toHaveLength(1);
    expect(bothZones(now, 'Europe/Berlin', '')).toHaveLength(1);
  });

  it('knows the hour of the zone', () => {
    expect(hourOfDay(now, 'Europe/Berlin')).toBe(14);
    expect(hourOfDay(utc('2026-11-24T23:00:00'), 'Europe/Berlin')).toBe(0);
  });
});

describe('midnights', () => {
  const berlin = (from: string, to: string) =>
    midnights(utc(from), utc(to), 'Europe/Berlin').map((at) => exact(at, 'Europe/Berlin').slice(0, -14));

  it('are those inside the span', () => {
    expect(berlin('2026-11-23T12:00:00', '2026-11-25T12:00:00')).toEqual([
      'Tue 24 Nov 2026, 00:00:00',
      'Wed 25 Nov 2026, 00:00:00',
    ]);
    expect(berlin('2026-11-24T08:00:00', '2026-11-24T12:00:00')).toEqual([]);
  });

  it('hold on the days on which the clocks change', () => {
    expect(berlin('2026-03-28T12:00:00', '2026-03-30T12:00:00')).toEqual([
      'Sun 29 Mar 2026, 00:00:00',
      'Mon 30 Mar 2026, 00:00:00',
    ]);
    expect(berlin('2026-10-24T12:00:00', '2026-10-26T12:00:00')).toEqual([
      'Sun 25 Oct 2026, 00:00:00',
      'Mon 26 Oct 2026, 00:00:00',
    ]);
  });

  it('hold in zones with a quarter of an hour', () => {
    const found = midnights(utc('2026-11-23T12:00:00'), utc('2026-11-24T12:00:00'), 'Asia/Kathmandu');
    expect(found).toEqual([utc('2026-11-23T18:15:00')]);
  });
});
