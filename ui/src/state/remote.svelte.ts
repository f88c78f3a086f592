import type { RemoteDecision } from '@/api/bindings/RemoteDecision';
import type { RemoteRequest } from '@/api/bindings/RemoteRequest';
import type { SessionEndView } from '@/api/bindings/SessionEndView';
import { asDeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { type ErrorShown, shown } from './errors';
import { sessions } from './sessions.svelte';

/** One wish for a remote session: the policy decides while it is typed, nothing starts before it allows. */
export class RemoteWish {
  request = $state<RemoteRequest>({
    key: '',
    tool: '',
    host: '',
    port: '',
    user: '',
    jump: '',
    confirmed: '',
    consent_by: '',
  });
  decision = $state<RemoteDecision | null>(null);
  error = $state<ErrorShown | null>(null);
  /** Number of the session that was started. */
  session = $state<number | null>(null);
  /** How that session ended. */
  readonly end = $derived(this.session === null ? undefined : sessions.endOf(this.session));
  /** The start is under way: its session has no number here yet, and may have ended already. */
  private starting = false;
  private asked = 0;

  constructor(key: string, tool: string) {
    this.request.key = key;
    this.request.tool = tool;
  }

  /** Asks what the policy says to the wish as it stands. A start that is under way is not asked over. */
  async check(): Promise<void> {
    if (this.starting) return;
    await this.ask((request) => desk.remoteCheck(request));
  }

  /** Starts the session. The desk decides once more; a refusal is shown with its reasons. */
  async start(): Promise<void> {
    this.starting = true;
    await this.ask((request) => desk.remoteStart(request));
    this.starting = false;
    this.session = this.error === null ? (this.decision?.session ?? null) : null;
  }

  /** Back to the form, to correct what kept the session from coming about. */
  async again(): Promise<void> {
    this.session = null;
    await this.check();
  }

  /** This wish tells by itself how its session ends, until the returned function is called. */
  watch(): () => void {
    const isOwn = (end: SessionEndView) =>
      end.key === this.request.key && (this.session === null ? this.starting : this.session === end.session);
    sessions.isWatched = isOwn;
    return () => {
      if (sessions.isWatched === isOwn) sessions.isWatched = () => false;
    };
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
