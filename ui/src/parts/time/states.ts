import type { ClockShape } from '@/api/bindings/ClockShape';
import type { ClockView } from '@/api/bindings/ClockView';
import { remainingAt, shapeAt, ticksAt } from './countdown';
import { brief, countdown, target } from './format';
import { near } from './instant';

/** The colour of a state: red, amber, green-blue, or none. */
export type Tone = 'overdue' | 'soon' | 'run' | 'rest';

const tones: Record<ClockShape, Tone> = {
  overdue: 'overdue',
  'due-soon': 'soon',
  running: 'run',
  paused: 'rest',
  'no-target': 'rest',
  met: 'run',
  'met-late': 'rest',
  'not-started': 'rest',
};

export function toneOf(shape: ClockShape): Tone {
  return tones[shape];
}

export interface Reading {
  shape: ClockShape;
  tone: Tone;
  /** What stands in large figures. */
  figure: string;
  /** What stands below it. */
  word: string;
}

/** What a clock shows at `now`. */
export function reading(clock: ClockView, now: number): Reading {
  const shape = shapeAt(clock, now);
  const remaining = remainingAt(clock, now);
  const counting = (word: string): Reading => ({ shape, tone: tones[shape], figure: countdown(remaining ?? 0), word });
  const standing = (figure: string, word: string): Reading => ({ shape, tone: tones[shape], figure, word });
  switch (shape) {
    case 'overdue':
      return counting('overdue');
    case 'due-soon':
      return counting('due soon');
    case 'running':
      return counting(ticksAt(clock, now) ? 'running' : 'closed now');
    case 'paused':
      return standing('paused', pausedWord(remaining));
    case 'no-target':
      return standing('no target', '');
    case 'met':
      return standing('met', 'in time');
    case 'met-late':
      return standing('met', 'late');
    case 'not-started':
      return standing('not started', '');
  }
}

/** What the clock of a solved ticket shows: it stands still for good. */
export function restOf(clock: ClockView, now: number): Reading {
  const shown = reading(clock, now);
  return shown.shape === 'paused' ? { ...shown, figure: 'not due', word: 'when solved' } : shown;
}

function pausedWord(remaining: number | null): string {
  if (remaining === null) return 'stands still';
  return `${brief(remaining)} ${remaining < 0 ? 'over' : 'left'}`;
}

/** A clock in one sentence for those who do not see it: only what does not change every second. */
export function clockInWords(clock: ClockView, now: number, zone: string): string {
  const { shape } = reading(clock, now);
  const name = clock.label || 'No clock';
  const due = clock.due === null ? '' : near(clock.due, now, zone);
  const words: Record<ClockShape, string> = {
    overdue: `overdue since ${due}`,
    'due-soon': `due soon, at ${due}`,
    running: `due ${due}`,
    paused: `paused${clock.note === '' ? '' : `, ${clock.note}`}`,
    'no-target': 'no published target',
    met: `met ${clock.met_at === null ? '' : near(clock.met_at, now, zone)}`.trim(),
    'met-late': 'met too late',
    'not-started': 'not started',
  };
  return `${name}: ${words[shape]}`;
}

/** The whole drawing of a clock in words. */
export function timelineInWords(clock: ClockView, now: number, zone: string): string {
  const line = clock.timeline;
  const parts = [clockInWords(clock, now, zone)];
  if (line !== null) parts.push(`started ${near(line.start, now, zone)}`);
  if (clock.target_s !== null)
    parts.push(`target ${target(clock.target_s)}${clock.hours === '' ? '' : `, ${clock.hours}`}`);
  const pauses = line?.pauses.length ?? 0;
  if (pauses > 0) parts.push(pauses === 1 ? 'paused once' : `paused ${pauses} times`);
  return `${parts.join('; ')}.`;
}
