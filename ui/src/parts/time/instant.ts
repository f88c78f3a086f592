const DAY = 86_400;
const formats = new Map<string, Intl.DateTimeFormat>();

/** `14:02:10`. */
export function timeOfDay(at: number, zone: string): string {
  return format(at, zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
}

/** The shortest form that is clear at `now`: `13:48`, `Tue 13:48`, `24 Nov 13:48`, `24 Nov 2025`. */
export function near(at: number, now: number, zone: string): string {
  const time = format(at, zone, { hour: '2-digit', minute: '2-digit' });
  if (day(at, zone) === day(now, zone)) return time;
  if (Math.abs(at - now) < 6 * DAY) return `${format(at, zone, { weekday: 'short' })} ${time}`;
  if (year(at, zone) === year(now, zone)) return `${format(at, zone, { day: 'numeric', month: 'short' })} ${time}`;
  return format(at, zone, { day: 'numeric', month: 'short', year: 'numeric' });
}

/** Date and time to the second, with the zone: `Tue 24 Nov 2026, 13:48:10 Europe/Berlin`. */
export function exact(at: number, zone: string): string {
  const date = format(at, zone, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  return `${date.replace(',', '')}, ${timeOfDay(at, zone)} ${zone}`;
}

/** The exact instant in the computer's zone and, where it is another one, in the zone that the clock counts in. */
export function bothZones(at: number, zone: string, clockZone: string): string[] {
  const own = exact(at, zone);
  return clockZone === '' || clockZone === zone ? [own] : [own, exact(at, clockZone)];
}

/** `Tue 24 Nov`. */
export function date(at: number, zone: string): string {
  return format(at, zone, { weekday: 'short', day: 'numeric', month: 'short' }).replace(',', '');
}

/** `Tue`. */
export function weekday(at: number, zone: string): string {
  return format(at, zone, { weekday: 'short' });
}

/** `24 Nov`. */
export function dayOfMonth(at: number, zone: string): string {
  return format(at, zone, { day: 'numeric', month: 'short' });
}

/** The hour of the day, from 0 to 23. */
export function hourOfDay(at: number, zone: string): number {
  return Number(format(at, zone, { hour: '2-digit' }));
}

/** Every midnight of the zone in `(from, to)`, the days of a change of the clocks included. */
export function midnights(from: number, to: number, zone: string): number[] {
  const found: number[] = [];
  let at = from - secondOfDay(from, zone);
  for (;;) {
    // A day has 23 to 25 hours: from the middle of the next one, go back to its start.
    const middle = at + DAY + DAY / 2;
    at = middle - secondOfDay(middle, zone);
    // Where the clocks changed between midnight and noon, the wall reading is off by the change.
    at -= wrapped(secondOfDay(at, zone));
    if (at >= to) return found;
    if (at > from) found.push(at);
  }
}

function wrapped(second: number): number {
  return second > DAY / 2 ? second - DAY : second;
}

function secondOfDay(at: number, zone: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = timeOfDay(at, zone).split(':').map(Number);
  return hours * 3_600 + minutes * 60 + seconds;
}

function day(at: number, zone: string): string {
  return format(at, zone, { day: 'numeric', month: 'numeric', year: 'numeric' });
}

function year(at: number, zone: string): string {
  return format(at, zone, { year: 'numeric' });
}

function format(at: number, zone: string, parts: Intl.DateTimeFormatOptions): string {
  const key = `${zone} ${Object.keys(parts).join()} ${Object.values(parts).join()}`;
  let known = formats.get(key);
  if (known === undefined) {
    known = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...parts });
    formats.set(key, known);
  }
  return known.format(at * 1_000);
}
