//! The window with the original layout of a mail. It has a label that no capability names, no script, no way to the
//! network, and leads nowhere.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use desk::{DeskError, MAIL_POLICY};
use tauri::http::{Request, Response};
use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Manager, Runtime, UriSchemeContext, Url, WebviewUrl, WebviewWindowBuilder};

use crate::window::NOWHERE;

/// The scheme that its page comes by; every other address is refused.
pub(crate) const SCHEME: &str = "original";

/// The pages that are shown, by the label of their window.
#[derive(Default)]
pub(crate) struct Originals(Mutex<Pages>);

#[derive(Default)]
struct Pages {
    made: u64,
    by_label: BTreeMap<String, String>,
}

impl Originals {
    fn lock(&self) -> MutexGuard<'_, Pages> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Opens a window of its own with a page.
///
/// # Errors
/// The system makes no window.
pub(crate) fn show<R: Runtime>(app: &AppHandle<R>, page: String) -> Result<(), DeskError> {
    let label = {
        let originals = app.state::<Originals>();
        let mut pages = originals.lock();
        pages.made += 1;
        let label = format!("original-{}", pages.made);
        pages.by_label.insert(label.clone(), page);
        label
    };
    open(app, &label).map_err(|error| {
        app.state::<Originals>().lock().by_label.remove(&label);
        let message = format!("The system makes no window for the original layout: {error}.");
        DeskError::new("no-original", message, "Read it as text in the conversation.")
    })
}

/// Closes all of them: a locked console shows no mail.
pub(crate) fn close_all<R: Runtime>(app: &AppHandle<R>) {
    let labels: Vec<String> = app.state::<Originals>().lock().by_label.keys().cloned().collect();
    for window in labels.iter().filter_map(|label| app.get_webview_window(label)) {
        if let Err(error) = window.destroy() {
            tracing::error!("a window with a mail could not be closed: {error}");
        }
    }
}

fn open<R: Runtime>(app: &AppHandle<R>, label: &str) -> tauri::Result<()> {
    let url = |text: &str| Url::parse(text).map_err(tauri::Error::InvalidUrl);
    let page = url(&format!("{SCHEME}://localhost/"))?;
    let window = WebviewWindowBuilder::new(app, label, WebviewUrl::CustomProtocol(page))
        .title("Original layout: nothing in it is to be trusted")
        .inner_size(800.0, 700.0)
        .disable_javascript()
        .incognito(true)
        .proxy_url(url(NOWHERE)?)
        .on_navigation(is_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .build()?;
    let (app, label) = (app.clone(), label.to_owned());
    window.on_window_event(move |event| {
        if matches!(event, tauri::WindowEvent::Destroyed) {
            app.state::<Originals>().lock().by_label.remove(&label);
        }
    });
    Ok(())
}

/// The page itself; on Windows a custom scheme is a host.
fn is_page(url: &Url) -> bool {
    (url.scheme() == SCHEME && url.host_str() == Some("localhost"))
        || url.host_str() == Some("original.localhost")
}

/// Answers with the page of the window that asks, and with nothing to any other.
pub(crate) fn serve<R: Runtime>(
    context: &UriSchemeContext<'_, R>,
    _: &Request<Vec<u8>>,
) -> Response<Vec<u8>> {
    let originals = context.app_handle().state::<Originals>();
    let page = originals.lock().by_label.get(context.webview_label()).cloned();
    let status = if page.is_some() { 200 } else { 404 };
    let mut answer = Response::new(page.unwrap_or_default().into_bytes());
    *answer.status_mut() = tauri::http::StatusCode::from_u16(status).unwrap_or_default();
    for (name, value) in [
        ("content-type", "text/html; charset=utf-8"),
        ("content-security-policy", MAIL_POLICY),
        ("x-dns-prefetch-control", "off"),
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
    ] {
        answer.headers_mut().insert(name, tauri::http::HeaderValue::from_static(value));
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_leads_nowhere() {
        for (url, expected) in [
            ("original://localhost/", true),
            ("http://original.localhost/", true),
            ("original://evil.test/", false),
            ("https://evil.test/", false),
            ("tauri://localhost/", false),
            ("file:///etc/passwd", false),
            ("about:blank", false),
            ("data:text/html,x", false),
            ("javascript:x", false),
        ] {
            assert_eq!(is_page(&Url::parse(url).unwrap()), expected, "{url}");
        }
    }
}
