//! Calls about the messages of a ticket. A window names a message and a number in it, never an address.

use desk::Desk;
use desk::view::{MailPicture, MailTarget};
use tauri::{AppHandle, State, command};

use crate::commands::{Answer, convert};
use crate::original;

#[command]
pub(crate) async fn quote(desk: State<'_, Desk>, key: String, event: String) -> Answer<String> {
    convert(desk.quote(&key, &event).await)
}

#[command]
pub(crate) async fn mail_link(
    desk: State<'_, Desk>,
    key: String,
    event: String,
    link: u32,
) -> Answer<MailTarget> {
    convert(desk.mail_link(&key, &event, link).await)
}

#[command]
pub(crate) async fn open_mail_link(
    desk: State<'_, Desk>,
    key: String,
    event: String,
    link: u32,
    confirmed: String,
) -> Answer<()> {
    convert(desk.open_mail_link(&key, &event, link, &confirmed).await)
}

#[command]
pub(crate) async fn mail_pictures(
    desk: State<'_, Desk>,
    key: String,
    event: String,
) -> Answer<Vec<MailPicture>> {
    convert(desk.mail_pictures(&key, &event).await)
}

#[command]
pub(crate) async fn show_original(
    app: AppHandle,
    desk: State<'_, Desk>,
    key: String,
    event: String,
) -> Answer<()> {
    let page = desk.original(&key, &event).await;
    convert(page.and_then(|page| original::show(&app, page)))
}
