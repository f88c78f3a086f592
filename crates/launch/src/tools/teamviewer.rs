//! TeamViewer: the installed program gets the ID of the other side, and asks for the password itself.
//!
//! On Linux its command is a script, and on macOS it takes no ID from a command: there the registered program gets an
//! address whose scheme is fixed.

use crate::TeamViewerId;
use crate::machine::System;
use crate::program::Wanted;
use crate::recipe::{Field, Fits, Recipe, Runs, is, value};

pub(crate) const RECIPES: &[Recipe] = &[
    Recipe {
        system: System::Linux,
        program: Wanted {
            what: "The command `gio`, which hands an address to TeamViewer,",
            names: &["gio"],
            install: "Install it (`apt install libglib2.0-bin` on Debian and Ubuntu, `dnf install glib2` on Fedora) and TeamViewer.",
        },
        fits: Fits::All,
        arguments: &[is("open"), value("", Field::Url)],
        runs: Runs::HandsOver,
    },
    Recipe {
        system: System::Windows,
        program: Wanted {
            what: "TeamViewer",
            names: &[
                r"%ProgramFiles%\TeamViewer\TeamViewer.exe",
                r"%ProgramFiles(x86)%\TeamViewer\TeamViewer.exe",
            ],
            install: "Install the full version of TeamViewer for all users.",
        },
        fits: Fits::All,
        arguments: &[is("-i"), value("", Field::Id)],
        runs: Runs::HandsOver,
    },
    Recipe {
        system: System::MacOs,
        program: Wanted {
            what: "The command `open`",
            names: &["/usr/bin/open"],
            install: "It is part of macOS: repair the system installation.",
        },
        fits: Fits::All,
        arguments: &[is("-b"), is("com.teamviewer.TeamViewer"), value("", Field::Url)],
        runs: Runs::HandsOver,
    },
];

/// The ID as an address.
pub(crate) fn url(id: &TeamViewerId) -> String {
    format!("teamviewer10://control?device={id}")
}

#[cfg(test)]
mod tests {
    use crate::machine::System;
    use crate::recipe::tests::argv_on;
    use crate::{Tool, Typed};

    #[test]
    fn case_118_the_id_is_the_only_thing_that_varies() {
        let typed = Typed { address: "123 456 789", ..Typed::default() };
        let windows = r"C:\Program Files\TeamViewer\TeamViewer.exe";
        for (system, program, rest) in [
            (System::Linux, "/usr/bin/gio", &["open", "teamviewer10://control?device=123456789"][..]),
            (System::Windows, windows, &["-i", "123456789"]),
            (
                System::MacOs,
                "/usr/bin/open",
                &["-b", "com.teamviewer.TeamViewer", "teamviewer10://control?device=123456789"],
            ),
        ] {
            let argv = argv_on(system, &[program], Tool::TeamViewer, &typed);
            assert_eq!(
                (argv[0].as_str(), &argv[1..]),
                (program, &rest.iter().map(|a| (*a).to_owned()).collect::<Vec<_>>()[..])
            );
        }
    }
}
