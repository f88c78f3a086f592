//! One window with a data folder of its own.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};

use crate::console::PASSPHRASE;
use crate::demo::DemoPortal;

/// How long a test waits for something to appear before it says what is missing. No test passes later than this, and
/// none is measured by it.
const PATIENCE: Duration = Duration::from_secs(40);

/// A running window; ends with the value.
pub struct Window {
    pub client: Client,
    data: PathBuf,
    _driver: Driver,
}

/// WebKit's driver; ends with the value, however the test ends.
struct Driver(Child);

impl Window {
    /// Starts the program on a data folder, with further arguments.
    pub async fn open(data: &Path, arguments: &[&str]) -> Self {
        Self::open_with(data, arguments, &[]).await
    }

    /// [`Window::open`] with further environment variables.
    pub async fn open_with(data: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        Self::open_through(&[], data, arguments, environment).await
    }

    /// [`Window::open_with`], with words before the command of the driver, which starts the program.
    pub async fn open_through(
        words: &[String],
        data: &Path,
        arguments: &[&str],
        environment: &[(&str, &str)],
    ) -> Self {
        let port = crate::free_port();
        let log = std::fs::File::create(data.with_extension("driver.log")).expect("a log file");
        let mut words = words.iter().map(String::as_str).chain(["WebKitWebDriver"]);
        let child = Command::new(words.next().expect("a word"))
            .args(words)
            .args([format!("--port={port}"), "--host=127.0.0.1".to_owned()])
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("GNOMON_DATA", data)
            .envs(environment.iter().copied())
            .stdout(Stdio::from(log.try_clone().expect("a log file")))
            .stderr(log)
            .spawn()
            .expect("WebKitWebDriver starts; `cargo xtask test` installs it");
        let driver = Driver(child);
        let options = json!({"binary": env!("CARGO_BIN_EXE_gnomon-desktop"), "args": arguments});
        let capabilities = json!({"webkitgtk:browserOptions": options});
        let mut builder = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new());
        builder.capabilities(capabilities.as_object().expect("an object").clone());
        let address = format!("http://127.0.0.1:{port}");
        for _ in 0..80 {
            if let Ok(client) = builder.connect(&address).await {
                let window = Self { client, data: data.to_owned(), _driver: driver };
                window.client.set_window_size(1280, 800).await.ok();
                return window;
            }
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
        panic!("the window did not open; see {}", data.with_extension("driver.log").display());
    }

    /// Waits for the first element that fits.
    pub async fn find(&self, css: &str) -> Element {
        let found = self.client.wait().at_most(PATIENCE).for_element(Locator::Css(css)).await;
        match found {
            Ok(element) => element,
            Err(error) => panic!("no `{css}` ({error}); the page says: {}", self.text().await),
        }
    }

    /// Clicks the first button or link with this text.
    pub async fn press(&self, text: &str) {
        let path = format!("//*[self::button or self::a][contains(normalize-space(.), \"{text}\")]");
        match self.client.wait().at_most(PATIENCE).for_element(Locator::XPath(&path)).await {
            Ok(button) => button.click().await.expect("it can be clicked"),
            Err(error) => panic!("no button `{text}` ({error}); the page says: {}", self.text().await),
        }
    }

    /// Chooses what has this label.
    pub async fn choose(&self, label: &str) {
        let path = format!("//label[normalize-space(.)=\"{label}\"]/input");
        match self.client.wait().at_most(PATIENCE).for_element(Locator::XPath(&path)).await {
            Ok(radio) => radio.click().await.expect("it can be chosen"),
            Err(error) => panic!("no choice `{label}` ({error}); the page says: {}", self.text().await),
        }
    }

    /// Fills the form that connects a portal with the open API.
    pub async fn fill_connection(&self, address: &str, token: &str) {
        self.find("input[type=radio][value=open]").await.click().await.expect("a kind can be chosen");
        for (css, text) in [("input[inputmode=url]", address), ("form input[type=password]", token)] {
            let field = self.find(css).await;
            field.clear().await.expect("a field can be emptied");
            field.send_keys(text).await.expect("a field can be filled");
        }
    }

    /// Connects a demo portal, keeps the recovery code, and ends at its mapping.
    pub async fn connect_to(&self, portal: &DemoPortal) {
        self.fill_connection(&portal.address, &portal.token).await;
        self.press("Test the connection").await;
        self.press("Connect").await;
        self.find(".recovery input[type=checkbox]").await.click().await.expect("the code can be confirmed");
        self.press("Go on").await;
    }

    /// Types the passphrase of the tests at a locked data file.
    pub async fn unlock(&self) {
        self.find("form input[type=password]")
            .await
            .send_keys(PASSPHRASE)
            .await
            .expect("a field can be filled");
        self.press("Open").await;
    }

    /// Waits until the window says all of these words somewhere.
    pub async fn says(&self, words: &[&str]) {
        for word in words {
            let script = format!("return document.body.innerText.includes({})", json!(word));
            self.until(&format!("it says `{word}`"), &script).await;
        }
    }

    /// Goes to the main queue.
    pub async fn go_to_queue(&self) {
        self.find("nav").await;
        self.script("document.activeElement?.blur()").await;
        self.find("body").await.send_keys("gq").await.expect("keys can be typed");
        self.find("[role=listbox]").await;
    }

    /// Types keys at whatever has the focus.
    pub async fn keys(&self, keys: &str) {
        let active = self.client.active_element().await.expect("something has the focus");
        active.send_keys(keys).await.expect("keys can be typed");
    }

    /// One named key.
    pub async fn key(&self, key: Key) {
        self.keys(&char::from(key).to_string()).await;
    }

    /// Closes the dialog that is open, and waits until it is gone.
    pub async fn leave_dialog(&self) {
        self.key(Key::Escape).await;
        self.until("the dialog is gone", "return document.querySelector('dialog[open]') === null").await;
    }

    /// All that the page shows as text.
    pub async fn text(&self) -> String {
        self.script("return document.body.innerText").await.as_str().unwrap_or_default().to_owned()
    }

    /// Runs a script in the page.
    pub async fn script(&self, script: &str) -> Value {
        self.client.execute(script, vec![]).await.expect("the script runs")
    }

    /// Waits until a script answers something other than null, false, zero or an empty text.
    pub async fn until(&self, what: &str, script: &str) -> Value {
        let rounds = PATIENCE.as_millis() / 200;
        for _ in 0..rounds {
            let value = self.script(script).await;
            if !matches!(&value, Value::Null | Value::Bool(false)) && value != json!(0) && value != json!("")
            {
                return value;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        panic!("still waiting until {what}; the page says: {}", self.text().await);
    }

    /// What axe-core finds serious or critical, as `rule: element`.
    pub async fn serious_issues(&self) -> Vec<String> {
        self.axe("").await
    }

    async fn axe(&self, options: &str) -> Vec<String> {
        let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/node_modules/axe-core/axe.min.js");
        let source = std::fs::read_to_string(axe).expect("axe-core is installed with the window's packages");
        if self.script("return typeof axe").await == "undefined" {
            self.client.execute(&source, vec![]).await.expect("axe-core loads");
        }
        let run = format!(
            "const done = arguments[arguments.length - 1];
             axe.run(document, {{resultTypes: ['violations'], {options}}}).then(done, e => done(String(e)))"
        );
        let report = self.client.execute_async(&run, vec![]).await.expect("axe-core runs");
        let violations = report["violations"].as_array().unwrap_or_else(|| panic!("axe-core says: {report}"));
        let is_serious = |v: &&Value| matches!(v["impact"].as_str(), Some("serious" | "critical"));
        violations
            .iter()
            .filter(is_serious)
            .map(|v| format!("{}: {}", v["id"], v["nodes"][0]["html"]))
            .collect()
    }

    /// [`Self::serious_issues`], and what depends on colours in every theme, each line with its theme in front. Ends in
    /// the light one.
    pub async fn serious_issues_in_all_themes(&self) -> Vec<String> {
        let mut all = self.serious_issues().await;
        for theme in ["contrast-dark", "contrast-light", "dark", "light"] {
            self.theme(theme).await;
            let found = self.axe("runOnly: ['color-contrast', 'link-in-text-block']").await;
            all.extend(found.into_iter().map(|issue| format!("{theme}: {issue}")));
        }
        all
    }

    /// Draws the window in a theme, and waits until it is drawn.
    pub async fn theme(&self, theme: &str) {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             document.documentElement.dataset.theme = '{theme}';
             requestAnimationFrame(() => requestAnimationFrame(() => done(document.documentElement.dataset.theme)))"
        );
        let drawn = self.client.execute_async(&script, vec![]).await.expect("the window draws");
        assert_eq!(drawn, theme, "the window went back to its own theme");
    }

    /// Writes what the window shows to `target/screenshots/NAME.png`, or to the folder named in `GNOMON_PICTURES`.
    pub async fn picture(&self, name: &str) -> PathBuf {
        let usual = || {
            Path::new(env!("CARGO_BIN_EXE_gnomon-desktop")).parent().unwrap().with_file_name("screenshots")
        };
        let folder = std::env::var_os("GNOMON_PICTURES").map_or_else(usual, PathBuf::from);
        std::fs::create_dir_all(&folder).expect("a folder for pictures");
        let path = folder.join(format!("{name}.png"));
        let png = self.client.screenshot().await.expect("a picture");
        std::fs::write(&path, png).expect("the picture is written");
        path
    }

    /// The same picture in both themes: `NAME-dark.png` and `NAME-light.png`.
    pub async fn pictures(&self, name: &str) {
        for theme in ["dark", "light"] {
            self.theme(theme).await;
            self.picture(&format!("{name}-{theme}")).await;
        }
    }

    /// Waits until a script has given the same answer for some seconds.
    pub async fn until_still(&self, script: &str) {
        let mut before = self.script(script).await;
        let mut times = 0;
        while times < 15 {
            tokio::time::sleep(Duration::from_millis(200)).await;
            let now = self.script(script).await;
            times = if now == before { times + 1 } else { 0 };
            before = now;
        }
    }

    /// Closes the window, and waits until its process has let go of the data folder.
    pub async fn close(self) {
        self.client.clone().close().await.ok();
        let Ok(lease) = std::fs::File::open(self.data.join("lease")) else { return };
        for _ in 0..PATIENCE.as_millis() / 100 {
            if lease.try_lock().is_ok() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("the window was closed and its process goes on");
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
