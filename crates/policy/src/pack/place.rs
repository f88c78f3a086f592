//! From an offset to file, line and column. A pack and the override on top of it share one range of offsets: the
//! override's begin where the pack's end.

/// The texts that make up one pack.
pub(super) struct Sources<'a> {
    pack: (&'a str, &'a str),
    on_top: Option<(&'a str, &'a str)>,
}

/// Where an offset is.
pub(super) struct Place<'a> {
    /// Name of the file.
    pub(super) file: &'a str,
    /// Line from 1.
    pub(super) line: usize,
    /// Column from 1, in characters.
    pub(super) column: usize,
}

impl<'a> Sources<'a> {
    /// A pack alone.
    pub(super) fn pack(name: &'a str, text: &'a str) -> Self {
        Self { pack: (name, text), on_top: None }
    }

    /// The same with an override.
    pub(super) fn with_override(self, name: &'a str, text: &'a str) -> Self {
        Self { on_top: Some((name, text)), ..self }
    }

    /// What has to be added to an offset in the override. An error at the very end of the pack still belongs to
    /// the pack, so one offset is left free between the two.
    pub(super) fn override_base(&self) -> usize {
        self.pack.1.len() + 1
    }

    /// Where an offset is. An offset past the end is the end.
    pub(super) fn place(&self, offset: usize) -> Place<'a> {
        let base = self.override_base();
        let (file, text, offset) = match self.on_top {
            Some((file, text)) if offset >= base => (file, text, offset - base),
            Some(_) | None => (self.pack.0, self.pack.1, offset),
        };
        let before = text.get(..offset).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Place {
            file,
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}
