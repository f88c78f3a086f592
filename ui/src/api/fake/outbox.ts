import type { ChangeRequest } from '../bindings/ChangeRequest';
import type { ComposerView } from '../bindings/ComposerView';
import type { OfferView } from '../bindings/OfferView';
import type { OperationDecision } from '../bindings/OperationDecision';
import type { OperationView } from '../bindings/OperationView';
import type { OutboxView } from '../bindings/OutboxView';
import type { QueueRow } from '../bindings/QueueRow';

const nothing = { cancel: false, edit: false, send_anyway: false, again: false, is_there: false };
const delivery = 'The portal carries it out once, also when an answer is lost.';
const choices = (values: string[]) => values.map((value) => ({ value, label: value }));

const offers: OfferView[] = [
  { kind: 'reply', name: '', label: 'Reply', now: '', values: [], clears: false, delivery },
  { kind: 'note', name: '', label: 'Note', now: '', values: [], clears: false, delivery },
  {
    kind: 'set',
    name: 'status',
    label: 'Status',
    now: 'open',
    values: choices(['new', 'open', 'waiting-on-customer', 'solved']),
    clears: false,
    delivery,
  },
  {
    kind: 'set',
    name: 'assignee',
    label: 'Assignee',
    now: '',
    values: choices(['Ada Lindqvist', 'Tomasz Wrona']),
    clears: true,
    delivery,
  },
];

/** An outbox whose portal takes everything after the time to undo, but for a text with `conflict` in it. */
export class FakeOutbox {
  private operations: OperationView[] = [];
  private readonly drafts = new Map<string, string>();
  private readonly now: () => number;
  private readonly tell: () => void;
  private last = 0;

  constructor(now: () => number, tell: () => void) {
    this.now = now;
    this.tell = tell;
  }

  composer(key: string): ComposerView {
    return {
      key,
      offers,
      reply_draft: this.drafts.get(`${key} reply`) ?? '',
      note_draft: this.drafts.get(`${key} note`) ?? '',
      pending: this.operations.filter((one) => one.key === key && one.shape !== 'cancelled'),
      offline: '',
      untried: false,
    };
  }

  change(request: ChangeRequest, ticket: QueueRow): OperationView {
    if (request.kind !== 'set' && request.text.trim() === '') {
      throw { code: 'empty-text', message: 'There is nothing to send.', hint: 'Write something.' };
    }
    this.last += 1;
    const now = this.now();
    const titles: Record<string, string> = { reply: 'Reply', note: 'Note' };
    const operation: OperationView = {
      id: String(this.last),
      key: request.key,
      number: ticket.number,
      subject: ticket.subject,
      account: 'Demo',
      kind: request.kind,
      title: titles[request.kind] ?? `${request.name} → ${request.value ?? 'nobody'}`,
      text: request.text,
      shape: 'holding',
      composed: now,
      queued: now + 10,
      hold_until: now + 10,
      accepted: null,
      due: null,
      late: false,
      problem: null,
      retry_at: null,
      clashes: [],
      can: { ...nothing, cancel: true, edit: true },
    };
    this.operations = [operation, ...this.operations];
    this.drafts.delete(`${request.key} ${request.kind}`);
    setTimeout(() => this.leave(operation), 10_000);
    return operation;
  }

  saveDraft(key: string, kind: string, text: string): null {
    this.drafts.set(`${key} ${kind}`, text);
    return null;
  }

  decide(id: string, decision: OperationDecision): OperationView {
    const operation = this.operations.find((one) => one.id === id);
    if (operation === undefined || operation.shape === 'delivered') {
      throw { code: 'too-late', message: 'It has left already.', hint: 'Look at the ticket.' };
    }
    operation.shape = decision === 'cancel' ? 'cancelled' : 'delivered';
    operation.can = nothing;
    operation.clashes = [];
    this.tell();
    return operation;
  }

  view(): OutboxView {
    const deciding = this.operations.filter(({ shape }) => shape === 'conflict').length;
    const open = this.operations.filter(({ shape }) => !['delivered', 'cancelled'].includes(shape)).length;
    return { operations: this.operations, deciding, open, drafts: [] };
  }

  private leave(operation: OperationView): void {
    if (operation.shape !== 'holding') return;
    operation.hold_until = null;
    if (operation.text.includes('conflict')) {
      operation.shape = 'conflict';
      operation.can = { ...nothing, cancel: true, edit: true, send_anyway: true };
      const event = {
        id: 'e',
        at: this.now(),
        kind: 'message',
        by: 'customer',
        author: 'Jo Doe',
        text: 'It works again.',
      };
      operation.clashes = [{ kind: 'wrote', text: 'The customer wrote again after you looked.', events: [event] }];
    } else {
      operation.shape = 'delivered';
      operation.accepted = this.now();
      operation.can = nothing;
    }
    this.tell();
  }
}
