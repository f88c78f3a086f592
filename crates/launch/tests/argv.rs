//! Ten thousand targets a tool, good and hostile: an argv never has an element more than it should, and none
//! that a tool, a terminal or a shell reads in another way.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use launch::{Machine, System, Target, Tool, plan};
use proptest::prelude::*;

/// A machine on which every first choice is installed.
struct Complete(System);

impl Machine for Complete {
    fn system(&self) -> System {
        self.0
    }
    fn program_at(&self, _path: &str) -> Option<Result<(), &'static str>> {
        Some(Ok(()))
    }
    fn resolved(&self, _path: &str) -> String {
        "/usr/bin/xterm".to_owned()
    }
    fn windows_folder(&self) -> String {
        r"C:\Windows".to_owned()
    }
}

/// Values near the grammar and far from it.
fn host() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z0-9][a-z0-9-]{0,20}(\\.[a-z0-9-]{1,12}){0,3}",
        2 => any::<std::net::Ipv4Addr>().prop_map(|a| a.to_string()),
        2 => any::<std::net::Ipv6Addr>().prop_map(|a| a.to_string()),
        2 => "-{0,2}[a-zA-Z]{0,3}[=:/%;$`'\" ]{0,2}[a-z.]{0,12}",
        1 => "\\PC{0,40}",
        1 => any::<String>(),
    ]
}

fn port() -> impl Strategy<Value = String> {
    prop_oneof![4 => (0..70_000_u32).prop_map(|n| n.to_string()), 1 => Just(String::new()), 1 => "[-+0-9a-z ;]{0,6}"]
}

fn user() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Z0-9_][a-zA-Z0-9._-]{0,12}",
        1 => Just(String::new()),
        1 => r"[A-Za-z0-9-]{0,4}[\\@][a-z0-9._-]{0,6}",
        1 => "-{0,1}[a-z]{0,3}[ ;$`%:]{0,1}[a-z]{0,3}",
        1 => any::<String>(),
    ]
}

/// The argv of a target on a system; `None` when the target is refused.
fn argv(system: System, tool: Tool, input: &(String, String, String)) -> Option<Vec<String>> {
    let target = Target::parse(&input.0, &input.1, &input.2).ok()?;
    Some(plan(&Complete(system), tool, &target).ok()?.argv)
}

/// What is in every element that comes from a target.
fn assert_harmless(argv: &[String]) {
    for element in argv {
        assert!(!element.is_empty() && element.is_ascii(), "{argv:?}");
        assert!(
            !element.contains(|c: char| c.is_ascii_control() || " \"'`$;|<>(){}*?!#^~".contains(c)),
            "{argv:?}"
        );
    }
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn ssh_gets_one_host_after_the_end_of_options(input in (host(), port(), user())) {
        for system in [System::Linux, System::Windows] {
            let Some(argv) = argv(system, Tool::Ssh, &input) else { continue };
            assert_harmless(&argv);
            let at = argv.iter().position(|a| a.ends_with("ssh") || a.ends_with("ssh.exe")).unwrap();
            let ssh = &argv[at..];
            let has_user = !input.2.trim().is_empty();
            prop_assert_eq!(ssh.len(), 13 + if has_user { 2 } else { 0 }, "{:?}", ssh);
            let (options, host) = ssh.split_at(ssh.len() - 1);
            prop_assert_eq!(&options[9], "-p");
            prop_assert!(options[10].parse::<u16>().is_ok_and(|port| port > 0));
            prop_assert_eq!(options.last().map(String::as_str), Some("--"));
            prop_assert!(!host[0].starts_with('-') && !host[0].contains(['%', '/', '=', '@', '[', ',']), "{:?}", host);
            if has_user {
                prop_assert_eq!(&options[11], "-l");
                prop_assert!(!options[12].starts_with('-') && !options[12].contains(['%', '/', '@', ':']), "{:?}", options);
            }
        }
    }

    #[test]
    fn rdp_gets_each_value_behind_its_option(input in (host(), port(), user())) {
        for system in [System::Linux, System::Windows] {
            let Some(argv) = argv(system, Tool::Rdp, &input) else { continue };
            assert_harmless(&argv);
            let at = argv.iter().position(|a| a.contains("freerdp") || a.contains("mstsc")).unwrap();
            for element in &argv[at + 1..] {
                let value = ["/v:", "/port:", "/u:"].iter().find_map(|option| element.strip_prefix(option));
                prop_assert!(element == "-clipboard" || value.is_some_and(|v| !v.starts_with(['-', '/', '+'])), "{:?}", argv);
            }
            let users = argv.iter().filter(|a| a.starts_with("/u:")).count();
            let fixed = if system == System::Linux { 4 } else { 2 };
            prop_assert_eq!(argv.len() - at, fixed + users, "{:?}", argv);
            prop_assert_eq!(users, usize::from(system == System::Linux && !input.2.trim().is_empty()));
        }
    }

    #[test]
    fn macos_gets_one_address_with_a_fixed_scheme(input in (host(), port(), user())) {
        for (tool, scheme, length) in [(Tool::Ssh, "ssh://", 4), (Tool::Rdp, "rdp://full%20address=s%3A", 2)] {
            let Some(argv) = argv(System::MacOs, tool, &input) else { continue };
            assert_harmless(&argv);
            prop_assert_eq!(argv.len(), length);
            prop_assert_eq!(&argv[0], "/usr/bin/open");
            let address = argv.last().unwrap();
            prop_assert!(address.starts_with(scheme), "{:?}", argv);
            prop_assert!(address.matches('&').count() <= 1 && address.matches('@').count() <= 1, "{:?}", argv);
        }
    }
}

/// The generators reach both sides of the grammar; else the properties above would prove nothing.
#[test]
fn a_good_share_of_the_targets_is_accepted() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let strategy = (host(), port(), user());
    let accepted = (0..1_000)
        .filter(|_| {
            let (host, port, user) = strategy.new_tree(&mut runner).unwrap().current();
            Target::parse(&host, &port, &user).is_ok()
        })
        .count();
    assert!((150..850).contains(&accepted), "{accepted} of 1000");
}
