//! Calls about remote sessions: what was agreed before them, and their log.

use desk::Desk;
use desk::view::{
    CheckRequest, ConsentRequest, ConsentSaved, RemoteRequest, SessionClose, SessionClosed, SessionCostView,
    SessionsRequest, SessionsView,
};
use tauri::{State, command};

use crate::commands::{Answer, convert};

#[command]
pub(crate) async fn remote_mail(desk: State<'_, Desk>, request: RemoteRequest) -> Answer<String> {
    convert(desk.remote_mail(request).await)
}

#[command]
pub(crate) async fn record_consent(desk: State<'_, Desk>, request: ConsentRequest) -> Answer<ConsentSaved> {
    convert(desk.record_consent(request).await)
}

#[command]
pub(crate) async fn revoke_consent(desk: State<'_, Desk>, key: String, id: u32) -> Answer<ConsentSaved> {
    convert(desk.revoke_consent(&key, id).await)
}

#[command]
pub(crate) async fn set_check(desk: State<'_, Desk>, request: CheckRequest) -> Answer<()> {
    convert(desk.set_check(request).await)
}

#[command]
pub(crate) async fn sessions(desk: State<'_, Desk>, request: SessionsRequest) -> Answer<SessionsView> {
    convert(desk.sessions(request).await)
}

#[command]
pub(crate) async fn session_cost(desk: State<'_, Desk>, wish: SessionClose) -> Answer<SessionCostView> {
    convert(desk.session_cost(wish).await)
}

#[command]
pub(crate) async fn close_session(desk: State<'_, Desk>, wish: SessionClose) -> Answer<SessionClosed> {
    convert(desk.close_session(wish).await)
}

#[command]
pub(crate) async fn save_sessions(
    desk: State<'_, Desk>,
    format: String,
    request: SessionsRequest,
) -> Answer<String> {
    convert(desk.save_sessions(&format, request).await)
}
