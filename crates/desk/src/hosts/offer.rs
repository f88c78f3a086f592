//! Which tools a policy and this computer have, and what each has to be told.

use launch::Tool;
use policy::pack::Pack;

use crate::view::{NoticeView, RemoteTool};

/// The tools of a pack in its order, then every other one that this computer can start. `judge` says what the policy
/// makes of one.
pub(crate) fn tools(pack: &Pack, judge: impl Fn(&str) -> (bool, Vec<NoticeView>)) -> Vec<RemoteTool> {
    let named = &pack.remote.tools;
    let others = Tool::ALL.into_iter().filter(|tool| tool.is_here()).map(|tool| tool.id().to_owned());
    let others = others.filter(|id| !named.contains(id));
    named.iter().cloned().chain(others).map(|id| tool(pack, id, &judge)).collect()
}

fn tool(pack: &Pack, id: String, judge: &impl Fn(&str) -> (bool, Vec<NoticeView>)) -> RemoteTool {
    let known = Tool::named(&id);
    let (allowed, reasons) = match (judge(&id), known) {
        ((true, _), None) => (false, vec![cannot_start(&id)]),
        (judged, _) => judged,
    };
    let port = known.and_then(Tool::default_port);
    RemoteTool {
        label: known.map_or_else(|| id.clone(), |tool| tool.label().to_owned()),
        named: pack.remote.tools.contains(&id),
        fields: known
            .map(Tool::fields)
            .unwrap_or_default()
            .iter()
            .map(|field| field.word().to_owned())
            .collect(),
        default_port: port.map(|port| port.to_string()).unwrap_or_default(),
        tool: id,
        allowed,
        reasons,
    }
}

/// What is said of a tool that only its maker's program starts.
pub(crate) fn cannot_start(id: &str) -> NoticeView {
    let id = mail::one_line(id);
    NoticeView {
        code: "unknown-tool".to_owned(),
        text: format!(
            "{id} cannot be started from here: start it yourself, and note the session in the ticket."
        ),
        clause: String::new(),
        basis: String::new(),
    }
}
