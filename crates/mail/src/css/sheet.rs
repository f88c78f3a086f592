//! Classes that a mail's own style sheet hides.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use regex::Regex;

use super::declaration::{declarations, hide, without_comments};

/// What is read of the style sheets of one mail, in bytes.
const LONGEST: usize = 256 * 1024;

/// The classes and identifiers that at least one rule hides, as `.class` and `#id`.
#[derive(Debug, Default)]
pub(crate) struct Sheet(BTreeSet<String>);

impl Sheet {
    /// Reads the style elements of a mail that has passed the gates. A class that a rule hides for small screens only
    /// counts too: text that some readers see and some do not is worth a mark.
    pub(crate) fn of(html: &str) -> Self {
        static RULE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"([^{}]*)\{([^{}]*)\}").ok());
        static NAME: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[.#][A-Za-z_][\w-]*").ok());
        let (Some(rule), Some(name)) = (&*RULE, &*NAME) else { return Self::default() };
        let css = without_comments(&styles(html));
        let mut hidden = BTreeSet::new();
        for found in rule.captures_iter(&css) {
            let (_, [selectors, body]) = found.extract();
            if hide(&declarations(body)) {
                let last = selectors.split(',').filter_map(|one| {
                    one.split([' ', '>', '+', '~', '\n', '\t']).rfind(|part| !part.is_empty())
                });
                hidden.extend(
                    last.flat_map(|part| name.find_iter(part)).map(|found| found.as_str().to_owned()),
                );
            }
        }
        Self(hidden)
    }

    /// Whether a rule hides this class; `class` may hold several.
    pub(crate) fn hides_class(&self, class: &str) -> bool {
        !self.0.is_empty() && class.split_ascii_whitespace().any(|name| self.0.contains(&format!(".{name}")))
    }

    /// Whether a rule hides what has this identifier.
    pub(crate) fn hides_id(&self, id: &str) -> bool {
        self.0.contains(&format!("#{}", id.trim()))
    }
}

/// All that stands between `<style>` and its end.
fn styles(html: &str) -> String {
    let (mut css, mut inside) = (String::new(), false);
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| {
        match event {
            CallbackEvent::OpenStartTag { name } => inside = name == b"style",
            CallbackEvent::EndTag { .. } => inside = false,
            CallbackEvent::String { value } if inside => css.push_str(&String::from_utf8_lossy(value)),
            CallbackEvent::String { .. }
            | CallbackEvent::AttributeName { .. }
            | CallbackEvent::AttributeValue { .. }
            | CallbackEvent::CloseStartTag { .. }
            | CallbackEvent::Comment { .. }
            | CallbackEvent::Doctype { .. }
            | CallbackEvent::Error(_) => {}
        }
        (css.len() > LONGEST).then_some(())
    });
    emitter.naively_switch_states(true);
    let _long = Tokenizer::new_with_emitter(html, emitter).flatten().next();
    css
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_classes_are_found_where_rules_hide_them() {
        let sheet = Sheet::of(
            "<style>.a, div .kobold { color: red; /* } */ display: none }
             @media (max-width: 400px) { .small, #id { display:none !important } } .b { color: red }</style>",
        );
        for (class, expected) in
            [("a", true), ("x kobold", true), ("small", true), ("b", false), ("div", false), ("", false)]
        {
            assert_eq!(sheet.hides_class(class), expected, "{class}");
        }
        assert!(sheet.hides_id("id") && !sheet.hides_id("a"));
    }

    #[test]
    fn a_mail_without_styles_hides_nothing() {
        assert!(!Sheet::of("<p class=a>{display:none}</p>").hides_class("a"));
    }
}
