//! Markup made shorter, and JSON inside it.

/// Markup without what HTML does not need: the marks that hydration would look for, empty classes, and end tags that the
/// next tag implies. On pages of tables that is a seventh. Which links are not the app's to follow, the app says when it comes.
pub(super) fn slim(html: String) -> String {
    const NEEDLESS: [&str; 11] = [
        "<!>",
        " class=\"\"",
        " rel=\"external\"",
        "</td>",
        "</th>",
        "</tr>",
        "</thead>",
        "</tbody>",
        "</li>",
        "</option>",
        "</dd>",
    ];
    let html = html.replace(" download=\"\"", " download").replace("></path>", "/>").replace("></image>", "/>");
    unquoted(&NEEDLESS.into_iter().fold(html, |html, needless| html.replace(needless, "")))
}

/// Markup without the quotes that HTML does not need: around values of letters, digits, `-` and `_`. Before `/>` they stay: the
/// slash would become part of the value.
pub(super) fn unquoted(html: &str) -> String {
    let plain =
        |value: &str| !value.is_empty() && value.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((text, tag)) = rest.split_once('<') {
        out.push_str(text);
        out.push('<');
        rest = tag;
        // Up to the end of the tag, value by value: a `>` inside of quotes does not end it.
        while let Some(at) = memchr::memchr2(b'"', b'>', rest.as_bytes()) {
            let (before, from) = rest.split_at(at);
            out.push_str(before);
            let Some((value, after)) = from.strip_prefix('"').and_then(|from| from.split_once('"')) else {
                rest = from;
                break;
            };
            let bare = before.ends_with('=') && plain(value) && after.starts_with([' ', '>']);
            let quote = if bare { "" } else { "\"" };
            out.extend([quote, value, quote]);
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// JSON that cannot close its script element: in JSON `<` may always be written as an escape.
pub(super) fn inline(json: &str) -> String {
    json.replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::{inline, slim, unquoted};

    #[test]
    fn markup_is_slimmed_and_text_is_not() {
        let html = r#"<tr class=""><td>a &lt;/td&gt;</td></tr><a href="x/" rel="external">b<!></a>"#;
        assert_eq!(slim(html.into()), r#"<tr><td>a &lt;/td&gt;<a href="x/">b</a>"#);
    }

    #[test]
    fn quotes_go_only_where_html_can_do_without() {
        for (html, slim) in [
            (
                r#"<a class="btn line" href="./x/" id="a-1">a="b" c</a>"#,
                r#"<a class="btn line" href="./x/" id=a-1>a="b" c</a>"#,
            ),
            (r#"<circle r="5"/><path class="q1" d="M1 2z"/>"#, r#"<circle r="5"/><path class=q1 d="M1 2z"/>"#),
            (r#"<b title="1 > 0" class="n">x</b> "y""#, r#"<b title="1 > 0" class=n>x</b> "y""#),
            (r#"<input value="" disabled>"#, r#"<input value="" disabled>"#),
            ("a < b", "a < b"),
        ] {
            assert_eq!(unquoted(html), slim);
        }
    }

    #[test]
    fn a_name_cannot_close_the_script_it_stands_in() {
        let json = inline(r#"{"name":"</script><script>alert(1)</script>"}"#);
        assert!(!json.contains('<'));
        let name: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(name["name"], "</script><script>alert(1)</script>");
    }
}
