import type { TicketView } from '@/api/bindings/TicketView';
import { asDeskError, type DeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { attachments } from './attachments.svelte';
import { notices } from './notices.svelte';

/** Held keys run through the list; a ticket is fetched when the selection rests this long. */
const REST_MS = 40;

/** The ticket in the pane. The former one stays on screen until the next one has come. */
class Ticket {
  view = $state<TicketView | null>(null);
  error = $state<DeskError | null>(null);
  private key: string | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Shows another ticket, or none. */
  show(key: string | null): void {
    if (key === this.key) return;
    this.key = key;
    clearTimeout(this.timer);
    if (key === null) {
      this.view = null;
      return;
    }
    this.timer = setTimeout(() => void this.refresh(), this.view === null ? 0 : REST_MS);
  }

  /** Reads the shown ticket again. */
  async refresh(): Promise<void> {
    const key = this.key;
    if (key === null) return;
    try {
      const view = await desk.ticket(key);
      if (key !== this.key) return;
      this.view = view;
      this.error = null;
      void attachments.show(key);
    } catch (thrown) {
      if (key === this.key) this.error = asDeskError(thrown);
    }
  }

  /** Opens the ticket's page in the portal, in the browser. */
  async openPage(): Promise<void> {
    if (this.view === null) return;
    try {
      await desk.openTicketPage(this.view.row.key);
    } catch (thrown) {
      notices.showError(asDeskError(thrown));
    }
  }
}

export const ticket = new Ticket();
