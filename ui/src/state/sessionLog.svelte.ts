import type { SessionClose } from '@/api/bindings/SessionClose';
import type { SessionCostView } from '@/api/bindings/SessionCostView';
import type { SessionsView } from '@/api/bindings/SessionsView';
import type { SessionView } from '@/api/bindings/SessionView';
import { asDeskError, type DeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { type ErrorShown, shown } from './errors';
import { notices } from './notices.svelte';
import { outbox } from './outbox.svelte';

/** The log of remote sessions, as the filter leaves it. */
export class SessionLog {
  view = $state.raw<SessionsView | null>(null);
  customer = $state('');
  month = $state('');
  error = $state.raw<DeskError | null>(null);
  /** Where the last file was written. */
  said = $state('');
  private asked = 0;

  async refresh(): Promise<void> {
    this.asked += 1;
    const asked = this.asked;
    try {
      const view = await desk.sessions({ customer: this.customer, month: this.month });
      if (asked !== this.asked) return;
      this.view = view;
      this.error = null;
    } catch (thrown) {
      if (asked === this.asked) this.error = asDeskError(thrown);
    }
  }

  async filter(customer: string, month: string): Promise<void> {
    this.customer = customer;
    this.month = month;
    this.said = '';
    await this.refresh();
  }

  /** One session, whatever the filter is. */
  async one(id: number): Promise<SessionView | undefined> {
    try {
      const { sessions } = await desk.sessions({ customer: '', month: '' });
      return sessions.find((session) => session.id === id);
    } catch (thrown) {
      notices.showError(asDeskError(thrown));
      return undefined;
    }
  }

  /** What a session costs when it is confirmed like this, or what is wrong with the wish. */
  async cost(wish: SessionClose): Promise<{ cost: SessionCostView | null; error: ErrorShown | null }> {
    try {
      return { cost: await desk.sessionCost(wish), error: null };
    } catch (thrown) {
      return { cost: null, error: shown(asDeskError(thrown)) };
    }
  }

  /** Confirms a session. Answers what is wrong; `null` when it is written down. */
  async close(wish: SessionClose): Promise<ErrorShown | null> {
    try {
      const { left_out } = await desk.closeSession(wish);
      for (const line of left_out) notices.tell('Not in the ticket', line);
      if (left_out.length === 0) notices.say('The outcome is written down.');
      return null;
    } catch (thrown) {
      return shown(asDeskError(thrown));
    } finally {
      await Promise.all([this.refresh(), outbox.refresh()]);
    }
  }

  /** Writes what the filter leaves into the folder for downloads. */
  async save(format: 'csv' | 'json'): Promise<void> {
    try {
      const path = await desk.saveSessions(format, { customer: this.customer, month: this.month });
      this.said = `Written to ${path}`;
      this.error = null;
    } catch (thrown) {
      this.said = '';
      this.error = asDeskError(thrown);
    }
  }
}

export const sessionLog = new SessionLog();
