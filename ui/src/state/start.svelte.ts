import type { ErrorView } from '@/api/bindings/ErrorView';
import type { StartView } from '@/api/bindings/StartView';
import { asDeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { on } from '@/api/events';
import { attachments } from './attachments.svelte';
import { away } from './away.svelte';
import { board } from './board.svelte';
import { composer } from './composer.svelte';
import { type ErrorShown, shown } from './errors';
import { lock } from './lock.svelte';
import { notices } from './notices.svelte';
import { outbox } from './outbox.svelte';
import { place } from './place.svelte';
import { queue } from './queue.svelte';
import { sessions } from './sessions.svelte';
import { settings } from './settings.svelte';
import { status } from './status.svelte';
import { ticket } from './ticket.svelte';

const silent: StartView = {
  phase: 'broken',
  error: { code: 'internal', message: 'The desk does not tell its time.', hint: 'Try again, or start Gnomon anew.' },
  way_out: 'none',
};

/** Where the start of the console stands, and the step from one phase to the next. */
class Start {
  /** `null` before the first answer. */
  view = $state<StartView | null>(null);
  /** The list was filling up when the last order came. */
  private filled = false;
  private watching = false;

  async begin(): Promise<void> {
    await settings.load();
    try {
      await this.enter(await desk.start());
    } catch (thrown) {
      const { code, message, hint } = asDeskError(thrown);
      this.view = { phase: 'broken', error: { code, message, hint }, way_out: 'none' };
    }
  }

  /** Goes on from an answer of the desk. The queue is shown when the time and the first page are there. */
  async enter(view: StartView): Promise<void> {
    if (view.phase === 'ready') {
      await settings.load();
      // An order that came between the first answer and the first listening would be missed for up to a minute.
      await this.watch();
      await Promise.all([status.refresh(), queue.apply(), outbox.refresh()]);
      // What ended while the console was locked is told now.
      void sessions.heard();
    }
    // Without the time of the desk nothing can be counted down, and no figure would be true.
    this.view = view.phase === 'ready' && status.value === null ? silent : view;
  }

  /** Shows what can be done about a data file that was found to be damaged; trying again goes back. */
  showDamage(error: ErrorView): void {
    this.view = { phase: 'broken', error, way_out: 'rescue' };
  }

  /** Opens the demo portal. */
  async openDemo(): Promise<void> {
    await this.attempt(() => desk.openDemo());
  }

  /** Opens the data file; tells what is wrong when the passphrase does not open it. */
  async unlock(passphrase: string): Promise<ErrorShown | null> {
    try {
      await this.enter(await desk.unlock(passphrase));
      return null;
    } catch (thrown) {
      return shown(asDeskError(thrown));
    }
  }

  /** Looks again where the start stands, as after a portal was connected. */
  async again(): Promise<void> {
    await this.attempt(() => desk.start());
  }

  /** The user has kept the recovery code; it is not shown again. */
  async recoverySeen(): Promise<void> {
    try {
      await desk.recoverySeen();
    } catch (thrown) {
      notices.showError(asDeskError(thrown));
    }
  }

  /** Takes an account and its tickets away from this computer. */
  async removeAccount(account: string): Promise<void> {
    await this.attempt(() => desk.removeAccount(account));
  }

  private async attempt(step: () => Promise<StartView>): Promise<void> {
    try {
      await this.enter(await step());
    } catch (thrown) {
      notices.showError(asDeskError(thrown));
    }
  }

  private async watch(): Promise<void> {
    if (this.watching) return;
    this.watching = true;
    status.watch();
    lock.watch();
    await Promise.all([
      on('queue-changed', () => this.queueChanged()),
      on('files-changed', () => attachments.changed()),
      on('outbox-changed', () => this.outboxChanged()),
      on('status-changed', () => void status.refresh()),
      on('session-ended', () => void sessions.heard()),
      on('computer-woke', () => lock.woke()),
      on('sync-progressed', () => void status.refresh()),
    ]);
  }

  /**
   * Whether a portal is read for the first time: the list fills up, and there is no order yet to be kept. The order that
   * follows the end of that reading belongs to it: it is the first one that is whole.
   */
  private fills(): boolean {
    const reads = status.value?.accounts.some(({ synced_at }) => synced_at === null) ?? false;
    const fills = reads || this.filled;
    this.filled = reads;
    return fills;
  }

  private outboxChanged(): void {
    void outbox.refresh();
    if (place.screen.name === 'away') void away.refresh();
    const key = ticket.view?.row.key;
    if (key !== undefined) void composer.load(key);
  }

  private queueChanged(): void {
    void queue.changed(this.fills());
    void ticket.refresh();
    if (place.screen.name === 'board') void board.refresh();
    if (place.screen.name === 'away') void away.refresh();
  }
}

export const start = new Start();
