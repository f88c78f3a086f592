import type { ChangeRequest } from '../bindings/ChangeRequest';
import type { ComposerView } from '../bindings/ComposerView';
import type { OperationDecision } from '../bindings/OperationDecision';
import type { OperationView } from '../bindings/OperationView';
import type { OutboxView } from '../bindings/OutboxView';
import type { QueueRow } from '../bindings/QueueRow';
import { checkFake, fakeLines, fakeTitle, offers } from './offers';

const nothing = { cancel: false, edit: false, send_anyway: false, again: false, is_there: false, names_ticket: false };

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
      files: [],
      reply_draft: this.drafts.get(`${key} reply`) ?? '',
      note_draft: this.drafts.get(`${key} note`) ?? '',
      pending: this.operations.filter((one) => one.key === key && one.shape !== 'cancelled'),
      offline: '',
      untried: false,
    };
  }

  change(request: ChangeRequest, ticket: QueueRow | null): OperationView {
    checkFake(request);
    this.last += 1;
    const now = this.now();
    const operation: OperationView = {
      id: String(this.last),
      key: ticket === null ? `${request.key}/local-${this.last}` : request.key,
      number: ticket?.number ?? 'not yet at the portal',
      subject: ticket?.subject ?? request.subject,
      account: 'Demo',
      kind: request.kind,
      title: fakeTitle(request),
      text: request.text,
      lines: fakeLines(request),
      request,
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
      sides: null,
      files: [],
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
    operation.sides = null;
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
        mail: null,
      };
      operation.clashes = [{ kind: 'wrote', text: 'The customer wrote again after you looked.', events: [event] }];
      const before = { ...event, id: 'd', text: 'The restore stops at 83 %.' };
      operation.sides = {
        then: { text: '', events: [before] },
        mine: { text: operation.text, events: [] },
        now: { text: '', events: [event] },
      };
    } else {
      operation.shape = 'delivered';
      operation.accepted = this.now();
      operation.can = nothing;
    }
    this.tell();
  }
}
