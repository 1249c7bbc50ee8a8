//! What may stand in a path, an address or the name of a table: one check, at the border where an identifier enters.

/// Longest identifier, in characters.
const LONGEST: usize = 64;

/// What a message says is expected of a code.
pub const CODE: &str = "a code of letters, digits and hyphens, 64 at most, that begins with a letter or digit";

/// What a message says is expected of an id.
pub const SLUG: &str = "lower-case letters, digits and hyphens, 64 at most, that begin with a letter or digit";

/// Whether a text is a code as publishers give them: of a territory, say. Letters are those of ASCII; a `_` is no hyphen
/// but does no harm either.
pub fn is_code(text: &str) -> bool {
    let begins = text.bytes().next().is_some_and(|first| first.is_ascii_alphanumeric() || first == b'_');
    begins
        && text.len() <= LONGEST
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// Whether a text is an id that people choose: of an indicator, a source, a level, a register, a portal.
pub fn is_slug(text: &str) -> bool {
    is_code(text) && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// Whether a text is the name of a table or column: what SQL reads without quotes.
pub fn is_name(text: &str) -> bool {
    let begins = text.bytes().next().is_some_and(|first| first.is_ascii_lowercase());
    begins
        && is_code(text)
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Whether a text is an address of the web that can stand in a link: `http` or `https`, a host, nothing that breaks out
/// of an attribute.
pub fn is_web_address(text: &str) -> bool {
    let small = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    let rest = small.strip_prefix("https://").or_else(|| small.strip_prefix("http://"));
    let hosted = rest.is_some_and(|_| {
        text.split("//").nth(1).is_some_and(|host| host.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '['))
    });
    let plain = |letter: char| !letter.is_whitespace() && !letter.is_control() && !"\"'<>\\`{}".contains(letter);
    hosted && text.len() <= 500 && text.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_cannot_leave_its_folder_or_its_attribute() {
        for good in ["012001", "IT002F", "alto-aterno", "_T", "Y15-24"] {
            assert!(is_code(good), "{good}");
        }
        for bad in
            ["", "..", "../x", "a/b", "a\\b", "-rf", "a b", "é", "a\0", "C:", "a.b", "\"x", "<i>", &"x".repeat(65)]
        {
            assert!(!is_code(bad), "{bad}");
        }
        assert!(is_slug("old-age-index") && !is_slug("Old") && !is_slug("a_b") && !is_slug("-a"));
        assert!(is_name("mef_income") && !is_name("1a") && !is_name("a-b") && !is_name("A"));
    }

    #[test]
    fn an_address_is_of_the_web() {
        assert!(is_web_address("https://www.istat.it/it/?a=b&c=1") && is_web_address("HTTP://example.org"));
        for bad in [
            "javascript:alert(1)",
            "https://",
            "https:// x",
            "ftp://example.org",
            "//example.org",
            "https://a\"b",
            "data:text/html,x",
            "https://example.org/{year}.zip",
        ] {
            assert!(!is_web_address(bad), "{bad}");
        }
    }
}
