//! As much of style sheets as is needed to tell which text nobody was meant to see.
//!
//! Styles are never kept: of a declaration only three facts remain, whether it hides its text, the colour of the text
//! and that of what is behind it.

mod colour;
mod declaration;
mod look;
mod sheet;

pub(crate) use colour::Colour;
pub(crate) use look::{Look, Paper};
pub(crate) use sheet::Sheet;
