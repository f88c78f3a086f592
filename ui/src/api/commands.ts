import type { AheadView } from './bindings/AheadView';
import type { AnewView } from './bindings/AnewView';
import type { AsideView } from './bindings/AsideView';
import type { AttachmentView } from './bindings/AttachmentView';
import type { AwayHandOver } from './bindings/AwayHandOver';
import type { AwayNotes } from './bindings/AwayNotes';
import type { AwayPosted } from './bindings/AwayPosted';
import type { AwayRequest } from './bindings/AwayRequest';
import type { AwayView } from './bindings/AwayView';
import type { BoardView } from './bindings/BoardView';
import type { CallEffectView } from './bindings/CallEffectView';
import type { ChangeRequest } from './bindings/ChangeRequest';
import type { CheckRequest } from './bindings/CheckRequest';
import type { ComposerView } from './bindings/ComposerView';
import type { ConnectedView } from './bindings/ConnectedView';
import type { ConnectForm } from './bindings/ConnectForm';
import type { ConnectReport } from './bindings/ConnectReport';
import type { ConsentRequest } from './bindings/ConsentRequest';
import type { ConsentSaved } from './bindings/ConsentSaved';
import type { ContractEdit } from './bindings/ContractEdit';
import type { ContractSaved } from './bindings/ContractSaved';
import type { ContractsPage } from './bindings/ContractsPage';
import type { ContractsRequest } from './bindings/ContractsRequest';
import type { ContractView } from './bindings/ContractView';
import type { EnclosureView } from './bindings/EnclosureView';
import type { FilesView } from './bindings/FilesView';
import type { HostBookView } from './bindings/HostBookView';
import type { HostForm } from './bindings/HostForm';
import type { HostVerification } from './bindings/HostVerification';
import type { HostView } from './bindings/HostView';
import type { ImportDone } from './bindings/ImportDone';
import type { ImportPreview } from './bindings/ImportPreview';
import type { MailPicture } from './bindings/MailPicture';
import type { MailTarget } from './bindings/MailTarget';
import type { MappingView } from './bindings/MappingView';
import type { NewTicketView } from './bindings/NewTicketView';
import type { OperationDecision } from './bindings/OperationDecision';
import type { OperationView } from './bindings/OperationView';
import type { OutboxView } from './bindings/OutboxView';
import type { PolicyChange } from './bindings/PolicyChange';
import type { PolicyPreview } from './bindings/PolicyPreview';
import type { PolicyView } from './bindings/PolicyView';
import type { PromisedView } from './bindings/PromisedView';
import type { ProtectionView } from './bindings/ProtectionView';
import type { QueuePage } from './bindings/QueuePage';
import type { QueueRequest } from './bindings/QueueRequest';
import type { RemoteDecision } from './bindings/RemoteDecision';
import type { RemoteRequest } from './bindings/RemoteRequest';
import type { RescueView } from './bindings/RescueView';
import type { SessionClose } from './bindings/SessionClose';
import type { SessionClosed } from './bindings/SessionClosed';
import type { SessionCostView } from './bindings/SessionCostView';
import type { SessionEndView } from './bindings/SessionEndView';
import type { SessionsRequest } from './bindings/SessionsRequest';
import type { SessionsView } from './bindings/SessionsView';
import type { StartView } from './bindings/StartView';
import type { StatusView } from './bindings/StatusView';
import type { TicketView } from './bindings/TicketView';
import type { VerifyView } from './bindings/VerifyView';
import type { WhatIf } from './bindings/WhatIf';
import type { WhatIfView } from './bindings/WhatIfView';
import { call } from './call';

/** Every command of the shell, one line each. */
export const desk = {
  start: () => call<StartView>('start'),
  openDemo: () => call<StartView>('open_demo'),
  unlock: (passphrase: string) => call<StartView>('unlock', { passphrase }),
  lock: () => call<null>('lock'),
  protection: () => call<ProtectionView>('protection'),
  setPassphrase: (passphrase: string) => call<ProtectionView>('set_passphrase', { passphrase }),
  saveReadable: () => call<RescueView>('save_readable'),
  startAnew: () => call<AnewView>('start_anew'),
  testConnection: (form: ConnectForm) => call<ConnectReport>('test_connection', { form }),
  connect: (form: ConnectForm) => call<ConnectedView>('connect', { form }),
  recoverySeen: () => call<null>('recovery_seen'),
  mapping: (account: string) => call<MappingView>('mapping', { account }),
  saveMapping: (mapping: MappingView) => call<MappingView>('save_mapping', { mapping }),
  removeAccount: (account: string) => call<StartView>('remove_account', { account }),
  queue: (request: QueueRequest) => call<QueuePage>('queue', { request }),
  ticket: (key: string) => call<TicketView>('ticket', { key }),
  promised: (key: string) => call<PromisedView>('promised', { key }),
  board: () => call<BoardView>('board'),
  status: () => call<StatusView>('status'),
  syncNow: () => call<null>('sync_now'),
  takeAway: (account: string) => call<number>('take_away', { account }),
  aside: () => call<AsideView[]>('aside'),
  remoteCheck: (request: RemoteRequest) => call<RemoteDecision>('remote_check', { request }),
  remoteStart: (request: RemoteRequest) => call<RemoteDecision>('remote_start', { request }),
  remoteMail: (request: RemoteRequest) => call<string>('remote_mail', { request }),
  recordConsent: (request: ConsentRequest) => call<ConsentSaved>('record_consent', { request }),
  revokeConsent: (key: string, id: number) => call<ConsentSaved>('revoke_consent', { key, id }),
  setCheck: (request: CheckRequest) => call<null>('set_check', { request }),
  sessions: (request: SessionsRequest) => call<SessionsView>('sessions', { request }),
  sessionCost: (wish: SessionClose) => call<SessionCostView>('session_cost', { wish }),
  closeSession: (wish: SessionClose) => call<SessionClosed>('close_session', { wish }),
  saveSessions: (format: string, request: SessionsRequest) => call<string>('save_sessions', { format, request }),
  hostBook: (key: string) => call<HostBookView>('host_book', { key }),
  addHost: (form: HostForm) => call<HostView>('add_host', { form }),
  verifyHost: (verification: HostVerification) => call<HostView>('verify_host', { verification }),
  removeHost: (id: number) => call<HostView>('remove_host', { id }),
  sessionEnds: () => call<SessionEndView[]>('session_ends'),
  openTicketPage: (key: string) => call<null>('open_ticket_page', { key }),
  contracts: (request: ContractsRequest) => call<ContractsPage>('contracts', { request }),
  contract: (account: string, customer: string, policy: string) =>
    call<ContractView>('contract', { account, customer, policy }),
  editContract: (edit: ContractEdit) => call<ContractSaved>('edit_contract', { edit }),
  previewContracts: (name: string, text: string) => call<ImportPreview>('preview_contracts', { name, text }),
  importContracts: (name: string, text: string, mark: string) =>
    call<ImportDone>('import_contracts', { name, text, mark }),
  saveContracts: () => call<string>('save_contracts'),
  setSetting: (name: string, value: string) => call<null>('set_setting', { name, value }),
  policies: () => call<PolicyView[]>('policies'),
  previewPolicy: (id: string, changes: PolicyChange[]) => call<PolicyPreview>('preview_policy', { id, changes }),
  changePolicy: (id: string, changes: PolicyChange[]) => call<PolicyView>('change_policy', { id, changes }),
  whatIf: (ask: WhatIf) => call<WhatIfView>('what_if', { ask }),
  away: (request: AwayRequest) => call<AwayView>('away', { request }),
  awayNotes: (handOver: AwayHandOver) => call<AwayNotes>('away_notes', { handOver }),
  postAway: (handOver: AwayHandOver, assign: boolean) => call<AwayPosted>('post_away', { handOver, assign }),
  saveProof: (key: string) => call<string>('save_proof', { key }),
  verify: (text: string, online: boolean) => call<VerifyView>('verify', { text, online }),
  composer: (key: string) => call<ComposerView>('composer', { key }),
  discardUnreadable: (id: string) => call<null>('discard_unreadable', { id }),
  newTicket: () => call<NewTicketView>('new_ticket'),
  callEffect: (request: ChangeRequest) => call<CallEffectView>('call_effect', { request }),
  newTicketIsThere: (id: string, ticket: string) => call<OperationView>('new_ticket_is_there', { id, ticket }),
  change: (request: ChangeRequest) => call<OperationView>('change', { request }),
  saveDraft: (key: string, kind: string, text: string) => call<null>('save_draft', { key, kind, text }),
  outbox: () => call<OutboxView>('outbox'),
  decideOperation: (id: string, decision: OperationDecision) =>
    call<OperationView>('decide_operation', { id, decision }),
  editOperation: (id: string, request: ChangeRequest) => call<OperationView>('edit_operation', { id, request }),
  attachments: (key: string) => call<AttachmentView[]>('attachments', { key }),
  fetchAttachment: (key: string, id: string) => call<AttachmentView>('fetch_attachment', { key, id }),
  saveAttachment: (key: string, id: string) => call<string>('save_attachment', { key, id }),
  eraseAttachment: (key: string, id: string) => call<null>('erase_attachment', { key, id }),
  picture: (key: string, id: string) => call<string>('picture', { key, id }),
  enclose: (key: string, kind: string, name: string, content: string) =>
    call<EnclosureView>('enclose', { key, kind, name, content }),
  removeEnclosure: (key: string, id: string) => call<null>('remove_enclosure', { key, id }),
  files: () => call<FilesView>('files'),
  awayFiles: (request: AwayRequest, limit: number | null) => call<AheadView>('away_files', { request, limit }),
  fetchAway: (request: AwayRequest, limit: number | null) => call<AheadView>('fetch_away', { request, limit }),
  settings: () => call<Record<string, string>>('settings'),
  quote: (key: string, event: string) => call<string>('quote', { key, event }),
  mailLink: (key: string, event: string, link: number) => call<MailTarget>('mail_link', { key, event, link }),
  openMailLink: (key: string, event: string, link: number, confirmed: string) =>
    call<null>('open_mail_link', { key, event, link, confirmed }),
  mailPictures: (key: string, event: string) => call<MailPicture[]>('mail_pictures', { key, event }),
  showOriginal: (key: string, event: string) => call<null>('show_original', { key, event }),
};
