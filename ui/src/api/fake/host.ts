import type { AwayHandOver } from '../bindings/AwayHandOver';
import type { AwayRequest } from '../bindings/AwayRequest';
import type { ChangeRequest } from '../bindings/ChangeRequest';
import type { ConnectForm } from '../bindings/ConnectForm';
import type { MappingView } from '../bindings/MappingView';
import type { OperationDecision } from '../bindings/OperationDecision';
import type { PolicyChange } from '../bindings/PolicyChange';
import type { QueueRequest } from '../bindings/QueueRequest';
import type { QueueRow } from '../bindings/QueueRow';
import type { HostForm } from '../bindings/HostForm';
import type { HostVerification } from '../bindings/HostVerification';
import type { StartView } from '../bindings/StartView';
import type { WhatIf } from '../bindings/WhatIf';
import type { Host } from '../host';
import { fakeAccounts, fakeAside, fakeMapping, fakeProblems, fakeReport, fakeSync, withGapsClosed } from './account';
import { FakeAway } from './away';
import { FakeContracts } from './contracts';
import { fakeDetails } from './details';
import { type FakeOptions, fakeOptions } from './options';
import { fakePassphrase, fakeProtection } from './lock';
import { fakeCallEffect, fakeNewTicket } from './offers';
import { FakeHosts } from './hosts';
import { fakePictures, fakeQuote, fakeTargets } from './mail';
import { FakeOutbox } from './outbox';
import { FakePolicies } from './policies/policies';
import { fakeWhatIf } from './policies/whatif';
import { fakePromised } from './promised/promised';
import { fakeVerify } from './proof';
import { FakeQueue } from './queue';
import { fakeAnew, fakeRescue } from './rescue';
import { FakeSessions } from './sessions';
import { fakeStart } from './start';
import { FAKE_NOW, type FakeTicket } from './tickets';

type Command = (args: never) => unknown;

/** The fake desk as a host, with a handle to make things happen. */
export interface FakeHost extends Host {
  /** Moves some tickets: a new revision of the queue. */
  change(count: number): void;
}

/** A desk with made-up tickets that speaks the commands of the shell, for development and tests. */
export function fakeHost(query = typeof location === 'undefined' ? '?still=1' : location.search): FakeHost {
  const options = fakeOptions(query);
  const desk = new FakeDesk(options);
  return {
    async invoke(command, args) {
      await new Promise((done) => setTimeout(done, options.delayMs));
      const known = (desk.commands as Record<string, Command>)[command];
      if (known === undefined) throw new Error(`The fake desk has no command ${command}.`);
      if (options.fails.includes(command)) throw fakeFailure;
      return structuredClone(known(args as never));
    },
    change: (count) => desk.bump(count),
    listen: async (event, heard) => desk.listen(event, heard),
    async setFullscreen(on) {
      if (on) await document.documentElement.requestFullscreen().catch(() => undefined);
      else if (document.fullscreenElement !== null) await document.exitFullscreen();
    },
  };
}

const fakeFailure = {
  code: 'bad-database',
  message: 'The data file cannot be read: the disk says no.',
  hint: 'Nothing was changed. Start Gnomon anew.',
};

class FakeDesk {
  private readonly options: FakeOptions;
  private readonly queue: FakeQueue;
  private readonly policies = new FakePolicies();
  private readonly listeners = new Map<string, Set<(payload: unknown) => void>>();
  private readonly settings: Record<string, string> = {};
  private readonly contracts = new FakeContracts(() => this.now());
  private readonly hosts = new FakeHosts();
  private readonly outbox: FakeOutbox;
  private readonly away: FakeAway;
  private readonly mappings = new Map<string, MappingView>();
  private accounts: string[] = ['rt', 'demo'];
  private phase: string;
  private readonly sessions = new FakeSessions(
    () => this.now(),
    (key) => this.found(key),
    () => this.tell('session-ended', null),
  );

  constructor(options: FakeOptions) {
    this.options = options;
    this.phase = options.phase;
    this.queue = new FakeQueue(options, () => this.now());
    this.outbox = new FakeOutbox(
      () => this.now(),
      () => this.tell('outbox-changed', null),
    );
    this.away = new FakeAway(this.queue, this.outbox, options, () => this.now());
    if (options.theme !== '') this.settings.theme = options.theme;
    if (options.rowsSize !== '') this.settings.rows = options.rowsSize;
    if (options.waiting > 0) setTimeout(() => this.bump(options.waiting), 300);
    if (!options.still) setInterval(() => this.bump(), 20_000);
  }

  readonly commands = {
    start: () => this.start(),
    open_demo: () => this.ready(),
    unlock: ({ passphrase }: { passphrase: string }) => {
      if (passphrase === 'open') return this.ready();
      throw {
        code: 'wrong-passphrase',
        message: 'This passphrase does not open the data file.',
        hint: 'Try again, or use the recovery code.',
      };
    },
    lock: () => void (this.phase = 'locked'),
    protection: () => fakeProtection(this.phase),
    set_passphrase: fakePassphrase,
    save_readable: () => fakeRescue,
    start_anew: () => {
      this.phase = 'ready';
      return fakeAnew;
    },
    test_connection: ({ form }: { form: ConnectForm }) => fakeReport(form),
    connect: ({ form }: { form: ConnectForm }) => {
      const { error } = fakeReport(form);
      if (error !== null) throw error;
      this.phase = 'ready';
      return { account: 'rt', recovery_code: 'K7QF-2M9X-TRWA-06HJ-PZ4N-8DVC-YB3E-5GSK' };
    },
    recovery_seen: () => null,
    mapping: ({ account }: { account: string }) => this.mappings.get(account) ?? fakeMapping(account),
    save_mapping: ({ mapping }: { mapping: MappingView }) => {
      const saved = withGapsClosed(mapping);
      this.mappings.set(mapping.account, saved);
      return saved;
    },
    remove_account: ({ account }: { account: string }) => {
      this.accounts = this.accounts.filter((id) => id !== account);
      if (this.accounts.length === 0) this.phase = 'welcome';
      return this.start();
    },
    queue: ({ request }: { request: QueueRequest }) => this.queue.page(request),
    ticket: ({ key }: { key: string }) => fakeDetails(this.queue, this.found(key), this.now()),
    promised: ({ key }: { key: string }) => fakePromised(key, this.found(key), this.now()),
    board: () => this.queue.board(this.options),
    status: () => this.status(),
    ...fakeSync,
    aside: () => fakeAside,
    ...this.sessions.commands,
    host_book: ({ key }: { key: string }) => this.hosts.book(this.found(key)),
    add_host: ({ form }: { form: HostForm }) => this.hosts.add(form),
    verify_host: ({ verification }: { verification: HostVerification }) => this.hosts.verify(verification),
    remove_host: ({ id }: { id: number }) => this.hosts.remove(id),
    open_ticket_page: () => null,
    quote: () => fakeQuote,
    mail_link: ({ link }: { link: number }) => fakeTargets[link] ?? fakeTargets[0],
    open_mail_link: () => null,
    mail_pictures: () => fakePictures,
    show_original: () => null,
    set_setting: ({ name, value }: { name: string; value: string }) => {
      this.settings[name] = value;
      return null;
    },
    ...this.contracts.commands,
    settings: () => this.settings,
    composer: ({ key }: { key: string }) => this.outbox.composer(key),
    new_ticket: () => fakeNewTicket,
    discard_unreadable: () => null,
    call_effect: ({ request }: { request: ChangeRequest }) => fakeCallEffect(request),
    new_ticket_is_there: ({ id }: { id: string }) => this.outbox.decide(id, 'is-there'),
    change: ({ request }: { request: ChangeRequest }) => this.outbox.change(request, this.rowOf(request)),
    save_draft: ({ key, kind, text }: { key: string; kind: string; text: string }) =>
      this.outbox.saveDraft(key, kind, text),
    outbox: () => this.outbox.view(),
    decide_operation: ({ id, decision }: { id: string; decision: OperationDecision }) =>
      this.outbox.decide(id, decision),
    edit_operation: ({ id, request }: { id: string; request: ChangeRequest }) => {
      this.outbox.decide(id, 'cancel');
      return this.outbox.change(request, this.rowOf(request));
    },
    policies: () => this.policies.list(),
    preview_policy: ({ id, changes }: { id: string; changes: PolicyChange[] }) =>
      this.policies.preview(this.queue, id, changes),
    change_policy: ({ id, changes }: { id: string; changes: PolicyChange[] }) => this.policies.change(id, changes),
    what_if: ({ ask }: { ask: WhatIf }) => fakeWhatIf(this.queue, ask),
    attachments: () => [],
    files: () => ({ here: 0, each: 26_214_400, all: 524_288_000 }),
    away_files: () => ({
      tickets: 7,
      files: 12,
      here: 1,
      fetched: 9,
      bytes: 34_200_000,
      unknown: 0,
      too_large: 1,
      no_room: 1,
      limit: 209_715_200,
      failed: [],
    }),
    away: ({ request }: { request: AwayRequest }) => this.away.plan(request),
    away_notes: ({ handOver }: { handOver: AwayHandOver }) => this.away.notes(handOver),
    post_away: ({ handOver, assign }: { handOver: AwayHandOver; assign: boolean }) => this.away.post(handOver, assign),
    save_proof: ({ key }: { key: string }) => `~/Downloads/gnomon-proof-${this.queue.row(this.found(key)).number}.txt`,
    verify: ({ text, online }: { text: string; online: boolean }) => fakeVerify(text, online),
  };

  listen(event: string, heard: (payload: unknown) => void): () => void {
    const listening = this.listeners.get(event) ?? new Set();
    this.listeners.set(event, listening.add(heard));
    return () => listening.delete(heard);
  }

  private start(): StartView {
    return fakeStart(this.phase);
  }

  private ready(): StartView {
    this.phase = 'ready';
    return this.start();
  }

  private status() {
    const milliseconds = FAKE_NOW * 1_000 + performance.now();
    return {
      now: Math.floor(milliseconds / 1_000),
      now_ms: Math.floor(milliseconds % 1_000),
      zone: 'Europe/Berlin',
      clock_offset_s: 0.2,
      clock_portal: 'RT',
      clock_remembered: false,
      accounts: fakeAccounts(this.options, this.now()).filter(({ id }) => this.accounts.includes(id)),
      aside: fakeAside.length,
      search_error: null,
      revision: this.queue.newest,
      read_only: false,
      damage: null,
      policy_problems: this.options.problems ? fakeProblems : [],
    };
  }

  bump(count = 2): void {
    this.queue.change(count);
    this.tell('queue-changed', { revision: this.queue.newest });
    this.tell('status-changed', null);
  }

  private tell(event: string, payload: unknown): void {
    for (const heard of this.listeners.get(event) ?? []) heard(payload);
  }

  /** The row of the ticket that is changed; a new one has none. */
  private rowOf({ kind, key }: ChangeRequest): QueueRow | null {
    return kind === 'create' ? null : this.queue.row(this.found(key));
  }

  private found(key: string): FakeTicket {
    const ticket = this.queue.find(key);
    if (ticket === undefined)
      throw {
        code: 'unknown-ticket',
        message: `There is no ticket ${key}.`,
        hint: 'It may have been removed in the portal.',
      };
    return ticket;
  }

  private now(): number {
    return FAKE_NOW + Math.floor(performance.now() / 1_000);
  }
}
