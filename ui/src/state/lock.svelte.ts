import type { ProtectionView } from '@/api/bindings/ProtectionView';
import { asDeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { composer } from './composer.svelte';
import { type ErrorShown, shown } from './errors';
import { Idle } from './idle';
import { notices } from './notices.svelte';
import { place } from './place.svelte';
import { settings } from './settings.svelte';

/** How often it is looked whether the console rests, in milliseconds. */
const PACE_MS = 5_000;
const touches = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

/** Locking the console, by hand and by itself. */
export class Lock {
  /** What opens the data file; `null` before the first answer. */
  protection = $state<ProtectionView | null>(null);
  private readonly idle: Idle;

  constructor(
    now: () => number,
    /** Lets go of the whole page: what it holds of tickets goes with it. */
    private readonly leave: () => void,
  ) {
    this.idle = new Idle(now);
  }

  async load(): Promise<void> {
    try {
      this.protection = await desk.protection();
    } catch (thrown) {
      notices.showError(asDeskError(thrown));
    }
  }

  /** Locks now. What is being written is kept as a draft first. */
  async now(): Promise<void> {
    try {
      await composer.keep();
      await desk.lock();
      this.leave();
    } catch (thrown) {
      notices.showError(asDeskError(thrown));
    }
  }

  /** Protects the data file with a passphrase; tells what is wrong with it. */
  async setPassphrase(passphrase: string): Promise<ErrorShown | null> {
    try {
      this.protection = await desk.setPassphrase(passphrase);
      return null;
    } catch (thrown) {
      return shown(asDeskError(thrown));
    }
  }

  /** The computer slept. */
  async woke(): Promise<void> {
    if (settings.lockOnWake) await this.ifPossible();
  }

  /** Looks whether it is time. */
  async look(): Promise<void> {
    // A board on a wall is there to be read by whoever comes along.
    if (place.wall) this.idle.touched();
    if (!this.idle.isOver(settings.lockAfter)) return;
    this.idle.touched();
    await this.ifPossible();
  }

  touched(): void {
    this.idle.touched();
  }

  /** From now on, locks by itself as the settings say. */
  watch(): void {
    if (typeof window === 'undefined') return;
    for (const touch of touches) window.addEventListener(touch, () => this.touched(), { passive: true });
    setInterval(() => void this.look(), PACE_MS);
  }

  private async ifPossible(): Promise<void> {
    await this.load();
    if (this.protection === 'passphrase') await this.now();
  }
}

export const lock = new Lock(
  () => performance.now(),
  () => location.reload(),
);
