import { setFullscreen } from '@/api/window';
import { newTicket } from './change.svelte';

export type Screen =
  | { name: 'queue' }
  | { name: 'board' }
  | { name: 'outbox' }
  | { name: 'aside' }
  | { name: 'contracts' }
  | { name: 'policies' }
  | { name: 'what-if' }
  | { name: 'away' }
  | { name: 'sessions' }
  | { name: 'settings' }
  | { name: 'connect' }
  | { name: 'mapping'; account: string };

/** Where the user is: which screen, which panes are open, which sheet lies on top. */
class Place {
  screen = $state<Screen>({ name: 'queue' });
  navOpen = $state(true);
  paneOpen = $state(true);
  /** Whether the window is too narrow for list and ticket side by side. */
  stacked = $state(false);
  /** On a narrow window the ticket takes the place of the list. */
  ticketInFront = $state(false);
  helpOpen = $state(false);
  /** The board fills the screen. */
  wall = $state(false);
  /** The form of a new ticket lies on top. */
  newTicketOpen = $state(false);
  /** The wish to connect, for the ticket pane to answer. */
  connectOpen = $state(false);

  go(screen: Screen): void {
    this.screen = screen;
    this.ticketInFront = false;
    if (screen.name !== 'board' && this.wall) this.setWall(false);
  }

  /** Opens the form of a new ticket, with what was left in it. */
  newTicket(): void {
    newTicket.open('create', '');
    this.newTicketOpen = true;
  }

  /** Shows the ticket pane, wherever it is on this window. */
  openPane(): void {
    this.paneOpen = true;
    this.ticketInFront = true;
  }

  /** Closes the pane if it is shown, else opens it. */
  togglePane(): void {
    if (this.stacked) this.ticketInFront = !this.ticketInFront;
    else this.paneOpen = !this.paneOpen;
  }

  setWall(on: boolean): void {
    this.wall = on;
    // The board fills the window in any case; the whole screen is a wish that a system may refuse.
    setFullscreen(on).catch(() => undefined);
  }
}

export const place = new Place();
