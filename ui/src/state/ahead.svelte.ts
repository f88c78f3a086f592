import type { AheadView } from '@/api/bindings/AheadView';
import type { AwayRequest } from '@/api/bindings/AwayRequest';
import type { AwayView } from '@/api/bindings/AwayView';
import { asDeskError, type DeskError } from '@/api/call';
import { desk } from '@/api/commands';

/** Files that are fetched for a time away. */
export class Ahead {
  view = $state.raw<AheadView | null>(null);
  error = $state.raw<DeskError | null>(null);
  /** The limit of this time, in megabytes as it was typed; empty is that of the settings. */
  limit = $state('');
  busy = $state(false);
  /** What is shown was fetched just now. */
  done = $state(false);
  private request: AwayRequest | null = null;

  /** Asks what there is to fetch for a plan. */
  async ask({ from, to }: AwayView, everyone: boolean): Promise<void> {
    const instant = (at: number) => new Date(at * 1000).toISOString();
    const request = { from: instant(from), to: instant(to), each_min: null, everyone };
    if (JSON.stringify(request) === JSON.stringify(this.request)) return;
    this.request = request;
    await this.again();
  }

  async setLimit(text: string): Promise<void> {
    this.limit = /^[1-9][0-9]{0,5}$/.test(text.trim()) ? text.trim() : '';
    await this.again();
  }

  /** Fetches what fits. */
  async fetch(): Promise<void> {
    this.busy = true;
    await this.run((request, limit) => desk.fetchAway(request, limit));
    this.done = this.error === null;
    this.busy = false;
  }

  private async again(): Promise<void> {
    this.done = false;
    await this.run((request, limit) => desk.awayFiles(request, limit));
  }

  private async run(ask: (request: AwayRequest, limit: number | null) => Promise<AheadView>): Promise<void> {
    const { request } = this;
    if (request === null) return;
    try {
      const view = await ask(request, this.limit === '' ? null : Number(this.limit));
      if (request === this.request) this.view = view;
      this.error = null;
    } catch (thrown) {
      this.error = asDeskError(thrown);
    }
  }
}

export const ahead = new Ahead();
