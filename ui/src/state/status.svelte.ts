import type { StatusView } from '@/api/bindings/StatusView';
import { asDeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { clock } from './clock.svelte';
import { notices } from './notices.svelte';

const HEARTBEAT_MS = 30_000;

/** What the status line shows. Every answer also sets the clock. */
class Status {
  value = $state<StatusView | null>(null);
  private asking = false;
  private again = false;

  /** Asks for the status; a wish that comes while one is under way is carried out after it. */
  async refresh(): Promise<void> {
    if (this.asking) {
      this.again = true;
      return;
    }
    this.asking = true;
    try {
      const value = await desk.status();
      clock.anchor(value);
      if (this.value?.read_only === true && !value.read_only) {
        notices.tell('This window syncs now', 'The other Gnomon has ended, and this one has taken over from it.');
      }
      if (value.damage !== null) notices.dismissSaying(value.damage.message);
      this.value = value;
    } catch (thrown) {
      notices.showError(asDeskError(thrown));
    } finally {
      this.asking = false;
    }
    if (!this.again) return;
    this.again = false;
    await this.refresh();
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
}

export const status = new Status();
