import type { AnewView } from '@/api/bindings/AnewView';
import type { RescueView } from '@/api/bindings/RescueView';
import { asDeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { type ErrorShown, shown } from './errors';

/** The way out of a data file that is of no use: saving what can be read, and starting anew. */
export class Rescue {
  /** What runs now. */
  busy = $state<'save' | 'anew' | null>(null);
  saved = $state.raw<RescueView | null>(null);
  anew = $state.raw<AnewView | null>(null);
  error = $state.raw<ErrorShown | null>(null);

  /** Saves what can be read. */
  async save(): Promise<void> {
    await this.attempt('save', async () => {
      this.saved = await desk.saveReadable();
    });
  }

  /** Moves the data file aside and begins a new one. */
  async startAnew(): Promise<void> {
    await this.attempt('anew', async () => {
      this.anew = await desk.startAnew();
    });
  }

  private async attempt(what: 'save' | 'anew', step: () => Promise<void>): Promise<void> {
    if (this.busy !== null) return;
    this.busy = what;
    this.error = null;
    try {
      await step();
    } catch (thrown) {
      this.error = shown(asDeskError(thrown));
    }
    this.busy = null;
  }
}
