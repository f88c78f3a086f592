//! Every call that the window can make: unpack, ask the desk, convert.

use std::collections::BTreeMap;

use desk::view::{
    AheadView, AnewView, AsideView, AttachmentView, AwayHandOver, AwayNotes, AwayPosted, AwayRequest,
    AwayView, BoardView, CallEffectView, ChangeRequest, ComposerView, ConnectForm, ConnectReport,
    ConnectedView, ContractEdit, ContractSaved, ContractView, ContractsPage, ContractsRequest, EnclosureView,
    ErrorView, FilesView, HostBookView, HostForm, HostVerification, HostView, ImportDone, ImportPreview,
    MappingView, NewTicketView, OperationDecision, OperationView, OutboxView, PolicyChange, PolicyPreview,
    PolicyView, PromisedView, ProtectionView, QueuePage, QueueRequest, RemoteDecision, RemoteRequest,
    RescueView, SessionEndView, StartView, StatusView, TicketView, VerifyView, WhatIf, WhatIfView,
};
use desk::{Desk, DeskError};
use tauri::{AppHandle, State, command};

use crate::original;

pub(crate) type Answer<T> = Result<T, ErrorView>;

pub(crate) fn convert<T>(result: Result<T, DeskError>) -> Answer<T> {
    result.map_err(|error| error.view())
}

#[command]
pub(crate) async fn start(desk: State<'_, Desk>) -> Answer<StartView> {
    Ok(desk.start().await)
}

#[command]
pub(crate) async fn open_demo(desk: State<'_, Desk>) -> Answer<StartView> {
    convert(desk.open_demo().await)
}

#[command]
pub(crate) async fn unlock(desk: State<'_, Desk>, passphrase: String) -> Answer<StartView> {
    convert(desk.unlock(passphrase).await)
}

#[command]
pub(crate) async fn lock(app: AppHandle, desk: State<'_, Desk>) -> Answer<()> {
    let locked = desk.lock().await;
    if locked.is_ok() {
        original::close_all(&app);
    }
    convert(locked)
}

#[command]
pub(crate) async fn protection(desk: State<'_, Desk>) -> Answer<ProtectionView> {
    convert(desk.protection().await)
}

#[command]
pub(crate) async fn set_passphrase(desk: State<'_, Desk>, passphrase: String) -> Answer<ProtectionView> {
    convert(desk.set_passphrase(passphrase).await)
}

#[command]
pub(crate) async fn save_readable(desk: State<'_, Desk>) -> Answer<RescueView> {
    convert(desk.save_readable(None).await)
}

#[command]
pub(crate) async fn start_anew(desk: State<'_, Desk>) -> Answer<AnewView> {
    convert(desk.start_anew().await)
}

#[command]
pub(crate) async fn test_connection(desk: State<'_, Desk>, form: ConnectForm) -> Answer<ConnectReport> {
    Ok(desk.test_connection(&form).await)
}

#[command]
pub(crate) async fn connect(desk: State<'_, Desk>, form: ConnectForm) -> Answer<ConnectedView> {
    convert(desk.connect(form).await)
}

#[command]
pub(crate) async fn recovery_seen(desk: State<'_, Desk>) -> Answer<()> {
    desk.recovery_seen();
    Ok(())
}

#[command]
pub(crate) async fn mapping(desk: State<'_, Desk>, account: String) -> Answer<MappingView> {
    convert(desk.mapping(&account).await)
}

#[command]
pub(crate) async fn save_mapping(desk: State<'_, Desk>, mapping: MappingView) -> Answer<MappingView> {
    convert(desk.save_mapping(mapping).await)
}

#[command]
pub(crate) async fn remove_account(desk: State<'_, Desk>, account: String) -> Answer<StartView> {
    convert(desk.remove_account(&account).await)
}

#[command]
pub(crate) async fn queue(desk: State<'_, Desk>, request: QueueRequest) -> Answer<QueuePage> {
    convert(desk.queue(request).await)
}

#[command]
pub(crate) async fn ticket(desk: State<'_, Desk>, key: String) -> Answer<TicketView> {
    convert(desk.ticket(&key).await)
}

#[command]
pub(crate) async fn promised(desk: State<'_, Desk>, key: String) -> Answer<PromisedView> {
    convert(desk.promised(&key).await)
}

#[command]
pub(crate) async fn board(desk: State<'_, Desk>) -> Answer<BoardView> {
    convert(desk.board().await)
}

#[command]
pub(crate) async fn status(desk: State<'_, Desk>) -> Answer<StatusView> {
    Ok(desk.status().await)
}

#[command]
pub(crate) async fn sync_now(desk: State<'_, Desk>) -> Answer<()> {
    convert(desk.sync_now())
}

#[command]
pub(crate) async fn take_away(desk: State<'_, Desk>, account: String) -> Answer<u32> {
    convert(desk.take_away(account).await)
}

#[command]
pub(crate) async fn aside(desk: State<'_, Desk>) -> Answer<Vec<AsideView>> {
    convert(desk.aside().await)
}

#[command]
pub(crate) async fn remote_check(desk: State<'_, Desk>, request: RemoteRequest) -> Answer<RemoteDecision> {
    convert(desk.remote_check(request).await)
}

#[command]
pub(crate) async fn remote_start(desk: State<'_, Desk>, request: RemoteRequest) -> Answer<RemoteDecision> {
    convert(desk.remote_start(request).await)
}

#[command]
pub(crate) async fn host_book(desk: State<'_, Desk>, key: String) -> Answer<HostBookView> {
    convert(desk.host_book(&key).await)
}

#[command]
pub(crate) async fn add_host(desk: State<'_, Desk>, form: HostForm) -> Answer<HostView> {
    convert(desk.add_host(form).await)
}

#[command]
pub(crate) async fn verify_host(desk: State<'_, Desk>, verification: HostVerification) -> Answer<HostView> {
    convert(desk.verify_host(verification).await)
}

#[command]
pub(crate) async fn remove_host(desk: State<'_, Desk>, id: u32) -> Answer<HostView> {
    convert(desk.remove_host(id).await)
}

#[command]
pub(crate) async fn session_ends(desk: State<'_, Desk>) -> Answer<Vec<SessionEndView>> {
    Ok(desk.session_ends())
}

#[command]
pub(crate) async fn open_ticket_page(desk: State<'_, Desk>, key: String) -> Answer<()> {
    convert(desk.open_ticket_page(&key).await)
}

#[command]
pub(crate) async fn contracts(desk: State<'_, Desk>, request: ContractsRequest) -> Answer<ContractsPage> {
    convert(desk.contracts(request).await)
}

#[command]
pub(crate) async fn contract(
    desk: State<'_, Desk>,
    account: String,
    customer: String,
    policy: String,
) -> Answer<ContractView> {
    convert(desk.contract(&account, &customer, &policy).await)
}

#[command]
pub(crate) async fn edit_contract(desk: State<'_, Desk>, edit: ContractEdit) -> Answer<ContractSaved> {
    convert(desk.edit_contract(edit).await)
}

#[command]
pub(crate) async fn preview_contracts(
    desk: State<'_, Desk>,
    name: String,
    text: String,
) -> Answer<ImportPreview> {
    convert(desk.preview_contracts(&name, text).await)
}

#[command]
pub(crate) async fn import_contracts(
    desk: State<'_, Desk>,
    name: String,
    text: String,
    mark: String,
) -> Answer<ImportDone> {
    convert(desk.import_contracts(&name, text, &mark).await)
}

#[command]
pub(crate) async fn save_contracts(desk: State<'_, Desk>) -> Answer<String> {
    convert(desk.save_contracts().await)
}

#[command]
pub(crate) async fn settings(desk: State<'_, Desk>) -> Answer<BTreeMap<String, String>> {
    convert(desk.settings().await)
}

#[command]
pub(crate) async fn set_setting(desk: State<'_, Desk>, name: String, value: String) -> Answer<()> {
    convert(desk.set_setting(&name, &value).await)
}

#[command]
pub(crate) async fn policies(desk: State<'_, Desk>) -> Answer<Vec<PolicyView>> {
    convert(desk.policies().await)
}

#[command]
pub(crate) async fn preview_policy(
    desk: State<'_, Desk>,
    id: String,
    changes: Vec<PolicyChange>,
) -> Answer<PolicyPreview> {
    convert(desk.preview_policy(&id, changes).await)
}

#[command]
pub(crate) async fn change_policy(
    desk: State<'_, Desk>,
    id: String,
    changes: Vec<PolicyChange>,
) -> Answer<PolicyView> {
    convert(desk.change_policy(&id, changes).await)
}

#[command]
pub(crate) async fn what_if(desk: State<'_, Desk>, ask: WhatIf) -> Answer<WhatIfView> {
    convert(desk.what_if(ask).await)
}

#[command]
pub(crate) async fn away(desk: State<'_, Desk>, request: AwayRequest) -> Answer<AwayView> {
    convert(desk.away(request).await)
}

#[command]
pub(crate) async fn away_notes(desk: State<'_, Desk>, hand_over: AwayHandOver) -> Answer<AwayNotes> {
    convert(desk.away_notes(hand_over).await)
}

#[command]
pub(crate) async fn post_away(
    desk: State<'_, Desk>,
    hand_over: AwayHandOver,
    assign: bool,
) -> Answer<AwayPosted> {
    convert(desk.post_away(hand_over, assign).await)
}

#[command]
pub(crate) async fn save_proof(desk: State<'_, Desk>, key: String) -> Answer<String> {
    convert(desk.save_proof(&key).await)
}

#[command]
pub(crate) async fn verify(desk: State<'_, Desk>, text: String, online: bool) -> Answer<VerifyView> {
    convert(desk.verify(&text, online).await)
}

#[command]
pub(crate) async fn composer(desk: State<'_, Desk>, key: String) -> Answer<ComposerView> {
    convert(desk.composer(&key).await)
}

#[command]
pub(crate) async fn new_ticket(desk: State<'_, Desk>) -> Answer<NewTicketView> {
    convert(desk.new_ticket().await)
}

#[command]
pub(crate) async fn discard_unreadable(desk: State<'_, Desk>, id: String) -> Answer<()> {
    convert(desk.discard_unreadable(&id).await)
}

#[command]
pub(crate) async fn call_effect(desk: State<'_, Desk>, request: ChangeRequest) -> Answer<CallEffectView> {
    convert(desk.call_effect(request).await)
}

#[command]
pub(crate) async fn new_ticket_is_there(
    desk: State<'_, Desk>,
    id: String,
    ticket: String,
) -> Answer<OperationView> {
    convert(desk.new_ticket_is_there(&id, &ticket).await)
}

#[command]
pub(crate) async fn change(desk: State<'_, Desk>, request: ChangeRequest) -> Answer<OperationView> {
    convert(desk.change(request).await)
}

#[command]
pub(crate) async fn save_draft(desk: State<'_, Desk>, key: String, kind: String, text: String) -> Answer<()> {
    convert(desk.save_draft(&key, &kind, &text).await)
}

#[command]
pub(crate) async fn outbox(desk: State<'_, Desk>) -> Answer<OutboxView> {
    convert(desk.outbox().await)
}

#[command]
pub(crate) async fn decide_operation(
    desk: State<'_, Desk>,
    id: String,
    decision: OperationDecision,
) -> Answer<OperationView> {
    convert(desk.decide_operation(&id, decision).await)
}

#[command]
pub(crate) async fn edit_operation(
    desk: State<'_, Desk>,
    id: String,
    request: ChangeRequest,
) -> Answer<OperationView> {
    convert(desk.edit_operation(&id, request).await)
}

#[command]
pub(crate) async fn attachments(desk: State<'_, Desk>, key: String) -> Answer<Vec<AttachmentView>> {
    convert(desk.attachments(&key).await)
}

#[command]
pub(crate) async fn fetch_attachment(
    desk: State<'_, Desk>,
    key: String,
    id: String,
) -> Answer<AttachmentView> {
    convert(desk.fetch_attachment(&key, &id).await)
}

#[command]
pub(crate) async fn save_attachment(desk: State<'_, Desk>, key: String, id: String) -> Answer<String> {
    convert(desk.save_attachment(&key, &id).await)
}

#[command]
pub(crate) async fn erase_attachment(desk: State<'_, Desk>, key: String, id: String) -> Answer<()> {
    convert(desk.erase_attachment(&key, &id).await)
}

#[command]
pub(crate) async fn picture(desk: State<'_, Desk>, key: String, id: String) -> Answer<String> {
    convert(desk.picture(&key, &id).await)
}

#[command]
pub(crate) async fn enclose(
    desk: State<'_, Desk>,
    key: String,
    kind: String,
    name: String,
    content: String,
) -> Answer<EnclosureView> {
    convert(desk.enclose_encoded(&key, &kind, &name, content).await)
}

#[command]
pub(crate) async fn remove_enclosure(desk: State<'_, Desk>, key: String, id: String) -> Answer<()> {
    convert(desk.remove_enclosure(&key, &id).await)
}

#[command]
pub(crate) async fn files(desk: State<'_, Desk>) -> Answer<FilesView> {
    convert(desk.files().await)
}

#[command]
pub(crate) async fn away_files(
    desk: State<'_, Desk>,
    request: AwayRequest,
    limit: Option<u32>,
) -> Answer<AheadView> {
    convert(desk.away_files(request, limit).await)
}

#[command]
pub(crate) async fn fetch_away(
    desk: State<'_, Desk>,
    request: AwayRequest,
    limit: Option<u32>,
) -> Answer<AheadView> {
    convert(desk.fetch_away(request, limit).await)
}
