//! What of a style is noted for the tree.

use super::colour::Colour;
use super::declaration::{declarations, hide};

/// What an element does to the sight of its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Look {
    /// It takes it out of sight.
    pub hides: bool,
    /// The colour that it gives it.
    pub ink: Option<Colour>,
    /// What it puts behind it.
    pub paper: Option<Paper>,
}

/// What is behind a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Paper {
    /// One colour.
    Plain(Colour),
    /// A picture, or a colour that we cannot read.
    Unknown,
}

impl Look {
    /// What a style attribute says.
    pub(crate) fn of_style(style: &str) -> Self {
        let declarations = declarations(style);
        let last = |names: &[&str]| declarations.iter().rfind(|(name, _)| names.contains(&name.as_str()));
        let paper = last(&["background", "background-color", "background-image"]).map(|(_, value)| {
            let words = value.split(' ').find_map(Colour::read).or_else(|| Colour::read(value));
            words.filter(|_| !value.contains("url(")).map_or(Paper::Unknown, Paper::Plain)
        });
        let transparent = |paper: &Paper| {
            let (_, value) = last(&["background", "background-color"])?;
            (*paper == Paper::Unknown
                && ["none", "transparent", "inherit", "initial"].contains(&value.as_str()))
            .then_some(())
        };
        Self {
            hides: hide(&declarations),
            ink: last(&["color"]).and_then(|(_, value)| Colour::read(value)),
            paper: paper.filter(|paper| transparent(paper).is_none()),
        }
    }

    /// The note that the sanitizer leaves in place of the style: words of digits and small letters, nothing else.
    pub(crate) fn note(self) -> Option<String> {
        let mut words = Vec::new();
        if self.hides {
            words.push("hides".to_owned());
        }
        words.extend(self.ink.map(|ink| format!("ink-{}", ink.digits())));
        words.extend(self.paper.map(|paper| match paper {
            Paper::Plain(colour) => format!("paper-{}", colour.digits()),
            Paper::Unknown => "paper-unknown".to_owned(),
        }));
        (!words.is_empty()).then(|| words.join(" "))
    }

    /// Adds what a note says.
    pub(crate) fn take_in(&mut self, note: &str) {
        for word in note.split(' ') {
            if word == "hides" {
                self.hides = true;
            } else if let Some(digits) = word.strip_prefix("ink-") {
                self.ink = Colour::hexadecimal(digits);
            } else if let Some(digits) = word.strip_prefix("paper-") {
                self.paper = Some(Colour::hexadecimal(digits).map_or(Paper::Unknown, Paper::Plain));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_says_what_the_style_said() {
        for (style, note) in [
            ("color:#fff;background:#FFFFFF", "ink-ffffff paper-ffffff"),
            ("background:url(x) white", "paper-unknown"),
            ("background:none", ""),
            ("display:none;color:\"<script>", "hides"),
            ("color:red", "ink-ff0000"),
        ] {
            let look = Look::of_style(style);
            assert_eq!(look.note().unwrap_or_default(), note, "{style}");
            let mut again = Look::default();
            again.take_in(note);
            assert_eq!(again, look, "{style}");
        }
    }
}
