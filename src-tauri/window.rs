//! The main window. It shows the program's own pages and goes nowhere else.

use tauri::webview::NewWindowResponse;
use tauri::{App, Url, WebviewWindowBuilder};

/// Nobody listens on the discard port of this computer: as a proxy, it is where all ends that got past everything else. The
/// content security policy is no such wall: it lets a page prepare a connection, and the name it asks for is told to the network.
pub(crate) const NOWHERE: &str = "http://127.0.0.1:9";

/// Makes it as the configuration describes it.
///
/// # Errors
/// The system makes no window.
pub(crate) fn open(app: &App) -> tauri::Result<()> {
    let own = tauri::is_dev().then(|| app.config().build.dev_url.clone()).flatten();
    for config in &app.config().app.windows {
        let own = own.clone();
        let mut window = WebviewWindowBuilder::from_config(app, config)?;
        // The pages of the program come by a scheme of their own, except from a server that somebody develops with.
        if own.is_none() {
            window = window.proxy_url(Url::parse(NOWHERE).map_err(tauri::Error::InvalidUrl)?);
        }
        window
            .on_navigation(move |url| is_own(url, own.as_ref()))
            .on_new_window(|_, _| NewWindowResponse::Deny)
            .on_download(|_, _| false)
            .build()?;
    }
    Ok(())
}

/// Where the program's own pages are; on Windows a custom scheme is a host.
fn is_own(url: &Url, dev: Option<&Url>) -> bool {
    (url.scheme() == "tauri" && url.host_str() == Some("localhost"))
        || (["http", "https"].contains(&url.scheme()) && url.host_str() == Some("tauri.localhost"))
        || dev.is_some_and(|dev| dev.origin() == url.origin())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_078_the_window_stays_with_its_own_pages() {
        for (url, expected) in [
            ("tauri://localhost/", true),
            ("tauri://localhost/index.html#x", true),
            ("http://tauri.localhost/", true),
            ("http://localhost:5173/", false),
            ("https://evil.test/", false),
            ("http://tauri.localhost.evil.test/", false),
            ("tauri://evil.test/", false),
            ("original://localhost/", false),
            ("file:///etc/passwd", false),
            ("data:text/html,x", false),
            ("about:blank", false),
            ("blob:tauri://localhost/x", false),
        ] {
            assert_eq!(is_own(&Url::parse(url).unwrap(), None), expected, "{url}");
        }
        let dev = Url::parse("http://localhost:5173").unwrap();
        assert!(is_own(&Url::parse("http://localhost:5173/x").unwrap(), Some(&dev)));
        assert!(!is_own(&Url::parse("http://localhost:5174/x").unwrap(), Some(&dev)));
    }
}
