//! A mail body as the reader view draws it.

use ::mail::{Fold, Kind, Line, LineKind, Link, Reading, Refusal, Span, Target, Warning, one_line};

use crate::view::{MailLine, MailLink, MailSpan, MailTarget, MailView};

/// The view of a body; `mime` as the portal gave it.
pub(crate) fn mail_view(reading: &Reading, mime: &str) -> MailView {
    MailView {
        lines: reading.lines.iter().map(line).collect(),
        links: reading.links.iter().map(glance).collect(),
        remote_images: u32::try_from(reading.remote_images()).unwrap_or(u32::MAX),
        has_hidden: reading.has_hidden(),
        is_html: mime.to_ascii_lowercase().contains("html"),
        notice: reading.notice.map_or_else(String::new, |notice| notice.to_string()),
    }
}

/// What the confirmation shows.
pub(crate) fn target(link: &Link, target: &Result<Target, Refusal>) -> MailTarget {
    let words = one_line(&link.words);
    match target {
        Ok(target) => MailTarget {
            address: target.address.clone(),
            kind: match target.kind {
                Kind::Web => "web",
                Kind::Mail => "mail",
                Kind::Phone => "phone",
            }
            .to_owned(),
            host: target.host.clone(),
            words,
            warnings: target.warnings.iter().map(ToString::to_string).collect(),
            refusal: String::new(),
        },
        Err(refusal) => MailTarget {
            address: String::new(),
            kind: String::new(),
            host: String::new(),
            words,
            warnings: Vec::new(),
            refusal: refusal.to_string(),
        },
    }
}

fn line(line: &Line) -> MailLine {
    MailLine {
        kind: match line.kind {
            LineKind::Text => "text",
            LineKind::Heading => "heading",
            LineKind::Code => "code",
            LineKind::Row => "row",
            LineKind::HeadRow => "head-row",
            LineKind::Rule => "rule",
        }
        .to_owned(),
        gap: line.gap,
        quote: line.quote,
        indent: line.indent,
        marker: line.marker.clone(),
        fold: match line.fold {
            Fold::None => "",
            Fold::History => "history",
            Fold::Signature => "signature",
        }
        .to_owned(),
        table: line.table,
        cells: line.cells.iter().map(|cell| cell.iter().map(span).collect()).collect(),
    }
}

fn span(span: &Span) -> MailSpan {
    let looks = [
        (span.bold, "bold"),
        (span.italic, "italic"),
        (span.code, "code"),
        (span.struck, "struck"),
        (span.hidden, "hidden"),
    ];
    let words: Vec<&str> = looks.iter().filter(|(on, _)| *on).map(|(_, word)| *word).collect();
    MailSpan { text: span.text.clone(), look: words.join(" "), link: span.link, image: span.image }
}

fn glance(link: &Link) -> MailLink {
    match Target::of(&link.href, &link.words) {
        Ok(target) => MailLink {
            host: target.host,
            is_odd: target.warnings.iter().any(|warning| *warning != Warning::Plain),
        },
        Err(_) => MailLink { host: String::new(), is_odd: true },
    }
}
