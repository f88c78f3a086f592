//! Prices and terms as text.

use super::{Page, word};
use crate::pack::{Charge, Pack, Price, Rate, TermStart, When, duration};

impl Page {
    pub(super) fn charges(&mut self, pack: &Pack) {
        if !pack.charges.is_empty() {
            self.heading("Charges");
        }
        for row in &pack.charges {
            self.said(&row.said);
            let services: Vec<String> = row.services.iter().map(word).collect();
            let mut words = vec![format!("for {}", services.join(", "))];
            words.extend(row.plans.as_deref().map(|plans| format!("plans {}", names(pack, plans))));
            words.extend(when_text(&row.when));
            words.extend(row.rates.iter().map(|rate| rate_text(pack, rate)));
            words.extend(details(pack, row));
            self.line(format_args!("      {}", words.join("; ")));
        }
        if !(pack.terms.is_empty() && pack.after_end.is_empty()) {
            self.heading("Terms");
        }
        for term in &pack.terms {
            self.said(&term.said);
            let mut words = Vec::new();
            words.extend(term.plans.as_deref().map(|plans| format!("plans {}", names(pack, plans))));
            words.extend(term.free_days.map(|days| format!("after {days} free days")));
            words.extend(
                (term.from == TermStart::Installation).then(|| "from the day of the installation".to_owned()),
            );
            words.push(term.months.map_or("length not said".to_owned(), |months| format!("{months} months")));
            self.line(format_args!("      {}", words.join("; ")));
        }
        for row in &pack.after_end {
            self.said(&row.said);
            let plans = row.plans.as_deref().map_or("all plans".to_owned(), |plans| names(pack, plans));
            let after = row.plan.map_or("as before", |plan| pack.plan_name(plan));
            self.line(format_args!("      plans {plans}; after the end: {after}"));
        }
    }
}

fn names(pack: &Pack, plans: &[usize]) -> String {
    let names: Vec<&str> = plans.iter().map(|plan| pack.plan_name(*plan)).collect();
    names.join(", ")
}

fn details(pack: &Pack, row: &Charge) -> Vec<String> {
    let mut words = Vec::new();
    words.extend(row.minimum_s.map(|seconds| format!("at least {}", duration::text(seconds))));
    words.extend(row.increment_s.map(|seconds| format!("rounded up to {}", duration::text(seconds))));
    words.extend(row.day_s.map(|seconds| format!("a day is {}", duration::text(seconds))));
    words.extend(row.outside.map(|calendar| format!("outside of {}", pack.calendar_label(calendar))));
    words.extend((!row.plus.is_empty()).then(|| format!("plus {}", row.plus.join(", "))));
    words.extend((!row.article.is_empty()).then(|| format!("article {}", row.article)));
    words.extend(
        (!row.conflict.is_empty()).then(|| format!("contradict each other: {}", row.conflict.join(", "))),
    );
    words
}

fn rate_text(pack: &Pack, rate: &Rate) -> String {
    let price = match &rate.price {
        Price::Amount(money) => money.to_string(),
        Price::Free => "free".to_owned(),
        Price::Unpublished => "no published price".to_owned(),
        Price::ByContract => "by contract".to_owned(),
        Price::Share { share, of, divided_by: 1 } => format!("{share} of {}", word(of)),
        Price::Share { share, of, divided_by } => format!("{share} of {} divided by {divided_by}", word(of)),
        Price::SharesByPlan { shares, of } => {
            let shares: Vec<String> =
                shares.iter().map(|(plan, share)| format!("{} {share}", pack.plan_name(*plan))).collect();
            format!("{} of {}", shares.join(", "), word(of))
        }
        Price::Discount { off, of } => format!("{} less {off} of it", word(of)),
    };
    let per = rate.per.map(|per| format!(" per {}", word(per)));
    let when: String = when_text(&rate.when).iter().map(|when| format!(" {when}")).collect();
    format!("{price}{}{when}", per.unwrap_or_default())
}

fn when_text(when: &When) -> Vec<String> {
    let words = [
        when.plan_year.map(|year| format!("in the {} year", word(year))),
        when.lapsed.map(|lapsed| format!("if {}lapsed", if lapsed { "" } else { "not " })),
        when.lapse_years.map(|years| format!("if lapsed for {years} years or more")),
        when.missed_major_update
            .map(|missed| format!("if {} major update was missed", if missed { "a" } else { "no" })),
        when.payments.map(|payments| format!("if payments are {}", word(payments))),
        when.tickets_above.map(|tickets| format!("above {tickets} tickets")),
    ];
    words.into_iter().flatten().collect()
}
