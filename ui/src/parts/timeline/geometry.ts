import type { Timeline } from '@/api/bindings/Timeline';

type Span = [number, number];

/** A piece of the band, in pixels. */
export interface Piece {
  kind: 'open' | 'closed' | 'paused' | 'counted' | 'over';
  x: number;
  width: number;
}

export interface TimelineShapes {
  /** The whole width without gaps: open hours, closed hours, pauses. */
  band: Piece[];
  /** What was counted: up to the due, and beyond it. Lies on the band. */
  fill: Piece[];
  start: number;
  stop: number | null;
  due: number | null;
  now: number | null;
}

/** The drawing of a clock, `width` pixels wide, as it stands at `now`. */
export function timelineShapes(line: Timeline, now: number, width: number): TimelineShapes {
  const scale = scaleOf(line, width);
  const pauses = within(line.pauses, line.from, line.to);
  const open = without(joined(within(line.open, line.from, line.to), (line.to - line.from) / width), pauses);
  const end = Math.min(line.stop ?? now, now, line.to);
  const counted = within(open, Math.max(line.start, line.from), end);
  const due = line.due ?? Number.POSITIVE_INFINITY;
  const place = (kind: Piece['kind']) => (spans: Span[]) => spans.map((span) => pieceOf(kind, span, scale));
  const closed = without([[line.from, line.to]], [...open, ...pauses].sort(byStart));
  return {
    band: [...place('closed')(closed), ...place('open')(open), ...place('paused')(pauses)],
    fill: [
      ...place('counted')(within(counted, line.from, Math.min(due, line.to))),
      ...place('over')(within(counted, Math.max(due, line.from), line.to)),
    ],
    start: clamped(scale(line.start), width),
    stop: line.stop === null ? null : inside(line.stop, line, scale),
    due: line.due === null ? null : inside(line.due, line, scale),
    now: inside(now, line, scale),
  };
}

/** From an instant to its pixel. */
export function scaleOf(line: Pick<Timeline, 'from' | 'to'>, width: number): (at: number) => number {
  const length = Math.max(1, line.to - line.from);
  return (at) => Math.round(((at - line.from) / length) * width * 2) / 2;
}

function pieceOf(kind: Piece['kind'], [from, to]: Span, scale: (at: number) => number): Piece {
  const x = scale(from);
  return { kind, x, width: Math.max(0.5, scale(to) - x) };
}

function inside(at: number, line: Timeline, scale: (at: number) => number): number | null {
  return at < line.from || at > line.to ? null : scale(at);
}

function clamped(x: number, width: number): number {
  return Math.min(width, Math.max(0, x));
}

function within(spans: Span[], from: number, to: number): Span[] {
  return spans
    .map(([start, end]): Span => [Math.max(start, from), Math.min(end, to)])
    .filter(([start, end]) => end > start);
}

/** `spans` without the time in `holes`; both sorted. */
function without(spans: Span[], holes: Span[]): Span[] {
  return spans.flatMap(([from, to]) => {
    const rest: Span[] = [];
    let at = from;
    for (const [start, end] of holes) {
      if (end <= at || start >= to) continue;
      if (start > at) rest.push([at, start]);
      at = Math.max(at, end);
    }
    if (at < to) rest.push([at, to]);
    return rest;
  });
}

/** Joins spans that lie less than `gap` seconds apart: on a line of months, nights are narrower than a pixel. */
function joined(spans: Span[], gap: number): Span[] {
  const whole: Span[] = [];
  for (const [from, to] of spans) {
    const last = whole.at(-1);
    if (last !== undefined && from - last[1] < gap) last[1] = to;
    else whole.push([from, to]);
  }
  return whole;
}

function byStart(a: Span, b: Span): number {
  return a[0] - b[0];
}
