//! AnyDesk: the installed program gets the address of the other side, and asks for the password itself.

use crate::machine::System;
use crate::program::Wanted;
use crate::recipe::{Arg, Field, Fits, Recipe, Runs, value};

const ARGUMENTS: &[Arg] = &[value("", Field::Id)];

const fn recipe(system: System, names: &'static [&'static str], install: &'static str) -> Recipe {
    let program = Wanted { what: "AnyDesk", names, install };
    Recipe { system, program, fits: Fits::All, arguments: ARGUMENTS, runs: Runs::HandsOver }
}

pub(crate) const RECIPES: &[Recipe] = &[
    recipe(System::Linux, &["anydesk"], "Install the package of your system from anydesk.com."),
    recipe(
        System::Windows,
        &[r"%ProgramFiles(x86)%\AnyDesk\AnyDesk.exe", r"%ProgramFiles%\AnyDesk\AnyDesk.exe"],
        "Install AnyDesk for all users; the portable program is not looked for.",
    ),
    recipe(
        System::MacOs,
        &["/Applications/AnyDesk.app/Contents/MacOS/AnyDesk"],
        "Install AnyDesk in the folder Applications.",
    ),
];

#[cfg(test)]
mod tests {
    use crate::machine::System;
    use crate::recipe::tests::argv_on;
    use crate::{Tool, Typed};

    #[test]
    fn case_116_the_address_is_the_one_argument() {
        for (system, program) in [
            (System::Linux, "/usr/bin/anydesk"),
            (System::Windows, r"C:\Program Files (x86)\AnyDesk\AnyDesk.exe"),
            (System::MacOs, "/Applications/AnyDesk.app/Contents/MacOS/AnyDesk"),
        ] {
            for (address, argument) in [("123 456 789", "123456789"), ("reception@ad", "reception@ad")] {
                let typed = Typed { address, ..Typed::default() };
                assert_eq!(argv_on(system, &[program], Tool::AnyDesk, &typed), [program, argument]);
            }
        }
    }
}
