//! A desk with the demo portal's tickets and contracts, read once and then left alone.

use std::path::Path;
use std::sync::Arc;

use desk::view::{
    ConnectForm, ContractEdit, ContractField, ContractLine, ContractSaved, ContractView, ContractsRequest,
    FieldText, QueuePage, QueueRequest, StartView,
};
use desk::{Clock, Desk, Options, serve_demo};
use tempfile::TempDir;

const PASSPHRASE: &str = "four words for tests";

pub struct World {
    pub desk: Desk,
    pub account: String,
    pub folder: TempDir,
    portal: Option<demo::Running>,
}

impl World {
    /// Tickets of all five vendors, and a portal that says no more.
    pub async fn new() -> Self {
        let mut world = Self::with_portal().await;
        world.portal.take().unwrap().stop().await;
        world
    }

    /// The same, and the portal goes on.
    pub async fn with_portal() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let portal = serve_demo(0, 120, 7, Arc::new(Clock::new(None))).unwrap();
        let desk = Desk::new(options(folder.path())).unwrap();
        desk.start().await;
        let account = desk.connect(form(&portal, "Portal")).await.unwrap().account;
        desk.first_sync().await;
        Self { desk, account, folder, portal: Some(portal) }
    }

    /// Connects a portal with the same customers, reads it and takes it away; answers its account.
    pub async fn connect_another(&self, name: &str) -> String {
        let portal = serve_demo(0, 120, 7, Arc::new(Clock::new(None))).unwrap();
        let account = self.desk.connect(form(&portal, name)).await.unwrap().account;
        self.desk.first_sync().await;
        portal.stop().await;
        account
    }

    /// Another console on the same folder.
    pub async fn second(&self) -> Desk {
        let desk = Desk::new(options(self.folder.path())).unwrap();
        assert!(matches!(desk.start().await, StartView::Locked { .. }));
        desk.unlock(PASSPHRASE.to_owned()).await.unwrap();
        desk.loaded().await;
        desk
    }

    /// Every contract.
    pub async fn lines(&self) -> Vec<ContractLine> {
        let request = ContractsRequest { limit: 500, ..ContractsRequest::default() };
        self.desk.contracts(request).await.unwrap().rows
    }

    /// A customer under a policy that has a row in the queue with a due time.
    pub async fn line_of(&self, policy: &str) -> ContractLine {
        let queue = queue(&self.desk).await;
        let lines = self.lines().await.into_iter();
        let mut of_policy = lines.filter(|line| line.policy == policy && line.told);
        of_policy.find(|line| queue.rows.iter().any(|row| row.customer == line.customer_name)).unwrap()
    }

    pub async fn contract(&self, line: &ContractLine) -> ContractView {
        self.desk.contract(&line.account, &line.customer, &line.policy).await.unwrap()
    }

    pub async fn field(&self, line: &ContractLine, name: &str) -> ContractField {
        self.contract(line).await.fields.into_iter().find(|field| field.field == name).unwrap()
    }

    pub async fn set(&self, line: &ContractLine, texts: &[(&str, &str)], back: &[&str]) -> ContractSaved {
        self.desk.edit_contract(edit(line, texts, back)).await.unwrap()
    }
}

fn form(portal: &demo::Running, name: &str) -> ConnectForm {
    ConnectForm {
        kind: "open".to_owned(),
        name: name.to_owned(),
        address: portal.address(),
        token: portal.token().to_owned(),
        passphrase: PASSPHRASE.to_owned(),
        company_ca: String::new(),
    }
}

fn options(folder: &Path) -> Options {
    Options { data: Some(folder.join("data")), ..Options::default() }
}

pub fn edit(line: &ContractLine, texts: &[(&str, &str)], back: &[&str]) -> ContractEdit {
    let text =
        |(field, text): &(&str, &str)| FieldText { field: (*field).to_owned(), text: (*text).to_owned() };
    ContractEdit {
        account: line.account.clone(),
        customer: line.customer.clone(),
        policy: line.policy.clone(),
        set: texts.iter().map(text).collect(),
        take_back: back.iter().map(|field| (*field).to_owned()).collect(),
    }
}

pub async fn queue(desk: &Desk) -> QueuePage {
    desk.queue(QueueRequest { limit: 500, ..QueueRequest::default() }).await.unwrap()
}
