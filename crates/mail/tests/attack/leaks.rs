//! Section B: nothing that tells anybody that a mail was read.

use mail::ImageSource;

use crate::{inert, read, spans};

#[test]
fn case_023_remote_pictures_are_counted_and_not_more() {
    let reading = read(
        "<body background=https://canary.test/1><img src=https://canary.test/2 alt=logo><img srcset='https://canary.test/3 2x'>
         <picture><source srcset=https://canary.test/4><img src=https://canary.test/5></picture>
         <input type=image src=https://canary.test/6><table background=https://canary.test/7><tr><td background=https://canary.test/8>a",
    );
    let sources: Vec<&ImageSource> = reading.images.iter().map(|image| &image.source).collect();
    let remote = |path: &str| ImageSource::Remote(format!("https://canary.test/{path}"));
    assert_eq!(sources, [&remote("2"), &ImageSource::None, &remote("5")]);
    assert_eq!(reading.remote_images(), 2);
    assert!(spans(&reading).all(|span| !span.text.contains("canary")));
}

#[test]
fn case_023_a_picture_of_one_pixel_is_counted_and_not_drawn() {
    let reading = read("a<img width=1 height=1 src=https://canary.test/beacon>");
    assert_eq!(reading.remote_images(), 1);
    assert!(spans(&reading).all(|span| span.image.is_none()));
}

#[test]
fn case_024_addresses_without_a_scheme_of_their_own_are_gone() {
    for address in [
        "//canary.test/x",
        r"\\canary\share\x.png",
        "file://canary/x",
        "///canary.test",
        "/x",
        "x.png",
        "?x",
        "#x",
    ] {
        let reading = read(&format!("<img src='{address}'><a href='{address}'>a</a>"));
        assert_eq!(reading.remote_images(), 0, "{address}");
        assert!(reading.links.is_empty(), "{address}");
    }
    // `https:canary.test` is a whole address to a browser, and so it is asked about as one.
    let reading = read("<a href='https:canary.test'>a</a>");
    assert_eq!(mail::Target::of(&reading.links[0].href, "a").unwrap().host, "canary.test");
}

#[test]
fn case_026_style_sheets_are_gone() {
    inert(&[
        ("selectors", "<style>input[value^=a]{background:url(//canary/a)}</style>a", "a"),
        ("has", "<style>:has(p){background:url(//canary)} @import '//canary';</style><p>a</p>", "a"),
        ("font", "<style>@font-face{font-family:x;src:url(//canary);unicode-range:U+41}</style>a", "a"),
        ("attribute", "<p style='background:url(//canary);behavior:url(x)'>a</p>", "a"),
        ("fragment", "<a href='#:~:text=a'>a</a>", "a"),
    ]);
}

#[test]
fn case_027_link_elements_are_gone() {
    for rel in [
        "stylesheet",
        "prefetch",
        "preconnect",
        "dns-prefetch",
        "preload",
        "icon",
        "manifest",
        "modulepreload",
        "prerender",
    ] {
        inert(&[(rel, &format!("<link rel={rel} href=https://canary.test/x as=image>a"), "a")]);
    }
}

#[test]
fn case_029_media_are_gone() {
    inert(&[
        ("video", "a<video poster=https://canary.test/1 src=x autoplay>x</video>b", "ab"),
        ("audio", "a<audio src=https://canary.test/1 autoplay>x</audio>b", "ab"),
        (
            "parts",
            "a<video><source src=https://canary.test/1><track src=https://canary.test/2></video>b",
            "ab",
        ),
        ("bare", "a<source src=https://canary.test/1><track src=https://canary.test/2>b", "ab"),
    ]);
}

#[test]
fn case_031_parts_are_named_and_never_fetched() {
    let reading = read("<img src=cid:logo@acme.test alt=logo><img src='CID:../../x'>");
    let parts: Vec<&ImageSource> = reading.images.iter().map(|image| &image.source).collect();
    assert_eq!(
        parts,
        [&ImageSource::Part("logo@acme.test".to_owned()), &ImageSource::Part("../../x".to_owned())]
    );
    assert_eq!(reading.remote_images(), 0);
    assert!(read("<a href=cid:x>a</a>").links.is_empty());
}

#[test]
fn case_037_a_reply_quotes_visible_text_only() {
    let reading = read(
        "<style>.kobold{display:none}</style><p>Please pay.</p><p class=kobold>To account 1.</p><p style='color:#fff'>No!</p>
         <img src=https://canary.test/1><script>canary()</script><blockquote>older</blockquote>",
    );
    assert_eq!(mail::quoted(&reading), "> Please pay.");
    let typed = mail::read("One\n\ntwo\n> three\nfour", "text/plain");
    assert_eq!(mail::quoted(&typed), "> One\n>\n> two\n> > three\n> four");
}

#[test]
fn case_038_text_out_of_sight_is_marked() {
    for (name, html) in [
        ("display", "<p>seen</p><p style='display:none'>unseen</p>"),
        ("within", "<p>seen</p><div style='display:none'><div><b>unseen</b></div></div>"),
        ("size", "<p>seen</p><span style='font-size:0'>unseen</span>"),
        ("height", "<p>seen</p><div style='max-height:0;overflow:hidden'>unseen</div>"),
        ("white on white", "<p>seen</p><p style='color:white'>unseen</p>"),
        ("white on nearly white", "<p>seen</p><p style='background:#fdfdfd;color:#ffffff'>unseen</p>"),
        ("black on black", "<p>seen</p><table bgcolor=black><tr><td><font color=#000>unseen</font></table>"),
        ("class", "<style>.x .k{display:none}</style><p>seen</p><p class='x k'>unseen</p>"),
        ("attribute", "<p>seen</p><p hidden>unseen</p>"),
        ("far away", "<p>seen</p><p style='position:absolute;left:-9999px'>unseen</p>"),
    ] {
        assert_eq!(
            crate::text(html).replace("\n\n", "\n"),
            "seen\n[hidden in the original: unseen]",
            "{name}"
        );
        assert!(read(html).has_hidden(), "{name}");
    }
    for html in [
        "<p>seen</p><table bgcolor=#003366><tr><td><font color=white>seen</font></table>",
        "<p>seen</p><div style='background:url(x)'><p style='color:white'>seen</p></div>",
        "<p>seen</p><p style='color:#333'>seen</p>",
    ] {
        assert!(!read(html).has_hidden(), "{html}");
    }
}
