/** `2026-11-24 13:48`: a reading of the wall clock in a zone, as people type it. */
export function wall(at: number, zone: string): string {
  const parts = reader(zone).formatToParts(at * 1_000);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
}

/** `2026-11-24`. */
export function wallDay(at: number, zone: string): string {
  return wall(at, zone).slice(0, 10);
}

/**
 * The instant of a reading; `null` when it is none. A time alone is of today. In an hour that comes twice it is the first one;
 * in one that the clocks skip it is that much later.
 */
export function fromWall(text: string, now: number, zone: string): number | null {
  const match = /^(?:(\d{4}-\d{2}-\d{2})[ T])?(\d{1,2}):(\d{2})$/.exec(text.trim());
  if (match === null) return null;
  const [, day = wallDay(now, zone), hour, minute] = match;
  const time = `${hour?.padStart(2, '0')}:${minute}`;
  const utc = Date.parse(`${day}T${time}:00Z`) / 1_000;
  if (Number.isNaN(utc)) return null;
  // The offset of the zone is looked up on both sides, so that the day of a change is right.
  const around = [utc - DAY, utc + DAY].map((at) => utc - offset(at, zone));
  const exact = around.filter((at) => wall(at, zone) === `${day} ${time}`);
  return Math.min(...(exact.length > 0 ? exact : [Math.max(...around)]));
}

const DAY = 86_400;
const readers = new Map<string, Intl.DateTimeFormat>();

function reader(zone: string): Intl.DateTimeFormat {
  const known = readers.get(zone);
  if (known !== undefined) return known;
  const digits = '2-digit';
  const options = { year: 'numeric', month: digits, day: digits, hour: digits, minute: digits } as const;
  const made = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone, hourCycle: 'h23' });
  readers.set(zone, made);
  return made;
}

function offset(at: number, zone: string): number {
  return Date.parse(`${wall(at, zone).replace(' ', 'T')}:00Z`) / 1_000 - Math.floor(at / 60) * 60;
}
