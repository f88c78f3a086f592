//! Changes that will not have left before the departure.

use calendar::Moment;

use crate::view::{AwayStays, OperationShape, OperationView};

/// Why an operation will still be here at the departure; `None` when it is done or may well leave before. `offline` says
/// why its portal cannot be written to now; empty when it can.
pub(crate) fn stays(operation: &OperationView, offline: &str, from: Moment) -> Option<AwayStays> {
    let why = why(operation, offline, from)?;
    Some(AwayStays {
        id: operation.id.clone(),
        key: operation.key.clone(),
        number: operation.number.clone(),
        title: operation.title.clone(),
        why,
    })
}

fn why(operation: &OperationView, offline: &str, from: Moment) -> Option<String> {
    let later = |at: Option<i64>| at.is_some_and(|at| at > from.0);
    match operation.shape {
        OperationShape::Delivered | OperationShape::Cancelled => None,
        OperationShape::Conflict => Some("Something came in between: it waits for your decision.".to_owned()),
        OperationShape::Rejected => Some("The portal refused it: it waits for your decision.".to_owned()),
        OperationShape::Unsure => {
            Some("Nobody knows whether it arrived: it waits for your decision.".to_owned())
        }
        OperationShape::Holding if later(operation.hold_until) => {
            Some("It can still be undone when you leave.".to_owned())
        }
        OperationShape::Holding
        | OperationShape::Queued
        | OperationShape::Sending
        | OperationShape::Unknown => {
            if !offline.is_empty() {
                Some(offline.to_owned())
            } else if later(operation.retry_at) {
                let told = operation.problem.as_ref().map_or_else(String::new, |p| format!("{} ", p.message));
                Some(format!("{told}It is tried again only after you leave."))
            } else {
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{ChangeRequest, ErrorView, OperationCan};

    const FROM: Moment = Moment(10_000);

    fn operation(shape: OperationShape, hold_until: Option<i64>, retry_at: Option<i64>) -> OperationView {
        let message = "The portal asks to wait.".to_owned();
        let problem = ErrorView { code: "rate-limited".to_owned(), message, hint: String::new() };
        OperationView {
            id: "1".to_owned(),
            key: "rt/7".to_owned(),
            number: "#7".to_owned(),
            subject: String::new(),
            account: "RT".to_owned(),
            kind: "reply".to_owned(),
            title: "Reply".to_owned(),
            text: String::new(),
            files: Vec::new(),
            shape,
            composed: 0,
            queued: 0,
            hold_until,
            accepted: None,
            due: None,
            late: false,
            problem: retry_at.map(|_| problem),
            retry_at,
            clashes: Vec::new(),
            sides: None,
            lines: Vec::new(),
            request: ChangeRequest::default(),
            can: OperationCan::default(),
        }
    }

    #[test]
    fn what_waits_for_the_user_or_for_later_stays() {
        use OperationShape as Shape;
        let off = "Gnomon is offline.";
        for (name, operation, offline, says) in [
            ("delivered", operation(Shape::Delivered, None, None), off, None),
            ("taken back", operation(Shape::Cancelled, None, None), off, None),
            ("a conflict", operation(Shape::Conflict, None, None), "", Some("came in between")),
            ("refused", operation(Shape::Rejected, None, None), "", Some("refused")),
            ("unsure", operation(Shape::Unsure, None, None), "", Some("Nobody knows")),
            ("undone until after", operation(Shape::Holding, Some(10_001), None), "", Some("undone")),
            ("undone until before", operation(Shape::Holding, Some(10_000), None), "", None),
            ("queued", operation(Shape::Queued, None, None), "", None),
            ("queued offline", operation(Shape::Queued, None, None), off, Some("offline")),
            ("held offline", operation(Shape::Holding, Some(9_000), None), off, Some("offline")),
            ("tried before", operation(Shape::Queued, None, Some(9_000)), "", None),
            (
                "tried after",
                operation(Shape::Queued, None, Some(10_001)),
                "",
                Some("asks to wait. It is tried"),
            ),
            ("found out after", operation(Shape::Unknown, None, Some(10_001)), "", Some("tried again")),
        ] {
            let told = stays(&operation, offline, FROM).map(|stays| stays.why);
            match says {
                Some(words) => {
                    assert!(told.as_ref().is_some_and(|why| why.contains(words)), "{name}: {told:?}");
                }
                None => assert_eq!(told, None, "{name}"),
            }
        }
    }
}
