//! RustDesk: the installed program gets the ID of the other side, and asks for the password itself.

use crate::machine::System;
use crate::program::Wanted;
use crate::recipe::{Arg, Field, Fits, Recipe, Runs, is, value};

const ARGUMENTS: &[Arg] = &[is("--connect"), value("", Field::Id)];

const fn recipe(system: System, names: &'static [&'static str], install: &'static str) -> Recipe {
    let program = Wanted { what: "RustDesk", names, install };
    Recipe { system, program, fits: Fits::All, arguments: ARGUMENTS, runs: Runs::HandsOver }
}

pub(crate) const RECIPES: &[Recipe] = &[
    recipe(System::Linux, &["rustdesk"], "Install the package of your system from rustdesk.com."),
    recipe(
        System::Windows,
        &[r"%ProgramFiles%\RustDesk\rustdesk.exe"],
        "Install RustDesk for all users; the portable program is not looked for.",
    ),
    recipe(
        System::MacOs,
        &["/Applications/RustDesk.app/Contents/MacOS/RustDesk"],
        "Install RustDesk in the folder Applications.",
    ),
];

#[cfg(test)]
mod tests {
    use crate::machine::System;
    use crate::recipe::tests::argv_on;
    use crate::{Tool, Typed};

    #[test]
    fn case_116_the_id_follows_its_option() {
        for (system, program) in [
            (System::Linux, "/usr/bin/rustdesk"),
            (System::Windows, r"C:\Program Files\RustDesk\rustdesk.exe"),
            (System::MacOs, "/Applications/RustDesk.app/Contents/MacOS/RustDesk"),
        ] {
            let typed = Typed { address: "123 456 789", ..Typed::default() };
            assert_eq!(
                argv_on(system, &[program], Tool::RustDesk, &typed),
                [program, "--connect", "123456789"]
            );
        }
    }
}
