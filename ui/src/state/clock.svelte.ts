import type { StatusView } from '@/api/bindings/StatusView';

/** A timer that comes this much too late means that the computer slept or the window was held. */
const LATE_MS = 3_000;

/**
 * The corrected time of the desk, in whole seconds. The desk says what time it is, the window adds what its own steady
 * counter has passed since. The computer's own clock is never read.
 */
export class Clock {
  /** Unix seconds; 0 before the first answer. */
  now = $state(0);
  /** The computer's zone. */
  zone = $state('UTC');
  /** Called when the time may be wrong and has to be asked for again. */
  onDoubt: () => void = () => undefined;

  private anchorMs = 0;
  private anchoredAt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private expectedAt = 0;
  private readonly counter: () => number;

  /** `counter` counts milliseconds and never goes back. */
  constructor(counter: () => number = () => performance.now()) {
    this.counter = counter;
  }

  /** Takes the time of an answer that has just come in. */
  anchor(status: Pick<StatusView, 'now' | 'now_ms' | 'zone'>): void {
    this.anchorMs = status.now * 1_000 + status.now_ms;
    this.anchoredAt = this.counter();
    this.zone = status.zone;
    this.tick();
  }

  /** Stops the ticking. */
  stop(): void {
    clearTimeout(this.timer);
  }

  /** Brings `now` up to date and waits for the next full second. */
  private tick(): void {
    clearTimeout(this.timer);
    const counted = this.counter();
    const late = this.expectedAt > 0 && counted - this.expectedAt > LATE_MS;
    const ms = this.anchorMs + counted - this.anchoredAt;
    const second = Math.floor(ms / 1_000);
    if (second !== this.now) this.now = second;
    const wait = 1_000 - (ms - second * 1_000) + 2;
    this.expectedAt = counted + wait;
    this.timer = setTimeout(() => this.tick(), wait);
    if (late) this.onDoubt();
  }
}

/** The time of this window. */
export const clock = new Clock();
