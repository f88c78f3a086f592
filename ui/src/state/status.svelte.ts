import type { StatusView } from '@/api/bindings/StatusView';
import { asDeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { clock } from './clock.svelte';
import { notices } from './notices.svelte';

const HEARTBEAT_MS = 30_000;

/** What the status line shows. Every answer also sets the clock. */
export class Status {
  value = $state<StatusView | null>(null);
  private asking: Promise<void> | null = null;
  private again = false;

  /**
   * Asks for the status, and ends when an answer to this wish is there; a wish that comes while one is under way is
   * carried out after it.
   */
  refresh(): Promise<void> {
    this.again = true;
    this.asking ??= this.ask();
    return this.asking;
  }

  /** Asks the portals now instead of at their next turn. */
  async sync(): Promise<void> {
    try {
      await desk.syncNow();
      await this.refresh();
    } catch (thrown) {
      notices.showError(asDeskError(thrown), () => void this.sync());
    }
  }

  /** The user says that the tickets are really gone which a portal suddenly no longer shows. */
  async takeAway(account: string): Promise<void> {
    try {
      await desk.takeAway(account);
      await this.refresh();
    } catch (thrown) {
      notices.showError(asDeskError(thrown));
    }
  }

  /** Keeps the status fresh: regularly, after a sleep, and whenever the window is looked at again. */
  watch(): () => void {
    const look = () => void this.refresh();
    const seen = () => document.visibilityState === 'visible' && look();
    clock.onDoubt = look;
    const beat = setInterval(look, HEARTBEAT_MS);
    document.addEventListener('visibilitychange', seen);
    window.addEventListener('focus', look);
    window.addEventListener('online', look);
    return () => {
      clearInterval(beat);
      document.removeEventListener('visibilitychange', seen);
      window.removeEventListener('focus', look);
      window.removeEventListener('online', look);
    };
  }

  private async ask(): Promise<void> {
    while (this.again) {
      this.again = false;
      try {
        this.take(await desk.status());
      } catch (thrown) {
        notices.showError(asDeskError(thrown));
      }
    }
    this.asking = null;
  }

  private take(value: StatusView): void {
    clock.anchor(value);
    if (this.value?.read_only === true && !value.read_only) {
      notices.tell('This window syncs now', 'The other Gnomon has ended, and this one has taken over from it.');
    }
    if (value.damage !== null) notices.dismissSaying(value.damage.message);
    this.value = value;
  }
}

export const status = new Status();
