import type { ProtectionView } from '@/api/bindings/ProtectionView';
import { asDeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { composer } from './composer.svelte';
import { type ErrorShown, shown } from './errors';
import { Idle } from './idle';
import { notices } from './notices.svelte';
import { place } from './place.svelte';
import { settings } from './settings.svelte';
import { words } from './words';

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

  /** Locks now. What is being written is kept as a draft first; what cannot be kept keeps the console open. */
  async now(): Promise<void> {
    await this.load();
    if (this.protection === 'passphrase') {
      const would = await this.wouldLose();
      if (would.length > 0) {
        const message = `Locking would lose ${listed(would)}: finish it or clear it first.`;
        notices.tell('Not locked', message);
        return;
      }
    }
    try {
      await desk.lock();
    } catch (thrown) {
      if (!(await this.isLocked())) {
        notices.showError(asDeskError(thrown));
        return;
      }
    }
    this.leave();
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

  /** What would be lost. Drafts are made only when nothing else keeps the console open. */
  private async wouldLose(): Promise<string[]> {
    const { nowhereElse } = words;
    return nowhereElse.length > 0 ? nowhereElse : composer.putBy();
  }

  /** Whether the key is gone, whatever went wrong after it. */
  private async isLocked(): Promise<boolean> {
    try {
      return (await desk.start()).phase === 'locked';
    } catch {
      return false;
    }
  }

  private async ifPossible(): Promise<void> {
    await this.load();
    if (this.protection === 'passphrase') await this.now();
  }
}

/** `one`, `one and another`, `one, another and a third`. */
function listed(names: string[]): string {
  return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((part) => part !== '').join(' and ');
}

export const lock = new Lock(
  () => performance.now(),
  () => location.reload(),
);
