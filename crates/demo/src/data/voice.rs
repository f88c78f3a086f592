//! How people write: greetings, signatures, quotes, HTML, and now and then something that a window must withstand.

use super::cast::Cast;
use super::draw::Draw;

/// A message's text.
#[derive(Debug)]
pub struct Text {
    /// As it is sent.
    pub body: String,
    /// `text/plain` or `text/html`.
    pub mime: &'static str,
}

const THANKS: [&str; 6] = [
    "That did it, thank you. You can close this one.",
    "Confirmed, it has been running for a day without a problem. Many thanks.",
    "Works now. I have written it down for our colleagues in {site}.",
    "Solved on our side. Thanks for staying on it.",
    "Yes, that was the cause. Please close the ticket.",
    "It runs. Thank you for the quick help!",
];

const STILL: [&str; 6] = [
    "We tried this on {host} and it is better, but it happened once more last night. Log is attached.",
    "No change here, sorry. Same message, only the number is {n} now.",
    "It works on the test system, but not on {host}. What could be different there?",
    "That helped for a few hours, then it came back. Can we look at it together?",
    "Before we do this in production: is a restart needed, and how long would it take?",
    "Done, but now there is a warning where the error was. Is that expected?",
];

const CHASER: [&str; 5] = [
    "Any news on this? Our management asks every day.",
    "Just a reminder: this still blocks us in {site}.",
    "Did my last message reach you? I can do a call today.",
    "We have a maintenance window tonight. Anything that we could try in it?",
    "Hello, is somebody looking at this?",
];

const FOLLOW_UP: [&str; 6] = [
    "Thank you for the log. I can see the moment at which it happens; please give me until tomorrow to compare it with a healthy system.",
    "I have rebuilt your set-up here and see the same with version {version}. I have passed it on to development and will keep you posted.",
    "Please try once more with the debug level raised, and send us the file from {host} right after it happens.",
    "Could we meet for thirty minutes in a remote session? Please have somebody with administrator rights on {host} with you.",
    "A fix is planned for the next update. Until then the work-around above is safe to use.",
    "Then let us go back one step: please undo the last change, and tell me whether it behaves as before.",
];

const NOTE: [&str; 7] = [
    "Looks like the case from last month in {site}. Same version, same message.",
    "Called the customer, nobody there. Tried the mobile number, too. Will try again in the afternoon.",
    "Log read. Nothing before 02:{n}; then the connection to {host} drops.",
    "Asked development. They think it is fixed in the next update, but are not sure.",
    "Careful: the person who wrote is not the one who administers the system.",
    "Rebuilt on the lab machine with {db}: cannot see it there.",
    "Customer sounds stressed; production in {site} waits for this. Please answer quickly.",
];

const RTL: &str = "שלום, המערכת בשרת {host} עצרה בלילה. مرحبا، توقف النظام في {site} عند {n}٪. \u{202E}gnp.exe\u{202C} is the file that we found.";
const HOSTILE: &str = "The page shows <script>alert('{host}')</script> as text, and then <img src=x onerror=alert(1)>. \
    Our form also takes '; DROP TABLE tickets; -- without a word. Is this safe? See javascript:alert(document.cookie) and $(reboot).";

/// Subject line.
#[must_use]
pub fn subject(cast: &Cast<'_>) -> String {
    let subject = cast.words.fill(&cast.topic.subject);
    match cast.index % 53 {
        7 => format!("<script>alert(1)</script> {subject}"),
        19 => format!("تنبيه: {subject} \u{202E}(דחוף)"),
        31 => format!(
            "{subject} – {}",
            "fwd: re: aw: please read to the end, it is all in the subject; ".repeat(12)
        ),
        _ => subject,
    }
}

/// A customer's message; `already` counts what the customer wrote before.
#[must_use]
pub fn customer_text(cast: &Cast<'_>, already: usize, draw: &mut Draw) -> Text {
    let text = match (already, cast.index % 53) {
        (0, 7) => HOSTILE,
        (0, 19) => RTL,
        (0, _) => &cast.topic.open,
        (1, _) => &cast.topic.detail,
        _ => draw.word(&STILL),
    };
    from_customer(cast, text, draw)
}

/// A customer's thanks.
#[must_use]
pub fn thanks_text(cast: &Cast<'_>, draw: &mut Draw) -> Text {
    let text = draw.word(&THANKS);
    from_customer(cast, text, draw)
}

/// A customer who waits for an answer asks for it.
#[must_use]
pub fn chaser_text(cast: &Cast<'_>, draw: &mut Draw) -> Text {
    let text = draw.word(&CHASER);
    from_customer(cast, text, draw)
}

/// An agent's answer; `already` counts the answers before.
#[must_use]
pub fn agent_text(cast: &Cast<'_>, already: usize, draw: &mut Draw) -> Text {
    let text = match already {
        0 => &cast.topic.ask,
        1 => &cast.topic.advice,
        _ => draw.word(&FOLLOW_UP),
    };
    let body = format!(
        "Hello {},\n\n{}\n\nKind regards\n{}\n{} support",
        first_name(&cast.contact.name),
        cast.words.fill(text),
        cast.agent,
        cast.vendor.queue
    );
    Text { body, mime: "text/plain" }
}

/// A note among agents.
#[must_use]
pub fn note_text(cast: &Cast<'_>, draw: &mut Draw) -> Text {
    Text { body: cast.words.fill(draw.word(&NOTE)), mime: "text/plain" }
}

/// What was said on the phone, written down by the agent.
#[must_use]
pub fn phone_text(cast: &Cast<'_>) -> Text {
    let body = format!("(By phone, written down by {})\n\n{}", cast.agent, cast.words.fill(&cast.topic.open));
    Text { body, mime: "text/plain" }
}

/// The machine's receipt.
#[must_use]
pub fn receipt(number: &str) -> Text {
    let body = format!("Your request has been received as {number}. Please keep this number in the subject.");
    Text { body, mime: "text/plain" }
}

fn from_customer(cast: &Cast<'_>, text: &str, draw: &mut Draw) -> Text {
    let text = cast.words.fill(text);
    let hello = draw.word(&["Hello", "Hi", "Dear support team", "Good morning", "Hi all"]);
    if cast.channel == "email" && (cast.index % 53 == 43 || draw.chance(12)) {
        return Text { body: html(cast, hello, &text), mime: "text/html" };
    }
    let mut body = format!("{hello},\n\n{text}\n\n{}", cast.contact.name);
    if cast.channel == "email" {
        body = format!("{body}\n-- \n{}\n{}", cast.customer.name, cast.contact.email);
    }
    Text { body, mime: "text/plain" }
}

/// As a mail program makes it: nested tables, a picture from elsewhere, a link.
fn html(cast: &Cast<'_>, hello: &str, text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "<br>");
    format!(
        "<html><head><style>p {{ margin: 0 }}</style></head><body><p>{hello},</p><p>&nbsp;</p><p>{text}</p>\
         <table><tr><td><b>{}</b></td><td>{}</td></tr></table>\
         <img src=\"https://pixel.example/open.gif?id={}\" width=\"1\" height=\"1\">\
         <p><a href=\"https://www.example/imprint\">Imprint</a></p></body></html>",
        cast.contact.name, cast.customer.name, cast.index
    )
}

fn first_name(name: &str) -> &str {
    name.split(' ').next().unwrap_or(name)
}
