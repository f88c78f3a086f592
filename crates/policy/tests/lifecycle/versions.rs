//! How version numbers are read.

use std::sync::LazyLock;

use policy::lifecycle::Version;
use policy::pack::{Numbering, Packs};
use proptest::prelude::*;

/// Read once: the properties below ask for it thousands of times.
static PACKS: LazyLock<Packs> = LazyLock::new(|| Packs::embedded().unwrap());

fn numbering(id: &str) -> Numbering {
    PACKS.get(id).unwrap().lifecycle.as_ref().map(|lifecycle| lifecycle.numbering.clone()).unwrap_or_default()
}

#[test]
fn numbers_are_read_per_vendor() {
    let cases = [
        ("sepasoft", "3.81.2", "3.81.2", "3"),
        ("sepasoft", "3.81.x", "3.81", "3"),
        ("sepasoft", "v3.81", "3.81", "3"),
        ("sepasoft", " 3.81.2+b2021 ", "3.81.2", "3"),
        ("expecco", "2.9.x", "2.9", "2.9"),
        ("expecco", "2.9.1", "2.9.1", "2.9"),
        ("expecco", "2016", "2016", "2016"),
        ("expecco", "2016.1", "2016.1", "2016"),
        ("expecco", "2", "2", "2"),
        ("infotecs", "4.5.2.12345", "4.5.2.12345", "4"),
        ("sep-sesam", "8.1.x", "8.1", "8"),
        ("sep-sesam", "5.1.0.9", "5.1.0.9", "5"),
        ("sep-sesam", "007.1", "7.1", "7"),
    ];
    for (id, text, read, major) in cases {
        let numbering = numbering(id);
        let version = Version::parse(text, &numbering).unwrap();
        let numbers: Vec<String> = version.major(&numbering).iter().map(u32::to_string).collect();
        assert_eq!((version.to_string().as_str(), numbers.join(".").as_str()), (read, major), "{text}");
        assert!(!version.pre_release, "{text}");
    }
}

#[test]
fn marks_of_versions_that_are_not_out_are_seen() {
    let plain = Numbering::default();
    for text in
        ["2.9.0-beta2", "2.9.0b", "4.0rc1", "4.0-RC.1", "3-alpha", "5.1.dev", "1.0-SNAPSHOT", "2.0 preview"]
    {
        let read = Version::parse(text, &plain);
        let expected = text != "2.9.0b";
        assert_eq!(read.is_ok_and(|version| version.pre_release), expected, "{text}");
    }
}

#[test]
fn what_is_no_version_gets_a_hint() {
    let plain = "Write numbers with dots and nothing else, as in 2.9.1.";
    let three = "Write numbers with dots and nothing else: MAJOR.PLATFORM.MINOR.";
    let cases = [
        ("sep-sesam", "", plain),
        ("sep-sesam", "x", plain),
        ("sep-sesam", "latest", plain),
        ("sep-sesam", "8..1", plain),
        ("sep-sesam", "8.x.1", plain),
        ("sep-sesam", "8,1", plain),
        ("sep-sesam", "-1", plain),
        ("sep-sesam", "99999999999999999999", plain),
        ("sep-sesam", "1.2.3.4.5.6.7.8.9", plain),
        ("sep-sesam", "\u{661}.2", plain),
        ("sepasoft", "OEE 3.81.2", three),
        ("sepasoft", "3.81.2.7", three),
    ];
    for (id, text, hint) in cases {
        assert_eq!(Version::parse(text, &numbering(id)).err().as_deref(), Some(hint), "{text}");
    }
}

#[test]
fn a_module_names_its_platform() {
    let of =
        |text: &str| Version::parse(text, &numbering("sepasoft")).unwrap().platform(1).unwrap().to_string();
    assert_eq!(of("3.81.2"), "8.1");
    assert_eq!(of("2.79.0"), "7.9");
    assert_eq!(of("4.810.0"), "8.10");
    assert_eq!(of("4.8.0"), "8");
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in ".{0,40}") {
        for id in ["sepasoft", "expecco", "infotecs", "sep-sesam"] {
            if let Ok(version) = Version::parse(&text, &numbering(id)) {
                prop_assert!(!version.numbers.is_empty() && version.numbers.len() <= 8);
            }
        }
    }

    #[test]
    fn what_is_written_is_read_again(numbers in proptest::collection::vec(0_u32..100_000, 1..=8)) {
        let plain = Numbering::default();
        let version = Version { numbers, pre_release: false };
        prop_assert_eq!(Version::parse(&version.to_string(), &plain), Ok(version.clone()));
        prop_assert_eq!(Version::parse(&format!("V{version}"), &plain), Ok(version));
    }
}
