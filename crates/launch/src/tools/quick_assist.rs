//! Quick Assist, which is part of Windows: it shows a code, and the customer enters it on the other side. Nothing from a
//! ticket goes to it.

use crate::machine::System;
use crate::program::Wanted;
use crate::recipe::{Fits, Recipe, Runs, is};

const INSTALL: &str = "Install Quick Assist from the Microsoft Store.";

pub(crate) const RECIPES: &[Recipe] = &[
    // Older versions of Windows 10 have it as a program of the system.
    Recipe {
        system: System::Windows,
        program: Wanted {
            what: "Quick Assist",
            names: &[r"%SystemRoot%\System32\quickassist.exe"],
            install: INSTALL,
        },
        fits: Fits::All,
        arguments: &[],
        runs: Runs::HandsOver,
    },
    // Since 2022 it comes from the Microsoft Store, and is opened by its name there.
    Recipe {
        system: System::Windows,
        program: Wanted { what: "Quick Assist", names: &[r"%SystemRoot%\explorer.exe"], install: INSTALL },
        fits: Fits::All,
        arguments: &[is(r"shell:AppsFolder\MicrosoftCorporationII.QuickAssist_8wekyb3d8bbwe!App")],
        runs: Runs::HandsOver,
    },
];

#[cfg(test)]
mod tests {
    use crate::machine::System;
    use crate::recipe::tests::{argv_on, error_on};
    use crate::{Tool, Typed};

    #[test]
    fn nothing_that_was_typed_reaches_it() {
        let typed = Typed { address: "-x", port: "x", user: "$(x)", jump: "x" };
        let programs = [r"C:\Windows\System32\quickassist.exe", r"C:\Windows\explorer.exe"];
        assert_eq!(argv_on(System::Windows, &programs, Tool::QuickAssist, &typed), [programs[0]]);
        let store = argv_on(System::Windows, &programs[1..], Tool::QuickAssist, &typed);
        assert_eq!(store[1..], [r"shell:AppsFolder\MicrosoftCorporationII.QuickAssist_8wekyb3d8bbwe!App"]);
    }

    #[test]
    fn other_systems_say_that_they_have_none() {
        for system in [System::Linux, System::MacOs] {
            let error = error_on(system, &[], Tool::QuickAssist, &Typed::default());
            assert_eq!(error.code(), "tool-of-another-system", "{error}");
        }
    }
}
