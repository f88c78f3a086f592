//! Machines of the host book.

use std::process::ExitCode;

use desk::DeskError;
use desk::view::HostView;

use super::{json, text, time};

/// One line each, and one for what stands against it.
pub(crate) fn hosts(hosts: &[HostView], as_json: bool) -> Result<ExitCode, DeskError> {
    if as_json {
        return json(&hosts);
    }
    hosts.iter().for_each(line);
    Ok(ExitCode::SUCCESS)
}

/// One machine.
pub(crate) fn host(host: &HostView, as_json: bool) -> Result<ExitCode, DeskError> {
    if as_json {
        return json(host);
    }
    line(host);
    Ok(ExitCode::SUCCESS)
}

/// A machine that was taken out.
pub(crate) fn host_removed(host: &HostView, as_json: bool) -> Result<ExitCode, DeskError> {
    if as_json {
        return json(host);
    }
    text(&format!("Taken out of the host book: {} of {}.", host.address, host.customer_name));
    Ok(ExitCode::SUCCESS)
}

fn line(host: &HostView) {
    let port = if host.port.is_empty() { String::new() } else { format!(" port {}", host.port) };
    let user = if host.user.is_empty() { String::new() } else { format!(" as {}", host.user) };
    let jump = if host.jump.is_empty() { String::new() } else { format!(" through {}", host.jump) };
    let verified = match host.verified {
        Some(at) => format!("confirmed by {} {}", host.verified_by, time::instant(at)),
        None => "not confirmed".to_owned(),
    };
    text(&format!(
        "{:>4}  {:<24} {:<20} {:<14} {}{port}{user}{jump}  {verified}",
        host.id, host.customer_name, host.label, host.tool_label, host.address,
    ));
    host.keys.iter().for_each(|key| text(&format!("      key {key}")));
    if host.keys_differ {
        text(&format!(
            "      ! SSH on this computer knows it under another key: {}",
            host.known_keys.join(", ")
        ));
    }
}
