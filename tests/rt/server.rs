//! Starts, seeds and drives a Request Tracker over its own interface.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

const ROOT_PASSWORD: &str = "outer-tests";

/// A running Request Tracker; ends with the value.
pub struct RequestTracker {
    server: Server,
    folder: PathBuf,
    pub address: String,
    client: reqwest::Client,
}

/// The server's process; ends with the value, also when something fails before there is a whole [`RequestTracker`].
struct Server(Child);

impl RequestTracker {
    /// Sets one up under `folder` with queues, staff, customers and rights, and waits until it answers.
    pub async fn start(folder: &Path) -> Self {
        // The client wants a provider even where it speaks plain HTTP; a second one in this process is refused.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let port = crate::free_port();
        let mut this = Self {
            server: configure_and_spawn(folder, port),
            folder: folder.to_owned(),
            address: format!("http://127.0.0.1:{port}"),
            client: reqwest::Client::new(),
        };
        this.wait_until_up().await;
        this.seed_people().await;
        this.seed_rights();
        this.restart(port).await;
        this
    }

    /// Token of a member of staff: `alice`, who leads, `bob`, or `carl`, who may not see in which groups he is.
    pub fn token(&self, name: &str) -> String {
        fs::read_to_string(self.folder.join(format!("token-{name}"))).expect("the seed wrote a token")
    }

    /// Files a ticket as a customer's mail would and gives its id.
    pub async fn file(&self, queue: &str, requestor: &str, subject: &str, severity: &str) -> u64 {
        let made = self
            .post("alice", "ticket", json!({
                "Queue": queue, "Subject": subject, "Requestor": requestor,
                "Content": format!("{subject}: since this morning.\nPlease help."), "ContentType": "text/plain",
                "CustomFields": {"Severity": severity},
            }))
            .await;
        made["id"].as_u64().or_else(|| made["id"].as_str()?.parse().ok()).expect("a new ticket has an id")
    }

    /// A reply (`correspond`) or a note (`comment`) by a member of staff.
    pub async fn write(&self, who: &str, id: u64, kind: &str, text: &str) {
        self.post(who, &format!("ticket/{id}/{kind}"), json!({"Content": text, "ContentType": "text/plain"}))
            .await;
    }

    /// [`RequestTracker::write`] with files: name, type and content of each.
    pub async fn enclose(&self, who: &str, id: u64, text: &str, files: &[(&str, &str, &[u8])]) {
        let attachments: Vec<Value> = files
            .iter()
            .map(|(name, kind, content)| {
                json!({"FileName": name, "FileType": kind, "FileContent": STANDARD.encode(content)})
            })
            .collect();
        let body = json!({"Content": text, "ContentType": "text/plain", "Attachments": attachments});
        self.post(who, &format!("ticket/{id}/correspond"), body).await;
    }

    /// Changes fields of a ticket.
    pub async fn change(&self, who: &str, id: u64, fields: Value) {
        self.call(who, reqwest::Method::PUT, &format!("ticket/{id}"), Some(fields)).await;
    }

    /// Deletes a ticket.
    pub async fn delete(&self, id: u64) {
        self.call("alice", reqwest::Method::DELETE, &format!("ticket/{id}"), None).await;
    }

    /// Reads a page of the interface as `alice`.
    pub async fn get(&self, path: &str) -> Value {
        self.call("alice", reqwest::Method::GET, path, None).await
    }

    async fn post(&self, who: &str, path: &str, body: Value) -> Value {
        self.call(who, reqwest::Method::POST, path, Some(body)).await
    }

    async fn call(&self, who: &str, method: reqwest::Method, path: &str, body: Option<Value>) -> Value {
        let call = self.client.request(method.clone(), format!("{}/REST/2.0/{path}", self.address));
        let call = if who == "root" {
            call.basic_auth("root", Some(ROOT_PASSWORD))
        } else {
            call.header("authorization", format!("token {}", self.token(who)))
        };
        let call = match body {
            Some(body) => call.header("content-type", "application/json").body(body.to_string()),
            None => call,
        };
        let answer = call.send().await.expect("Request Tracker answers");
        let status = answer.status();
        let text = answer.text().await.expect("a whole answer");
        assert!(status.is_success(), "{method} {path}: {status} {text}");
        serde_json::from_str(&text).unwrap_or(Value::Null)
    }

    async fn seed_people(&self) {
        for queue in ["SEP", "Sepasoft", "Other"] {
            self.call("root", reqwest::Method::POST, "queue", Some(json!({"Name": queue}))).await;
        }
        for (name, real_name) in [("alice", ""), ("bob", "Bob Ünal"), ("carl", "")] {
            let user = json!({"Name": name, "RealName": real_name, "EmailAddress": format!("{name}@staff.test"),
                              "Privileged": 1, "Timezone": "UTC"});
            self.call("root", reqwest::Method::POST, "user", Some(user)).await;
        }
    }

    fn seed_rights(&self) {
        let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rt/seed.pl");
        let mut command = tool(&self.folder, "/usr/sbin/rt-setup-database-5");
        command.env("GNOMON_RT_DIR", &self.folder);
        command
            .args(["--action", "insert", "--skip-create", "--root-password-file"])
            .arg(self.folder.join("password"));
        run(command.arg("--datafile").arg(seed));
    }

    async fn restart(&mut self, port: u16) {
        // The port is free only when the old one is gone.
        self.server.stop();
        self.server = spawn(&self.folder, port);
        self.wait_until_up().await;
    }

    async fn wait_until_up(&self) {
        for _ in 0..240 {
            let call = self.client.get(format!("{}/REST/2.0/rt", self.address));
            let answer = call.basic_auth("root", Some(ROOT_PASSWORD)).send().await;
            if answer.is_ok_and(|answer| answer.status().is_success()) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
        panic!("Request Tracker did not start; see {}", self.folder.join("server.log").display());
    }
}

impl Server {
    /// Starlet's parent ends its workers on SIGTERM; SIGKILL would leave them behind.
    fn stop(&mut self) {
        if matches!(self.0.try_wait(), Ok(None)) {
            let _ = Command::new("kill").arg(self.0.id().to_string()).status();
            let _ = self.0.wait();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

fn configure_and_spawn(folder: &Path, port: u16) -> Server {
    for part in ["conf.d", "var", "mason", "session", "data"] {
        fs::create_dir_all(folder.join(part)).expect("a folder for Request Tracker");
    }
    let at = folder.display();
    let settings = [
        format!(
            "$RT::VarPath = '{at}/var'; $RT::MasonDataDir = '{at}/mason'; $RT::MasonSessionDir = '{at}/session';"
        ),
        "Set($rtname, 'rt.test'); Set($Organization, 'rt.test'); Set($Timezone, 'UTC');".to_owned(),
        format!("Set($WebDomain, '127.0.0.1'); Set($WebPort, {port}); Set($WebPath, '');"),
        format!("Set($DatabaseType, 'SQLite'); Set($DatabaseName, '{at}/data/rt.db');"),
        "Set($DatabaseHost, ''); Set($DatabaseUser, ''); Set($DatabasePassword, '');".to_owned(),
        // No mail leaves, and the password hash that every request computes is a cheap one.
        "Set($MailCommand, 'testfile'); Set($BcryptCost, 4);".to_owned(),
        "Set($LogToSyslog, undef); Set($LogToSTDERR, 'warning'); Set($RestrictReferrer, 0);".to_owned(),
        "1;\n".to_owned(),
    ];
    fs::write(folder.join("RT_SiteConfig.pm"), settings.join("\n")).expect("a configuration");
    fs::write(folder.join("password"), ROOT_PASSWORD).expect("a password file");
    let mut command = tool(folder, "/usr/sbin/rt-setup-database-5");
    command.args(["--action", "init", "--skip-create", "--root-password-file"]).arg(folder.join("password"));
    run(&mut command);
    spawn(folder, port)
}

fn spawn(folder: &Path, port: u16) -> Server {
    let log = fs::File::create(folder.join("server.log")).expect("a log file");
    let mut command = tool(folder, "/usr/share/request-tracker5/libexec/rt-server");
    command
        .args(["--server", "Starlet", "--host", "127.0.0.1", "--max-workers", "2", "--port"])
        .arg(port.to_string());
    command.stdin(Stdio::null()).stdout(log.try_clone().expect("a log")).stderr(log);
    Server(command.spawn().expect("Request Tracker starts; `cargo xtask test` installs it"))
}

fn tool(folder: &Path, program: &str) -> Command {
    let mut command = Command::new(program);
    command
        .env("RT_SITE_CONFIG", folder.join("RT_SiteConfig.pm"))
        .env("RT_SITE_CONFIG_DIR", folder.join("conf.d"));
    command
}

fn run(command: &mut Command) {
    let output =
        command.output().expect("Request Tracker's tools are installed; `cargo xtask test` installs them");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}
