import type { OperationDecision } from '@/api/bindings/OperationDecision';
import type { OutboxView } from '@/api/bindings/OutboxView';
import { asDeskError, type DeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { notices } from './notices.svelte';

/** Changes that were made here and are not done, of all portals. */
export class Outbox {
  view = $state.raw<OutboxView | null>(null);
  error = $state.raw<DeskError | null>(null);
  private asked = 0;

  async refresh(): Promise<void> {
    this.asked += 1;
    const asked = this.asked;
    try {
      const view = await desk.outbox();
      if (asked !== this.asked) return;
      const before = this.view?.deciding ?? 0;
      if (view.deciding > before) notices.say('A change needs you: open the outbox.');
      this.view = view;
      this.error = null;
    } catch (thrown) {
      if (asked === this.asked) this.error = asDeskError(thrown);
    }
  }

  /** Says which ticket a new one became. */
  async isThere(id: string, ticket: string): Promise<void> {
    try {
      await desk.newTicketIsThere(id, ticket);
    } catch (thrown) {
      notices.showError(asDeskError(thrown));
    }
    await this.refresh();
  }

  /** Decides about an operation. What came too late is told. */
  async decide(id: string, decision: OperationDecision): Promise<void> {
    try {
      await desk.decideOperation(id, decision);
    } catch (thrown) {
      notices.showError(asDeskError(thrown));
    }
    await this.refresh();
  }
}

export const outbox = new Outbox();
