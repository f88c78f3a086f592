//! What would be, beside what is.

use std::process::ExitCode;

use desk::DeskError;
use desk::view::{Attained, EffectRow, EffectSide, WhatIfView};

use super::{json, queue, text, time};

pub(crate) fn what_if(view: &WhatIfView, by: &str, as_json: bool) -> Result<ExitCode, DeskError> {
    if as_json {
        return json(view);
    }
    let effect = &view.effect;
    text(&format!(
        "{} of {} open tickets would change; nothing was changed.\n",
        effect.changed, effect.tickets
    ));
    text(&format!("{:>22}  {:>8}  {:>8}", "", "now", "then"));
    let counts = [
        ("overdue", effect.before.overdue, effect.after.overdue),
        ("due soon", effect.before.due_soon, effect.after.due_soon),
        ("no published target", effect.before.no_target, effect.after.no_target),
        ("deprioritized, refused", effect.before.lower, effect.after.lower),
    ];
    for (name, now, then) in counts {
        text(&format!("{name:>22}  {now:>8}  {then:>8}"));
    }
    effect.rows.iter().take(20).for_each(row);
    text(&format!("\nPromises kept, by {by}: in time / of those decided; still open; without a target"));
    for group in view.attainment.iter().filter(|group| group.by == by) {
        text(&format!("{:>28}  {:>24}  {:>24}", group.group, share(group.before), share(group.after)));
    }
    if view.unread > 0 {
        text(&format!("\n{} tickets could not be read and are not counted.", view.unread));
    }
    Ok(ExitCode::SUCCESS)
}

fn row(row: &EffectRow) {
    text(&format!("\n{}  {}", row.number, row.subject));
    text(&format!("      now  {}\n     then  {}", side(&row.before), side(&row.after)));
}

fn side(side: &EffectSide) -> String {
    let due = side.due.map_or_else(|| "no deadline".to_owned(), |due| format!("due {}", time::instant(due)));
    format!("{:>5}  {} {due}  {}", side.position, queue::mark(side.shape), side.lane)
}

fn share(sum: Attained) -> String {
    let decided = sum.met + sum.breached;
    let percent = if decided == 0 {
        "-".to_owned()
    } else {
        format!("{:.1} %", f64::from(sum.met) / f64::from(decided) * 100.0)
    };
    format!("{}/{decided} {percent}; {}; {}", sum.met, sum.open, sum.no_target)
}
