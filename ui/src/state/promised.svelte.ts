import type { PromisedView } from '@/api/bindings/PromisedView';
import { asDeskError, type DeskError } from '@/api/call';
import { desk } from '@/api/commands';

/** What was promised for the ticket in the pane. It is asked for only while it is open, so that the pane stays quick. */
export class Promised {
  open = $state(false);
  view = $state.raw<PromisedView | null>(null);
  error = $state.raw<DeskError | null>(null);
  private asked = 0;

  /** Reads the answers for a ticket. Those of the same ticket stay on screen until the new ones have come. */
  async load(key: string): Promise<void> {
    this.asked += 1;
    const asked = this.asked;
    if (this.view?.key !== key) this.view = null;
    try {
      const view = await desk.promised(key);
      if (asked !== this.asked) return;
      this.view = view;
      this.error = null;
    } catch (thrown) {
      if (asked === this.asked) this.error = asDeskError(thrown);
    }
  }
}

/** It stays open from one ticket to the next. */
export const promised = new Promised();
