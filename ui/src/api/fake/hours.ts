/** Working hours good enough for made-up tickets: one window a day, a fixed offset, no holidays. */
export interface Hours {
  zone: string;
  words: string;
  /** Seconds east of UTC in November. */
  offset: number;
  days: 'all' | 'workdays';
  from: number;
  to: number;
}

const HOUR = 3_600;
const DAY = 24 * HOUR;

export const hours = {
  always: { zone: 'Europe/Berlin', words: 'around the clock', offset: HOUR, days: 'all', from: 0, to: DAY },
  tenByFive: berlin('Mon-Fri 08:00-18:00 Berlin', 8, 18),
  eightByFive: berlin('Mon-Fri 09:00-17:00 Berlin', 9, 17),
  sixteenByFive: {
    zone: 'America/Los_Angeles',
    words: 'Mon-Fri 06:00-22:00 Los Angeles',
    offset: -8 * HOUR,
    days: 'workdays',
    from: 6 * HOUR,
    to: 22 * HOUR,
  },
} satisfies Record<string, Hours>;

/** The open spans in `[from, to)`, joined where they touch. */
export function openSpans(when: Hours, from: number, to: number): [number, number][] {
  const spans: [number, number][] = [];
  for (let day = Math.floor((from + when.offset) / DAY); day * DAY - when.offset < to; day += 1) {
    if (when.days === 'workdays' && isWeekend(day)) continue;
    const start = Math.max(from, day * DAY - when.offset + when.from);
    const end = Math.min(to, day * DAY - when.offset + when.to);
    if (end <= start) continue;
    const last = spans.at(-1);
    if (last !== undefined && last[1] === start) last[1] = end;
    else spans.push([start, end]);
  }
  return spans;
}

/** The instant at which `seconds` of open time have passed since `start`. */
export function plusCounted(when: Hours, start: number, seconds: number): number {
  let left = seconds;
  for (const [from, to] of openSpans(when, start, start + 40 * DAY)) {
    if (to - from >= left) return from + left;
    left -= to - from;
  }
  return start + 40 * DAY;
}

/** The instant `seconds` of open time before `end`. */
export function minusCounted(when: Hours, end: number, seconds: number): number {
  let left = seconds;
  for (const [from, to] of openSpans(when, end - 40 * DAY, end).reverse()) {
    if (to - from >= left) return to - left;
    left -= to - from;
  }
  return end - 40 * DAY;
}

/** Day 0 is Thursday 1 January 1970. */
function isWeekend(day: number): boolean {
  const weekday = (day + 4) % 7;
  return weekday === 0 || weekday === 6;
}

function berlin(words: string, from: number, to: number): Hours {
  return { zone: 'Europe/Berlin', words, offset: HOUR, days: 'workdays', from: from * HOUR, to: to * HOUR };
}
