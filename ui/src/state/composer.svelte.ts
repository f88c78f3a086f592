import type { ComposerView } from '@/api/bindings/ComposerView';
import type { OperationDecision } from '@/api/bindings/OperationDecision';
import type { OperationView } from '@/api/bindings/OperationView';
import { asDeskError, type DeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { notices } from './notices.svelte';
import { outbox } from './outbox.svelte';

/** A text is kept on the disk when the fingers rest this long. */
const REST_MS = 400;

export type Writing = 'reply' | 'note';

/** What is written and changed in the ticket of the pane. */
export class Composer {
  view = $state.raw<ComposerView | null>(null);
  /** Which text is being written; `null` when none is. */
  writing = $state<Writing | null>(null);
  text = $state('');
  /** The operation that is written anew. */
  editing = $state<string | null>(null);
  error = $state.raw<DeskError | null>(null);
  sending = $state(false);
  private key: string | null = null;
  private asked = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Reads what can be changed in a ticket. What is being written for another one is kept there. */
  async load(key: string): Promise<void> {
    if (key !== this.key) {
      await this.keepNow();
      this.key = key;
      this.view = null;
      this.writing = null;
      this.editing = null;
      this.error = null;
    }
    this.asked += 1;
    const asked = this.asked;
    try {
      const view = await desk.composer(key);
      if (asked === this.asked) this.view = view;
    } catch (thrown) {
      if (asked === this.asked) this.error = asDeskError(thrown);
    }
  }

  /** Whether the portal takes this. */
  takes(kind: string): boolean {
    return this.view?.offers.some((offer) => offer.kind === kind) ?? false;
  }

  /** Begins to write, or goes on where it was left. */
  async open(writing: Writing): Promise<void> {
    if (!this.takes(writing) || this.writing === writing) return;
    await this.keepNow();
    this.writing = writing;
    this.editing = null;
    this.error = null;
    this.text = (writing === 'reply' ? this.view?.reply_draft : this.view?.note_draft) ?? '';
  }

  /** Writes an operation anew that has not left. */
  edit(operation: OperationView): void {
    if (operation.kind !== 'reply' && operation.kind !== 'note') return;
    this.writing = operation.kind;
    this.editing = operation.id;
    this.error = null;
    this.text = operation.text;
  }

  /** The text has changed under the fingers. */
  typed(text: string): void {
    this.text = text;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.keepNow(), REST_MS);
  }

  /** Puts the text aside; it is kept. */
  async close(): Promise<void> {
    await this.keepNow();
    this.writing = null;
    this.editing = null;
    if (this.key !== null) await this.load(this.key);
  }

  /** Hands the text over: it goes out when the time to undo is over. */
  async send(): Promise<void> {
    const { key, writing, text, editing } = this;
    if (key === null || writing === null || this.sending) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.sending = true;
    try {
      const request = { key, kind: writing, text, name: '', value: null };
      await (editing === null ? desk.change(request) : desk.editOperation(editing, request));
      this.writing = null;
      this.editing = null;
      this.error = null;
      notices.say('Written down. It goes out in a moment; it can be undone until then.');
    } catch (thrown) {
      this.error = asDeskError(thrown);
    }
    this.sending = false;
    await Promise.all([this.load(key), outbox.refresh()]);
  }

  /** Gives a field another value. */
  async set(name: string, value: string | null): Promise<void> {
    const { key } = this;
    if (key === null) return;
    try {
      await desk.change({ key, kind: 'set', text: '', name, value });
    } catch (thrown) {
      notices.showError(asDeskError(thrown));
    }
    await Promise.all([this.load(key), outbox.refresh()]);
  }

  /** Decides about an operation of this ticket. */
  async decide(id: string, decision: OperationDecision): Promise<void> {
    await outbox.decide(id, decision);
    if (this.key !== null) await this.load(this.key);
  }

  /** Takes the last operation back that can still be undone. */
  async undo(): Promise<void> {
    const last = this.view?.pending.findLast(({ can, shape }) => can.cancel && shape === 'holding');
    if (last === undefined) return;
    await this.decide(last.id, 'cancel');
    // What was undone is not thrown away: it can be written on.
    if (last.kind === 'reply' || last.kind === 'note') {
      await this.open(last.kind);
      this.typed(last.text);
    }
  }

  private async keepNow(): Promise<void> {
    const { key, writing, text, editing, timer } = this;
    clearTimeout(timer);
    this.timer = undefined;
    if (timer === undefined || key === null || writing === null || editing !== null) return;
    try {
      await desk.saveDraft(key, writing, text);
    } catch (thrown) {
      this.error = asDeskError(thrown);
    }
  }
}

export const composer = new Composer();
