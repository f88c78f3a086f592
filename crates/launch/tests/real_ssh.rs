//! What the real OpenSSH client makes of the argv that a start uses. It is asked with `-G`, which prints the settings
//! that it would use and connects to nothing.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "tests")]

use std::process::Command;

use launch::{Kind, Machine, System, Target, ThisMachine, Tool, Typed, plan};

/// This machine, with a terminal whether it has one or not: none is opened.
struct WithTerminal;

impl Machine for WithTerminal {
    fn system(&self) -> System {
        ThisMachine.system()
    }
    fn program_at(&self, path: &str, kind: Kind) -> Option<Result<(), &'static str>> {
        if path == "/usr/bin/xterm" { Some(Ok(())) } else { ThisMachine.program_at(path, kind) }
    }
    fn resolved(&self, path: &str) -> String {
        ThisMachine.resolved(path)
    }
    fn folder(&self, variable: &str) -> String {
        ThisMachine.folder(variable)
    }
}

/// The settings of a session, as `name value`.
fn settings(typed: &Typed<'_>) -> Vec<String> {
    let plan = plan(&WithTerminal, &Target::read(Tool::Ssh, typed).unwrap()).unwrap();
    let (program, arguments) = plan.argv[plan.tool_at..].split_first().unwrap();
    let answer = Command::new(program).arg("-G").args(arguments).output().unwrap();
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    String::from_utf8(answer.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn case_094_case_101_case_102_openssh_reads_one_host_and_forwards_nothing() {
    for (address, jump) in [
        ("db.acme.test", ""),
        ("10.0.0.5", ""),
        ("fe80::1", ""),
        ("x.proxycommand", "jo@gate.acme.test:2222"),
    ] {
        let lines = settings(&Typed { address, port: "2222", user: "jo", jump });
        let has = |line: &str| lines.iter().any(|one| one == line);
        for line in [
            &*format!("hostname {address}"),
            "port 2222",
            "user jo",
            "forwardagent no",
            "forwardx11 no",
            "clearallforwardings yes",
            "permitlocalcommand no",
            "stricthostkeychecking ask",
        ] {
            assert!(has(line), "{line} is missing in {lines:#?}");
        }
        let proxy: Vec<_> = lines.iter().filter(|line| line.starts_with("proxy")).collect();
        assert!(proxy.iter().all(|line| !line.starts_with("proxycommand")), "{proxy:?}");
        assert_eq!(
            proxy.iter().any(|line| *line == "proxyjump jo@gate.acme.test:2222"),
            !jump.is_empty(),
            "{proxy:?}"
        );
    }
}
