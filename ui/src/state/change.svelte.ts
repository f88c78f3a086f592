import type { CallEffectView } from '@/api/bindings/CallEffectView';
import type { ChangeRequest } from '@/api/bindings/ChangeRequest';
import type { NewTicketView } from '@/api/bindings/NewTicketView';
import type { OperationView } from '@/api/bindings/OperationView';
import type { QueueRow } from '@/api/bindings/QueueRow';
import { asDeskError, type DeskError } from '@/api/call';
import { blank } from '@/api/change';
import { desk } from '@/api/commands';
import { notices } from './notices.svelte';
import { outbox } from './outbox.svelte';
import { words } from './words';

export { blank };

/** Changes that have a form of their own. */
export type FormKind = 'tag' | 'call' | 'time' | 'link' | 'merge' | 'create';

export const formKinds: readonly FormKind[] = ['tag', 'call', 'time', 'link', 'merge', 'create'];

/** Which field of a form an error of the desk belongs to. */
const fieldOf: Record<string, keyof ChangeRequest> = {
  'bad-tag': 'add',
  'no-difference': 'add',
  'bad-begun': 'begun',
  'bad-minutes': 'minutes',
  'bad-day': 'day',
  'no-other': 'other',
  'bad-other': 'other',
  'other-customer': 'confirmed',
  'bad-queue': 'queue',
  'bad-subject': 'subject',
  'bad-contact': 'contact',
  'empty-text': 'text',
  'long-text': 'text',
};

/** The form that is filled in for a ticket, or for a new one. What is in it stays until it is handed over. */
export class ChangeForm {
  /** Which form is open; `null` when none is. */
  kind = $state<FormKind | null>(null);
  request = $state<ChangeRequest>({ ...blank });
  /** The operation that is written anew. */
  editing = $state<string | null>(null);
  error = $state.raw<DeskError | null>(null);
  busy = $state(false);
  /** What the call of the form would count for. */
  effect = $state.raw<CallEffectView | null>(null);
  /** Where a new ticket can go. */
  places = $state.raw<NewTicketView | null>(null);
  /** The other ticket that was chosen. */
  other = $state.raw<QueueRow | null>(null);
  /** What is typed for the beginning of a call and is no time. */
  misread = $state('');
  /** A tag that is being typed and is not among the others yet. */
  typing = $state('');
  private asked = 0;
  /** What the error is about. */
  private refused = $state.raw<ChangeRequest | null>(null);
  /** Under which name the form is put aside. */
  private name = '';
  /** What was left in a form, by ticket and kind. */
  private readonly left = new Map<string, { request: ChangeRequest; other: QueueRow | null }>();
  /** What the operation says that is written anew. */
  private before: ChangeRequest = blank;

  /** Opens a form, with what was left in it. */
  open(kind: FormKind, key: string, first: Partial<ChangeRequest> = {}): void {
    this.close();
    this.name = `${key} ${kind}`;
    const left = this.left.get(this.name);
    this.request = left?.request ?? { ...blank, kind, key, ...first };
    this.other = left?.other ?? null;
    this.kind = kind;
  }

  /** Writes an operation anew that has not left. */
  edit(operation: OperationView): void {
    const kind = formKinds.find((one) => one === operation.kind);
    if (kind === undefined) return;
    this.close();
    this.request = { ...operation.request, add: [...operation.request.add], remove: [...operation.request.remove] };
    this.before = operation.request;
    this.editing = operation.id;
    this.kind = kind;
  }

  /** Names the forms with words in them that are nowhere else. */
  words(): string[] {
    const open = this.kind !== null && this.editing === null ? this.name : '';
    const left = [...this.left].filter(([name, { request }]) => name !== open && says(request, blank));
    const names = left.map(([, { request }]) => nameOf(request));
    const request = $state.snapshot(this.request);
    const isNew = this.typing.trim() !== '' || this.misread !== '' || says(request, this.before);
    return this.kind !== null && isNew ? [...names, nameOf(request)] : names;
  }

  /** Puts the form aside. What is in it comes back with it, but for what is written anew: that stands in the outbox. */
  close(): void {
    if (this.kind !== null && this.editing === null) {
      this.left.set(this.name, { request: $state.snapshot(this.request), other: this.other });
    }
    this.clear();
  }

  /** What is wrong with a field, as it stands beside it. */
  wrong(field: keyof ChangeRequest): string {
    if (field === 'begun' && this.misread !== '') return this.misread;
    const { error, refused } = this;
    // What was changed since may be right.
    const same = JSON.stringify(refused?.[field]) === JSON.stringify(this.request[field]);
    return error !== null && same && fieldOf[error.code] === field ? `${error.message} ${error.hint}` : '';
  }

  /** An error that belongs to no field. */
  get general(): DeskError | null {
    return this.error !== null && fieldOf[this.error.code] === undefined ? this.error : null;
  }

  /** Asks what the call would count for. */
  async weigh(): Promise<void> {
    if (this.kind !== 'call') return;
    this.asked += 1;
    const asked = this.asked;
    const request = $state.snapshot(this.request);
    try {
      const effect = await desk.callEffect(request);
      if (asked === this.asked) [this.effect, this.error] = [effect, null];
    } catch (thrown) {
      if (asked === this.asked) [this.effect, this.error, this.refused] = [null, asDeskError(thrown), request];
    }
  }

  /** Reads where a new ticket can go. */
  async readPlaces(): Promise<void> {
    try {
      this.places = await desk.newTicket();
    } catch (thrown) {
      this.error = asDeskError(thrown);
    }
  }

  /** Hands the form over; answers whether it was taken. It is on the disk then. */
  async send(): Promise<boolean> {
    const { kind, editing } = this;
    if (kind === null || this.busy || this.misread !== '') return false;
    const request = $state.snapshot(this.request);
    this.busy = true;
    try {
      await (editing === null ? desk.change(request) : desk.editOperation(editing, request));
      if (editing === null) this.left.delete(this.name);
      this.clear();
      notices.say('Written down. It goes out in a moment; it can be undone until then.');
      return true;
    } catch (thrown) {
      [this.error, this.refused] = [asDeskError(thrown), request];
      return false;
    } finally {
      this.busy = false;
      await outbox.refresh();
    }
  }

  private clear(): void {
    this.kind = null;
    this.editing = null;
    this.error = null;
    this.effect = null;
    this.misread = '';
    this.typing = '';
    this.before = blank;
    this.other = null;
    this.asked += 1;
  }
}

/** What people write into a form; the rest is chosen, and chosen again in a moment. */
const written = ['text', 'subject', 'contact', 'add', 'remove', 'begun', 'minutes', 'day', 'other'] as const;

/** Whether somebody wrote something that was not there before. */
function says(request: ChangeRequest, before: ChangeRequest): boolean {
  return written.some((field) => JSON.stringify(request[field]) !== JSON.stringify(before[field]));
}

const names: Record<string, string> = {
  tag: 'the tags',
  call: 'the phone call',
  time: 'the time entry',
  link: 'the link',
  merge: 'the merge',
};

function nameOf({ kind, key }: ChangeRequest): string {
  const name = names[kind];
  return name === undefined ? 'the new ticket' : `${name} of ticket ${key.slice(key.indexOf('/') + 1)}`;
}

/** The form of the ticket in the pane. */
export const change = new ChangeForm();
/** The form of a new ticket. */
export const newTicket = new ChangeForm();
for (const form of [change, newTicket]) words.hold(() => form.words());
