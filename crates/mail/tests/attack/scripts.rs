//! Section A: nothing that runs.

use crate::fragment::only_allowed;
use crate::{inert, read, text};

#[test]
fn case_001_script_elements_are_gone_with_their_content() {
    inert(&[
        ("plain", "a<script>canary()</script>b", "ab"),
        ("upper case", "a<SCRIPT SRC=//canary>canary()</SCRIPT>b", "ab"),
        ("slash", "a<script/x>canary()</script\t>b", "ab"),
        ("in pieces", "a<scr<script>ipt>canary()</scr</script>ipt>b", "aipt>canary()ipt>b"),
        ("never closed", "a<script>canary()", "a"),
        ("in svg", "a<svg><script>canary()</script></svg>b", "ab"),
        ("NUL in its name", "a<scr\0ipt>canary()</scr\0ipt>b", "acanary()b"),
    ]);
}

/// The handlers of the HTML standard and of browsers, and one that nobody has.
const HANDLERS: &str = "onabort onafterprint onanimationcancel onanimationend onanimationiteration onanimationstart onauxclick \
    onbeforecopy onbeforecut onbeforeinput onbeforematch onbeforepaste onbeforeprint onbeforetoggle onbeforeunload onbegin onblur \
    onbounce oncancel oncanplay oncanplaythrough onchange onclick onclose oncommand oncontentvisibilityautostatechange \
    oncontextlost oncontextmenu oncontextrestored oncopy oncuechange oncut ondblclick ondrag ondragend ondragenter ondragexit \
    ondragleave ondragover ondragstart ondrop ondurationchange onemptied onend onended onerror onfinish onfocus onfocusin \
    onfocusout onformdata onfullscreenchange ongesturechange ongestureend ongesturestart ongotpointercapture onhashchange oninput \
    oninvalid onkeydown onkeypress onkeyup onlanguagechange onload onloadeddata onloadedmetadata onloadend onloadstart \
    onlostpointercapture onmessage onmessageerror onmousedown onmouseenter onmouseleave onmousemove onmouseout onmouseover \
    onmouseup onmousewheel onoffline ononline onpagehide onpagereveal onpageshow onpageswap onpaste onpause onplay onplaying \
    onpointercancel onpointerdown onpointerenter onpointerleave onpointermove onpointerout onpointerover onpointerrawupdate \
    onpointerup onpopstate onprogress onratechange onrejectionhandled onrepeat onreset onresize onscroll onscrollend \
    onscrollsnapchange onscrollsnapchanging onsearch onsecuritypolicyviolation onseeked onseeking onselect onselectionchange \
    onselectstart onshow onslotchange onstalled onstart onstorage onsubmit onsuspend ontimeupdate ontoggle ontouchcancel \
    ontouchend ontouchmove ontouchstart ontransitioncancel ontransitionend ontransitionrun ontransitionstart \
    onunhandledrejection onunload onvolumechange onwaiting onwebkitmouseforcedown onwebkitplaybacktargetavailabilitychanged \
    onwheel onxyz";

#[test]
fn case_002_no_event_attribute_is_left_on_any_element() {
    assert!(HANDLERS.split_whitespace().count() > 120);
    for element in mail::ELEMENTS {
        for handler in HANDLERS.split_whitespace() {
            let clean = mail::sanitize(&format!(
                "<{element} {handler}=canary() {}=canary()>x",
                handler.to_uppercase()
            ));
            assert!(!clean.contains("canary"), "{element} {handler}: {clean}");
        }
    }
}

#[test]
fn case_003_handlers_behind_odd_separators_are_gone() {
    inert(&[
        ("plain", "<img src=x onerror=canary()>a", "a"),
        ("slashes", "<img/src=x/onerror=canary()//>a", "a"),
        ("form feed", "<img\x0csrc=x\x0conerror=canary()>a", "a"),
        ("no space", "<img src=\"x\"onerror=canary()>a", "a"),
        ("new line", "<img\nsrc=x\nonerror\n=\ncanary()>a", "a"),
        ("backtick", "<img src=`x` onerror=canary()>a", "a"),
        ("svg", "<svg/onload=canary()>a", ""),
        ("equals first", "<img =onerror=canary() src=x>a", "a"),
    ]);
}

#[test]
fn case_004_only_known_schemes_survive_in_any_attribute() {
    let targets = [
        "javascript:canary()",
        "JaVa&Tab;script:canary()",
        "java\nscript:canary()",
        "\x01javascript:canary()",
        "&#106;avascript:canary()",
        "&#x6A&#x61vascript:canary()",
        " javascript:canary()",
        "javascript&colon;canary()",
        "vbscript:canary()",
        "data:text/html,<script>canary()</script>",
        "data:image/svg+xml,canary",
        "blob:canary",
        "filesystem:canary",
        "livescript:canary()",
        "view-source:canary",
    ];
    let attributes = [
        "href",
        "src",
        "action",
        "formaction",
        "xlink:href",
        "background",
        "poster",
        "cite",
        "data",
        "srcdoc",
    ];
    for element in [
        "a",
        "img",
        "form",
        "button",
        "svg",
        "body",
        "video",
        "blockquote",
        "object",
        "iframe",
        "table",
        "td",
    ] {
        for attribute in attributes {
            for target in targets {
                let html = format!("<{element} {attribute}=\"{target}\">x</{element}>");
                only_allowed(&mail::sanitize(&html), &html);
                assert!(read(&html).links.is_empty(), "{html}");
            }
        }
    }
    let kept = read(
        "<a href=https://a.test>1</a><a href=http://a.test>2</a><a href=mailto:a@a.test>3</a><a href=tel:1>4</a>",
    );
    assert_eq!(kept.links.len(), 4);
}

#[test]
fn case_006_mathml_annotations_are_gone() {
    inert(&[
        (
            "html",
            "a<math><annotation-xml encoding=text/html><img src=x onerror=canary()></annotation-xml></math>b",
            "ab",
        ),
        (
            "xhtml",
            "a<math><annotation-xml encoding='application/xhtml+xml'><style><a title='</style><img src onerror=canary()>'></style></annotation-xml></math>b",
            "ab",
        ),
        (
            "svg in it",
            "a<math><annotation-xml><svg><set attributeName=href to=javascript:canary() /></svg></annotation-xml></math>b",
            "ab",
        ),
    ]);
}

#[test]
fn case_009_noscript_is_gone_however_it_is_parsed() {
    inert(&[
        ("title", "<noscript><p title=\"</noscript><img src=x onerror=canary()>\">a", "\">a"),
        ("comment", "<noscript><!-- </noscript><img src=x onerror=canary()> -->a", "-->a"),
        ("style", "<noscript><style></noscript><img src=x onerror=canary()></style>a", "a"),
    ]);
}

#[test]
fn case_011_nothing_can_be_named() {
    for html in [
        "<form id=x><input id=y></form>",
        "<a id=__TAURI__>a</a>",
        "<a name=__TAURI_INTERNALS__ href=https://a.test>a</a>",
        "<img name=body src=https://a.test/1>",
        "<div id=constructor class=x>a</div>",
        "<p NAME=x ID='y'>a</p>",
    ] {
        let clean = mail::sanitize(html).to_lowercase();
        for attribute in ["id=", "name=", "class="] {
            assert!(!clean.contains(attribute), "{html}: {clean}");
        }
    }
}

#[test]
fn case_012_frames_and_plugins_are_gone() {
    inert(&[
        ("iframe", "a<iframe src=//canary>x</iframe>b", "ab"),
        ("srcdoc", "a<iframe srcdoc='<script>parent.canary()</script>'></iframe>b", "ab"),
        ("object", "a<object data=//canary type=text/html>x</object>b", "ab"),
        ("embed", "a<embed src=//canary>b", "ab"),
        ("applet", "a<applet code=x>y</applet>b", "ab"),
        ("frameset", "a<frameset><frame src=//canary></frameset>b", "ab"),
        ("portal", "a<portal src=//canary>x</portal>b", "ab"),
        ("fencedframe", "a<fencedframe src=//canary>x</fencedframe>b", "ab"),
    ]);
}

#[test]
fn case_013_a_base_changes_no_link() {
    inert(&[("base", "<base href=//evil.test/><base target=_top>a", "a")]);
    let reading =
        read("<base href=https://evil.test/><a href=page.html>a</a><a href=/x>b</a><img src=x.png>");
    assert!(reading.links.is_empty());
    assert_eq!(reading.remote_images(), 0);
}

#[test]
fn case_014_no_meta_element_acts() {
    inert(&[
        ("refresh", "<meta http-equiv=refresh content='0;url=//canary'>a", "a"),
        ("cookie", "<meta http-equiv=Set-Cookie content='a=b'>a", "a"),
        ("policy", "<meta http-equiv=Content-Security-Policy content=\"default-src *\">a", "a"),
        (
            "character set",
            "<meta charset=utf-7>+ADw-script+AD4-canary()+ADw-/script+AD4-a",
            "+ADw-script+AD4-canary()+ADw-/script+AD4-a",
        ),
    ]);
}

#[test]
fn case_016_conditional_comments_and_instructions_are_gone() {
    inert(&[
        ("office", "a<!--[if gte mso 9]><xml>canary</xml><![endif]-->b", "ab"),
        ("downlevel", "a<![if !IE]>c<![endif]>b", "acb"),
        ("cdata", "a<![CDATA[<script>canary()</script>]]>b", "acanary()]]>b"),
        ("instruction", "a<?php canary() ?>b", "ab"),
        ("odd end", "a<!--><img src=x onerror=canary()>-->b", "a-->b"),
        ("bang end", "a<!-- --!><img src=x onerror=canary()> -->b", "a -->b"),
    ]);
}

#[test]
fn case_017_fields_that_are_no_html_stay_text() {
    for field in ["<img src=x onerror=canary()>", "</td><script>canary()</script>", "a&lt;b", "{{canary}}"] {
        assert_eq!(mail::one_line(field), field);
    }
}

/// Markdown of portals comes either as text, which stays text, or as the HTML that the portal made of it.
#[test]
fn case_018_markdown_and_bbcode_are_text() {
    for body in [
        "[x](javascript:canary())",
        "![](https://canary.test/1)",
        "[url=javascript:canary()]x[/url]",
        "<b onclick=canary()>x</b>",
    ] {
        let plain = mail::read(body, "text/plain");
        assert_eq!(plain.remote_images(), 0, "{body}");
        assert!(plain.links.iter().all(|link| link.href.starts_with("https://canary.test")), "{body}");
        assert_eq!(mail::plain_text(body, "text/markdown").text, body);
    }
    assert_eq!(text("<p><a href=\"javascript:canary()\">x</a><img src=\"https://canary.test/1\"></p>"), "x");
}
