//! The packs that come with the program.

use policy::pack::{Packs, describe};

#[test]
fn embedded_packs_load() {
    let packs = Packs::embedded().unwrap_or_else(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"))
    });
    let ids: Vec<&str> = packs.iter().map(|pack| pack.id.as_str()).collect();
    assert_eq!(ids, ["sep-sesam", "sepasoft"]);
    for p in packs.iter() { println!("{}", describe(p)); }
}
