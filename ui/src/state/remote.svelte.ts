import type { CheckRequest } from '@/api/bindings/CheckRequest';
import type { ConsentRequest } from '@/api/bindings/ConsentRequest';
import type { RemoteDecision } from '@/api/bindings/RemoteDecision';
import type { RemoteRequest } from '@/api/bindings/RemoteRequest';
import type { SessionEndView } from '@/api/bindings/SessionEndView';
import { asDeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { type ErrorShown, shown } from './errors';
import { notices } from './notices.svelte';
import { outbox } from './outbox.svelte';
import { sessionLog } from './sessionLog.svelte';
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
    accepted_by: '',
    accepted_words: '',
    override_reason: '',
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

  /** Records who agreed; the team sees it as a note in the ticket. Answers whether it was recorded. */
  async agree(consent: Omit<ConsentRequest, 'key'>): Promise<boolean> {
    return this.noted(() => desk.recordConsent({ ...consent, key: this.request.key }));
  }

  /** Takes the consent back. */
  async takeBack(id: number): Promise<void> {
    await this.noted(() => desk.revokeConsent(this.request.key, id));
  }

  /** Keeps what was said of a requirement; nobody's name takes it back. */
  async say(check: Omit<CheckRequest, 'key'>): Promise<void> {
    await this.tried(() => desk.setCheck({ ...check, key: this.request.key }));
    await this.check();
  }

  /** The draft of the mail that asks for what is missing; `null` when there is none. */
  async mail(): Promise<string | null> {
    let text: string | null = null;
    await this.tried(async () => {
      text = await desk.remoteMail($state.snapshot(this.request));
    });
    return text;
  }

  /** Starts the session. The desk decides once more; a refusal is shown with its reasons. */
  async start(): Promise<void> {
    this.starting = true;
    await this.ask((request) => desk.remoteStart(request));
    this.starting = false;
    this.session = this.error === null ? (this.decision?.session ?? null) : null;
    await sessionLog.refresh();
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

  private async noted(command: () => Promise<{ not_noted: string }>): Promise<boolean> {
    const done = await this.tried(async () => {
      const { not_noted } = await command();
      if (not_noted !== '') notices.tell('No note', not_noted);
    });
    await Promise.all([this.check(), outbox.refresh()]);
    return done;
  }

  private async tried(command: () => Promise<unknown>): Promise<boolean> {
    try {
      await command();
      return true;
    } catch (thrown) {
      notices.showError(asDeskError(thrown));
      return false;
    }
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
