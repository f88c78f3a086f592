//! Where a remote session goes: host, port and user, each on a line of its own. What becomes of them in an argv is tested in
//! `launch`, for every tool and system.

use fuzz::harmless::message;
use launch::{HostName, Port, TargetError, UserName};

fuzz::target!("host", 2_000, holds);

fn holds(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let mut lines = text.split('\n');
    let mut line = || lines.next().unwrap_or_default();
    match HostName::parse(line()) {
        Ok(name) => host(&name),
        Err(error) => refused(&error),
    }
    match Port::parse(line()) {
        Ok(port) => assert!(port.number() > 0 && Port::parse(&port.to_string()) == Ok(port), "{port}"),
        Err(error) => refused(&error),
    }
    match UserName::parse(line()) {
        Ok(name) => user(&name),
        Err(error) => refused(&error),
    }
}

/// No option, no blank, nothing that a shell, a template or a tool expands.
fn host(host: &HostName) {
    let name = host.as_str();
    assert!(!name.is_empty() && name.len() <= 253 && !name.starts_with('-'), "{name}");
    assert!(
        name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b".-:".contains(&b)),
        "{name}"
    );
    assert_eq!(HostName::parse(name).as_ref(), Ok(host), "{name} stays what it is");
    let bracketed = host.bracketed();
    assert_eq!(bracketed.contains('['), name.contains(':'), "{bracketed}");
}

fn user(user: &UserName) {
    let name = user.as_str();
    assert!(!name.is_empty() && !name.starts_with('-'), "{name}");
    assert!(name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-\\@".contains(&b)), "{name}");
    assert_eq!(UserName::parse(name).as_ref(), Ok(user), "{name} stays what it is");
}

fn refused(error: &TargetError) {
    message(&error.to_string());
    assert!(error.to_string().len() < 1_000, "{error}");
}
