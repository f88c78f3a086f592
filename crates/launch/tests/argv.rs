//! Ten thousand targets a tool, good and hostile: an argv never has an element more than it should, and none
//! that a tool, a terminal or a shell reads in another way.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use launch::{Kind, Machine, Plan, System, Target, Tool, Typed, plan};
use proptest::prelude::*;

const SYSTEMS: [System; 3] = [System::Linux, System::MacOs, System::Windows];

/// A machine on which every first choice is installed.
struct Complete(System);

impl Machine for Complete {
    fn system(&self) -> System {
        self.0
    }
    fn program_at(&self, _path: &str, _kind: Kind) -> Option<Result<(), &'static str>> {
        Some(Ok(()))
    }
    fn resolved(&self, _path: &str) -> String {
        "/usr/bin/xterm".to_owned()
    }
    fn folder(&self, _variable: &str) -> String {
        r"C:\Windows".to_owned()
    }
}

type Input = (String, String, String, String);

/// Values near the grammar and far from it.
fn address() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z0-9][a-z0-9-]{0,20}(\\.[a-z0-9-]{1,12}){0,3}",
        2 => any::<std::net::Ipv4Addr>().prop_map(|a| a.to_string()),
        2 => any::<std::net::Ipv6Addr>().prop_map(|a| a.to_string()),
        2 => "-{0,2}[a-zA-Z]{0,3}[=:/%;$`'\" ]{0,2}[a-z.]{0,12}",
        1 => "\\PC{0,40}",
        1 => any::<String>(),
    ]
}

fn id() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[0-9]{8,11}",
        2 => "[1-9][0-9]{0,2}([ -][0-9]{3}){2,3}",
        2 => "[A-Za-z0-9._-]{1,12}@[A-Za-z0-9.-]{1,8}",
        2 => "-{0,2}[a-z0-9]{0,6}[ ;$`%&|?=/\\\\]{0,2}[0-9]{6,10}",
        1 => any::<String>(),
    ]
}

fn link() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "https://(fastsupport\\.)?gotoassist\\.com/[a-z0-9/]{0,12}(\\?[a-z]{1,4}=[a-z0-9%]{0,8}(&[a-z]=[0-9]){0,2})?",
        2 => "https://[a-z.]{1,16}[@:;$#/'\"|`<>(){} \\\\]{0,2}[a-z.]{0,12}",
        1 => "(http|javascript|file|ssh|teamviewer10|ms-msdt):(//)?[a-z.]{0,12}[;$`&|]{0,1}[a-z]{0,4}",
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

fn jump() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just(String::new()),
        2 => "([a-z]{1,4}@)?[a-z]{1,6}(:[0-9]{1,5})?",
        1 => "-{0,1}[a-z@:,;$%\\[\\] ]{0,10}",
    ]
}

/// The plan of a target on a system; `None` when the target is refused.
fn planned(system: System, tool: Tool, input: &Input) -> Option<Plan> {
    let typed = Typed { address: &input.0, port: &input.1, user: &input.2, jump: &input.3 };
    let target = Target::read(tool, &typed).ok()?;
    plan(&Complete(system), &target).ok()
}

/// The tool's own argv.
fn argv(system: System, tool: Tool, input: &Input) -> Option<Vec<String>> {
    planned(system, tool, input).map(|plan| plan.argv[plan.tool_at..].to_vec())
}

/// What is in every element: nothing that a shell, a terminal or a template gives a meaning to.
fn assert_harmless(argv: &[String]) {
    for element in argv.iter().filter(|element| *element != launch::SessionFile::PLACE) {
        assert!(!element.is_empty() && element.is_ascii(), "{argv:?}");
        // Blanks and brackets are in the folders of Windows; the program is never a value.
        let value = if element == &argv[0] { "" } else { element.as_str() };
        assert!(
            !value.contains(|c: char| c.is_ascii_control() || " \"'`$;|<>(){}*!^~".contains(c)),
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
    fn case_094_ssh_gets_one_host_after_the_end_of_options(input in (address(), port(), user(), jump())) {
        for system in [System::Linux, System::Windows] {
            let Some(ssh) = argv(system, Tool::Ssh, &input) else { continue };
            assert_harmless(&ssh);
            let (has_user, has_jump) = (!input.2.trim().is_empty(), !input.3.trim().is_empty());
            prop_assert_eq!(ssh.len(), 15 + 2 * usize::from(has_user) + 2 * usize::from(has_jump), "{:?}", ssh);
            let (options, host) = ssh.split_at(ssh.len() - 1);
            prop_assert_eq!(&options[11], "-p");
            prop_assert!(options[12].parse::<u16>().is_ok_and(|port| port > 0));
            prop_assert_eq!(options.last().map(String::as_str), Some("--"));
            prop_assert!(!host[0].starts_with('-') && !host[0].contains(['%', '/', '=', '@', '[', ',']), "{:?}", host);
            let mut rest = options[13..options.len() - 1].iter();
            if has_user {
                prop_assert_eq!(rest.next().map(String::as_str), Some("-l"));
                let user = rest.next().unwrap();
                prop_assert!(!user.starts_with('-') && !user.contains(['%', '/', '@', ':']), "{:?}", options);
            }
            if has_jump {
                prop_assert_eq!(rest.next().map(String::as_str), Some("-J"));
                let jump = rest.next().unwrap();
                prop_assert!(!jump.starts_with('-') && !jump.contains(['%', '/', ',', '=']), "{:?}", options);
                prop_assert!(jump.matches('@').count() <= 1, "{:?}", options);
            }
            prop_assert_eq!(rest.next(), None);
        }
    }

    #[test]
    fn case_108_rdp_gets_each_value_behind_its_option(input in (address(), port(), user(), jump())) {
        let has_user = !input.2.trim().is_empty();
        if let Some(argv) = argv(System::Linux, Tool::Rdp, &input) {
            assert_harmless(&argv);
            for element in &argv[1..] {
                let value = ["/v:", "/port:", "/u:"].iter().find_map(|option| element.strip_prefix(option));
                prop_assert!(element == "-clipboard" || value.is_some_and(|v| !v.starts_with(['-', '/', '+'])), "{:?}", argv);
            }
            prop_assert_eq!(argv.len(), 4 + usize::from(has_user), "{:?}", argv);
        }
        if let Some(plan) = planned(System::Windows, Tool::Rdp, &input) {
            assert_harmless(&plan.argv);
            prop_assert_eq!(plan.argv.len(), 2);
            prop_assert_eq!(plan.file.is_some(), has_user);
            prop_assert_eq!(plan.argv[1].starts_with("/v:"), !has_user);
            // Each key once, each on its own line, and no line more than planned.
            let text = plan.file.map(|file| file.text).unwrap_or_default();
            let keys: Vec<&str> = text.split_terminator("\r\n").filter_map(|line| line.split(':').next()).collect();
            prop_assert!(keys.is_empty() || keys.len() == 21, "{:?}", text);
            prop_assert_eq!(text.matches(['\r', '\n']).count(), 2 * keys.len());
            prop_assert!(text.is_ascii());
        }
    }

    #[test]
    fn case_111_case_114_vnc_gets_one_host_with_two_colons_before_its_port(input in (address(), port(), user(), jump())) {
        for system in [System::Linux, System::Windows] {
            let Some(argv) = argv(system, Tool::Vnc, &input) else { continue };
            assert_harmless(&argv);
            prop_assert_eq!(argv.len(), 5, "{:?}", argv);
            prop_assert_eq!(&argv[1..4], ["-AcceptClipboard=0", "-SendClipboard=0", "-SendPrimary=0"]);
            let (host, port) = argv[4].rsplit_once("::").unwrap();
            prop_assert!(port.parse::<u16>().is_ok_and(|port| port > 0), "{:?}", argv);
            prop_assert!(!host.is_empty() && !host.starts_with('-') && !host.contains(['=', '/', '\\', '%']), "{:?}", argv);
        }
    }

    #[test]
    fn case_116_the_tools_with_ids_get_one_id(input in (id(), port(), user(), jump())) {
        for (tool, length) in [(Tool::TeamViewer, 3), (Tool::AnyDesk, 2), (Tool::RustDesk, 3)] {
            for system in SYSTEMS {
                let Some(argv) = argv(system, tool, &input) else { continue };
                assert_harmless(&argv);
                let length = if tool == Tool::TeamViewer && system == System::MacOs { 4 } else { length };
                prop_assert_eq!(argv.len(), length, "{:?}", argv);
                let id = argv.last().unwrap().strip_prefix("teamviewer10://control?device=").unwrap_or(argv.last().unwrap());
                prop_assert!(id.as_bytes()[0].is_ascii_alphanumeric(), "{:?}", argv);
                let fits = |b: u8| b.is_ascii_digit() || (tool == Tool::AnyDesk && (b.is_ascii_alphanumeric() || b"._-@".contains(&b)));
                prop_assert!(id.bytes().all(fits), "{:?}", argv);
            }
        }
    }

    #[test]
    fn case_118_a_page_is_one_link_on_a_fixed_scheme(input in (link(), port(), user(), jump())) {
        for (tool, system) in [Tool::GoTo, Tool::Web].into_iter().flat_map(|tool| SYSTEMS.map(|system| (tool, system))) {
            let Some(plan) = planned(system, tool, &input) else { continue };
            prop_assert_eq!(plan.argv.len(), 1);
            let page = plan.page.unwrap();
            prop_assert_eq!(page.as_str(), &plan.argv[0]);
            prop_assert!(page.as_str().starts_with("https://") && page.as_str().is_ascii(), "{:?}", page);
            prop_assert!(!page.as_str().contains(|c: char| c.is_ascii_control() || " \"'`$;|<>(){}*!^\\".contains(c)), "{:?}", page);
            prop_assert!(tool == Tool::Web || page.host() == "gotoassist.com" || page.host().ends_with(".gotoassist.com"), "{:?}", page);
        }
    }

    #[test]
    fn quick_assist_gets_nothing_of_a_ticket(input in (address(), port(), user(), jump())) {
        let argv = argv(System::Windows, Tool::QuickAssist, &input).unwrap();
        prop_assert_eq!(argv, [r"C:\Windows\System32\quickassist.exe"]);
    }

    #[test]
    fn case_103_macos_gets_one_address_with_a_fixed_scheme(input in (address(), port(), user(), jump())) {
        for (tool, scheme, length) in
            [(Tool::Ssh, "ssh://", 4), (Tool::Rdp, "rdp://full%20address=s%3A", 2), (Tool::Vnc, "vnc://", 4)]
        {
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

/// The generators reach both sides of each grammar; else the properties above would prove nothing.
#[test]
fn a_good_share_of_the_targets_is_accepted() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let strategy = (address(), id(), link(), (port(), user(), jump()));
    let inputs: Vec<_> = (0..1_000).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect();
    for tool in Tool::ALL.into_iter().filter(|tool| *tool != Tool::QuickAssist) {
        let is_accepted = |(address, id, link, (port, user, jump)): &&(
            String,
            String,
            String,
            (String, String, String),
        )| {
            let address = match tool {
                Tool::TeamViewer | Tool::AnyDesk | Tool::RustDesk => id,
                Tool::GoTo | Tool::Web => link,
                Tool::Ssh | Tool::Rdp | Tool::Vnc | Tool::QuickAssist => address,
            };
            Target::read(tool, &Typed { address, port, user, jump }).is_ok()
        };
        let accepted = inputs.iter().filter(is_accepted).count();
        assert!((100..900).contains(&accepted), "{tool:?}: {accepted} of 1000");
    }
}
