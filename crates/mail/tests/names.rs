//! Names of files that somebody sent, case by case.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use mail::name::{Danger, file_name};
use proptest::prelude::*;

#[track_caller]
fn named(cases: &[(&str, &str)]) {
    for (given, name) in cases {
        assert_eq!(file_name(given).name, *name, "{given:?}");
    }
}

#[test]
fn only_the_last_component_is_left() {
    named(&[
        ("../../.bashrc", "_.bashrc"),
        ("..\\..\\x", "x"),
        ("/etc/cron.d/x", "x"),
        ("C:\\x", "x"),
        ("\\\\?\\C:\\x", "x"),
        ("~/.ssh/config", "config"),
        ("%2e%2e%2fpasswd", "passwd"),
        ("..%5C..%5cboot.ini", "boot.ini"),
        ("a\u{0}/../b\u{0}.txt", "b.txt"),
        ("log.txt\u{0}.exe", "log.txt.exe"),
        ("dir/", "attachment"),
        ("..", "attachment"),
        ("", "attachment"),
        (" \t\n", "attachment"),
        ("..\u{ae}", "_.\u{ae}"),
        ("... x", "_. x"),
        ("-rf", "_-rf"),
        ("~root", "_~root"),
    ]);
}

#[test]
fn what_windows_reserves_is_renamed_everywhere() {
    named(&[
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("COM1.log", "_COM1.log"),
        ("COM\u{b9}", "_COM\u{b9}"),
        ("LPT9", "_LPT9"),
        ("CONIN$", "_CONIN$"),
        ("aux.tar.gz", "_aux.tar.gz"),
        ("con .txt", "_con.txt"),
        ("console.txt", "console.txt"),
        ("COM10", "COM10"),
        ("report. . ", "report"),
        ("report.txt..", "report.txt"),
        ("a.txt:evil.exe", "a.txt_evil.exe"),
        ("x::$DATA", "x__$DATA"),
        ("Desktop.ini", "_Desktop.ini"),
        ("autorun.inf", "_autorun.inf"),
        ("a<b>|c?*\".txt", "a_b__c___.txt"),
    ]);
}

#[test]
fn the_real_ending_is_told() {
    for (given, name, ending, danger) in [
        ("invoice.pdf.exe", "invoice.pdf.exe", "exe", Some(Danger::Runs)),
        ("photo.jpg                    .scr", "photo.jpg.scr", "scr", Some(Danger::Runs)),
        ("file.PdF.jS", "file.PdF.jS", "js", Some(Danger::Runs)),
        ("photo_\u{202e}gpj.exe", "photo_gpj.exe", "exe", Some(Danger::Runs)),
        ("a.library-ms", "a.library-ms", "library-ms", Some(Danger::Runs)),
        ("Tool.AppImage", "Tool.AppImage", "appimage", Some(Danger::Runs)),
        ("x.exe ", "x.exe", "exe", Some(Danger::Runs)),
        ("x.exe.", "x.exe", "exe", Some(Danger::Runs)),
        ("x.e\u{200b}xe", "x.exe", "exe", Some(Danger::Runs)),
        ("server.RDP", "server.RDP", "rdp", Some(Danger::Connects)),
        ("vpn.ovpn", "vpn.ovpn", "ovpn", Some(Danger::Connects)),
        ("trace.log", "trace.log", "log", None),
        ("README", "README", "", None),
        (".exe", "_.exe", "exe", Some(Danger::Runs)),
    ] {
        let told = file_name(given);
        assert_eq!(
            (told.name.as_str(), told.ending.as_str(), told.danger),
            (name, ending, danger),
            "{given:?}"
        );
        assert_eq!(told.renamed, name != given, "{given:?}");
    }
}

#[test]
fn case_083_every_ending_that_runs_something_is_known_in_any_case_and_behind_any_other() {
    let runs = "exe scr com bat cmd ps1 vbs js jse wsf hta lnk url scf library-ms search-ms theme msi msix appinstaller chm \
                cpl jar reg inf iso img vhd desktop AppImage sh command terminal workflow xll slk iqy one";
    for ending in runs.split_whitespace() {
        for given in
            [format!("a.{ending}"), format!("report.pdf.{}", ending.to_uppercase()), format!("a.{ending}. ")]
        {
            assert_eq!(file_name(&given).danger, Some(Danger::Runs), "{given}");
        }
    }
}

#[test]
fn case_084_files_that_connect_whoever_opens_them_are_known() {
    for given in
        ["server.rdp", "a.tigervnc", "a.ica", "a.TVS", "a.ovpn", "a.vnc", "a.remmina", "%2e%2e%2fa.rdp"]
    {
        assert_eq!(file_name(given).danger, Some(Danger::Connects), "{given}");
    }
}

#[test]
fn a_long_name_keeps_its_ending() {
    let told = file_name(&format!("{}.pdf.exe", "\u{fc}".repeat(500)));
    assert!(told.name.len() <= 160 && told.name.ends_with(".exe"), "{}", told.name);
}

#[test]
fn a_separator_with_something_unseen_in_it_is_one() {
    for given in ["a%5\u{200b}Cb.txt", "a%\u{202e}2fb.txt", "a/\u{feff}b.txt"] {
        assert_eq!(file_name(given).name, "b.txt", "{given:?}");
    }
}

#[test]
fn a_long_name_with_something_in_front_is_cut_once() {
    for given in [format!("-{}", "a".repeat(300)), format!("~{}.pdf", "a".repeat(300))] {
        let name = file_name(&given).name;
        assert!(name.starts_with('_') && name.len() <= 160, "{name}");
        assert_eq!(file_name(&name).name, name);
    }
}

proptest! {
    #[test]
    fn a_name_is_one_component_and_stays_what_it_is(given in ".{0,300}") {
        let name = file_name(&given).name;
        prop_assert!(!name.is_empty() && name.len() <= 180);
        let is_bad = |letter: char| letter.is_control() || ['/', '\\', ':', '\u{202e}'].contains(&letter);
        prop_assert!(!name.chars().any(is_bad), "{}", name);
        prop_assert!(name != "." && name != ".." && !name.ends_with(['.', ' ']));
        prop_assert_eq!(&file_name(&name).name, &name);
    }
}
