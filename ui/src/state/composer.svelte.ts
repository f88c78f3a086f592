import type { ComposerView } from '@/api/bindings/ComposerView';
import type { EnclosureView } from '@/api/bindings/EnclosureView';
import type { OperationDecision } from '@/api/bindings/OperationDecision';
import type { OperationView } from '@/api/bindings/OperationView';
import { asDeskError, type DeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { blank } from '@/api/change';
import { change, formKinds } from './change.svelte';
import { notices } from './notices.svelte';
import { outbox } from './outbox.svelte';

/** A text is kept on the disk when the fingers rest this long. */
const REST_MS = 400;

export type Writing = 'reply' | 'note';

interface Draft {
  key: string;
  writing: Writing;
  text: string;
}

/** What is written and changed in the ticket of the pane. */
export class Composer {
  view = $state.raw<ComposerView | null>(null);
  /** Which text is being written; `null` when none is. */
  writing = $state<Writing | null>(null);
  text = $state('');
  /** The operation that is written anew. */
  editing = $state<string | null>(null);
  /** Files of the operation that is written anew. */
  private kept = $state.raw<EnclosureView[]>([]);
  error = $state.raw<DeskError | null>(null);
  sending = $state(false);
  private key: string | null = null;
  private asked = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** What was written since the window opened, by ticket and kind: also what the disk did not take. */
  private readonly texts = new Map<string, string>();
  /** Whether the text differs from what is on the disk. */
  private touched = false;
  /** Texts that are not on the disk yet, or that it did not take. */
  private readonly unkept = new Map<string, Draft>();
  /** Ends when the last text that was handed to the disk is there, or was refused. */
  private saving: Promise<void> = Promise.resolve();

  /** Files that go with the text in the field. */
  get attached(): EnclosureView[] {
    const own = this.editing === null ? [] : this.kept;
    return [...own, ...(this.view?.files.filter((file) => file.with === this.writing) ?? [])];
  }

  /** Leaves a file of the operation that is written anew out of it. `false` when it has no such file. */
  drop(id: string): boolean {
    const before = this.kept.length;
    if (this.editing !== null) this.kept = this.kept.filter((file) => file.id !== id);
    return this.kept.length < before;
  }

  /** Reads what can be changed in a ticket. What is being written for another one is kept there. */
  async load(key: string): Promise<void> {
    if (key !== this.key) {
      await this.leave();
      change.close();
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
    change.close();
    await this.leave();
    this.writing = writing;
    this.editing = null;
    this.error = null;
    this.text = this.draft(writing);
  }

  /** Puts a message of the ticket into the reply as a quote: the text that was in sight, below what is written. */
  async quote(event: string): Promise<void> {
    const { key } = this;
    if (key === null) return;
    try {
      const quote = await desk.quote(key, event);
      if (key !== this.key) return;
      await this.open('reply');
      if (this.writing === 'reply') this.typed(joined(this.text, `${quote}\n\n`));
    } catch (thrown) {
      notices.showError(asDeskError(thrown));
    }
  }

  /** Opens whatever the menu names: a text or a form. */
  async begin(kind: string): Promise<void> {
    if (kind === 'reply' || kind === 'note') return this.open(kind);
    const form = formKinds.find((one) => one === kind);
    const { key } = this;
    if (form === undefined || key === null || !this.takes(kind)) return;
    await this.close();
    change.open(form, key);
  }

  /** Reads the ticket's changes again. */
  async again(): Promise<void> {
    if (this.key !== null) await this.load(this.key);
  }

  /** Writes an operation anew that has not left. */
  async edit(operation: OperationView): Promise<void> {
    if (operation.kind !== 'reply' && operation.kind !== 'note') {
      await this.close();
      change.edit(operation);
      return;
    }
    change.close();
    await this.leave();
    this.writing = operation.kind;
    this.editing = operation.id;
    this.kept = operation.files;
    this.touched = false;
    this.error = null;
    this.text = operation.text;
  }

  /** The text has changed under the fingers. */
  typed(text: string): void {
    this.text = text;
    this.touched = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.keepNow(), REST_MS);
  }

  /** Keeps what was typed now, as when the field loses the focus. */
  async keep(): Promise<void> {
    await this.keepNow();
  }

  /** Keeps every word as a draft, before the page is let go of. Names what could not be kept. */
  async putBy(): Promise<string[]> {
    if (this.sending) return ['a message that is being handed over'];
    await this.leave();
    await this.saving;
    // What the disk did not take before, it may take now.
    for (const name of this.unkept.keys()) await this.save(name);
    return this.unkept.size === 0 ? [] : ['a message that could not be kept as a draft'];
  }

  /** Puts the text aside; it is kept. */
  async close(): Promise<void> {
    await this.keepNow();
    this.writing = null;
    this.editing = null;
    this.touched = false;
    if (this.key !== null) await this.load(this.key);
  }

  /** Hands the text over: it goes out when the time to undo is over. */
  async send(): Promise<void> {
    const { key, writing, text, editing } = this;
    if (key === null || writing === null || this.sending) return;
    clearTimeout(this.timer);
    this.sending = true;
    try {
      const files = this.attached.map(({ id }) => id);
      const request = { ...blank, key, kind: writing, text, files };
      await (editing === null ? desk.change(request) : desk.editOperation(editing, request));
      if (editing === null) {
        this.texts.delete(`${key} ${writing}`);
        this.unkept.delete(`${key} ${writing}`);
      }
      this.touched = false;
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
      await desk.change({ ...blank, key, kind: 'set', name, value });
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
    // What is being written anew stays as it is now.
    const anew = this.editing === last.id;
    if (anew) this.editing = null;
    await this.decide(last.id, 'cancel');
    // What was undone is not thrown away: it can be written on, with what was begun since.
    const form = formKinds.find((one) => one === last.kind);
    if (form !== undefined && form !== 'create') change.open(form, last.key, last.request);
    if (last.kind !== 'reply' && last.kind !== 'note') return;
    await this.open(last.kind);
    this.typed(anew ? this.text : joined(last.text, this.text));
  }

  /** Another text comes into the field. What was changed of an operation becomes a draft beside the one there is. */
  private async leave(): Promise<void> {
    const { key, writing, text, editing, touched } = this;
    if (editing !== null && touched && key !== null && writing !== null) {
      this.editing = null;
      this.text = joined(this.draft(writing), text);
    }
    await this.keepNow();
  }

  private draft(writing: Writing): string {
    const kept = writing === 'reply' ? this.view?.reply_draft : this.view?.note_draft;
    return this.texts.get(`${this.key} ${writing}`) ?? kept ?? '';
  }

  private async keepNow(): Promise<void> {
    const { key, writing, text, editing, touched } = this;
    clearTimeout(this.timer);
    if (!touched || key === null || writing === null || editing !== null) return;
    const name = `${key} ${writing}`;
    this.texts.set(name, text);
    this.unkept.set(name, { key, writing, text });
    this.touched = false;
    await this.save(name);
  }

  /** One after the other, so that no older text takes the place of a newer one. */
  private async save(name: string): Promise<void> {
    const before = this.saving;
    this.saving = before.then(() => this.saveNow(name));
    await this.saving;
  }

  private async saveNow(name: string): Promise<void> {
    const draft = this.unkept.get(name);
    if (draft === undefined) return;
    const { key, writing, text } = draft;
    try {
      await desk.saveDraft(key, writing, text);
      if (this.unkept.get(name) === draft) this.unkept.delete(name);
    } catch (thrown) {
      this.touched ||= key === this.key && writing === this.writing;
      notices.showError(asDeskError(thrown));
    }
  }
}

function joined(one: string, other: string): string {
  return [one, other].filter((text) => text.trim() !== '').join('\n\n');
}

export const composer = new Composer();
