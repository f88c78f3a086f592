const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;
const MINUS = '\u2212';
const NBSP = '\u00a0';

/** A countdown: `42 s`, `6:10:00`, `2 d 3 h`, and with a minus sign when it is overdue. */
export function countdown(seconds: number): string {
  const sign = seconds < 0 ? MINUS : '';
  const whole = Math.abs(Math.trunc(seconds));
  if (whole < MINUTE) return `${sign}${whole}${NBSP}s`;
  if (whole < DAY) return sign + clockFace(whole);
  return sign + daysAndHours(whole);
}

/** A length in two short units at most, for an age or a target: `42 s`, `12 min`, `3 h 10 min`, `2 d 3 h`. */
export function length(seconds: number): string {
  const whole = Math.abs(Math.trunc(seconds));
  if (whole < MINUTE) return `${whole}${NBSP}s`;
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)}${NBSP}min`;
  if (whole < DAY) return joined(whole, HOUR, 'h', MINUTE, 'min');
  return daysAndHours(whole);
}

/** A target as policies write it: in hours up to a week, because they may be counted hours and no days. */
export function target(seconds: number): string {
  if (seconds < HOUR || seconds > 7 * DAY) return length(seconds);
  return joined(seconds, HOUR, 'h', MINUTE, 'min');
}

/** A length in one unit, for narrow columns: `42 s`, `12 min`, `3 h`, `2 d`. */
export function brief(seconds: number): string {
  const whole = Math.abs(Math.trunc(seconds));
  if (whole < MINUTE) return `${whole}${NBSP}s`;
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)}${NBSP}min`;
  if (whole < DAY) return `${Math.floor(whole / HOUR)}${NBSP}h`;
  return `${Math.floor(whole / DAY)}${NBSP}d`;
}

/** `1 ticket`, `12,408 tickets`. */
export function counted(count: number, noun: string, nouns = `${noun}s`): string {
  return `${grouped(count)} ${count === 1 ? noun : nouns}`;
}

/** `12,408`. */
export function grouped(count: number): string {
  return count.toLocaleString('en-GB');
}

function clockFace(whole: number): string {
  const hours = Math.floor(whole / HOUR);
  return `${hours}:${two(Math.floor((whole % HOUR) / MINUTE))}:${two(whole % MINUTE)}`;
}

function daysAndHours(whole: number): string {
  return joined(whole, DAY, 'd', HOUR, 'h');
}

function joined(whole: number, size: number, large: string, unit: number, small: string): string {
  const rest = Math.floor((whole % size) / unit);
  const first = `${Math.floor(whole / size)}${NBSP}${large}`;
  return rest === 0 ? first : `${first} ${rest}${NBSP}${small}`;
}

function two(figure: number): string {
  return String(figure).padStart(2, '0');
}
