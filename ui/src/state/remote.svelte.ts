import type { RemoteDecision } from '@/api/bindings/RemoteDecision';
import type { RemoteRequest } from '@/api/bindings/RemoteRequest';
import { asDeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { type ErrorShown, shown } from './errors';

/** One wish for a remote session: the policy decides while it is typed, nothing starts before it allows. */
export class RemoteWish {
  request = $state<RemoteRequest>({ key: '', tool: '', host: '', port: '', user: '', consent_by: '' });
  decision = $state<RemoteDecision | null>(null);
  error = $state<ErrorShown | null>(null);
  started = $state(false);
  private asked = 0;

  constructor(key: string, tool: string) {
    this.request.key = key;
    this.request.tool = tool;
  }

  /** Asks what the policy says to the wish as it stands. */
  async check(): Promise<void> {
    await this.ask((request) => desk.remoteCheck(request));
  }

  /** Starts the session. The desk decides once more; a refusal is shown with its reasons. */
  async start(): Promise<void> {
    await this.ask((request) => desk.remoteStart(request));
    this.started = this.error === null && this.decision?.allowed === true;
  }

  private async ask(command: (request: RemoteRequest) => Promise<RemoteDecision>): Promise<void> {
    this.asked += 1;
    const asked = this.asked;
    try {
      const decision = await command($state.snapshot(this.request));
      if (asked !== this.asked) return;
      this.decision = decision;
      this.error = null;
    } catch (thrown) {
      if (asked === this.asked) this.error = shown(asDeskError(thrown));
    }
  }
}
