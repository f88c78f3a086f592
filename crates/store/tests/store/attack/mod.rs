//! What a hostile portal, another program or a failing disk does to the data folder. The numbers are those of
//! `docs/attack-cases.md`.

mod disk;
mod folder;
mod keyring;
mod missing;
mod texts;
