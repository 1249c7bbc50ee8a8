//! Which addresses may be asked, and where a redirect leads.

use std::net::{IpAddr, ToSocketAddrs};

use ureq::http::Uri;

/// Checks an address: absolute, `http` or `https`, with a host, without name and password.
/// The error says what is wrong and what is expected.
pub(super) fn parse(url: &str) -> Result<Uri, String> {
    let (scheme, rest) = url.split_once("://").unwrap_or(("none", url));
    if rest.split(['/', '?', '#']).next().unwrap_or_default().contains('@') {
        // Looked at first, and not repeated: messages end up in logs.
        return Err("the address holds a user name or password; expected an address open to everybody".into());
    }
    if !matches!(&*scheme.to_lowercase(), "http" | "https") {
        return Err(format!("'{url}' has the scheme '{scheme}'; expected http:// or https://"));
    }
    if url.contains(['{', '}']) {
        return Err(format!("'{url}' is a pattern; expected the exact address of one file"));
    }
    let uri: Uri = url.parse().map_err(|fault| format!("'{url}' is not an address ({fault})"))?;
    if uri.host().is_none_or(str::is_empty) {
        return Err(format!("'{url}' names no host"));
    }
    Ok(uri)
}

/// Where `location`, an answer to a request for `from`, leads. Refuses what [`parse`] refuses, the step down from
/// `https` to `http`, and a host of a private network that is not the `declared` one: a server must not choose what this
/// machine asks in its own office.
pub(super) fn follow(declared: &Uri, from: &Uri, location: &str) -> Result<Uri, String> {
    let target = parse(&absolute(from, location))?;
    if target.host() != declared.host()
        && let Some(address) = private(&target)
    {
        return Err(format!(
            "'{target}' is at {address}, an address of a private network; declare that address itself as `url` if it is meant"
        ));
    }
    if from.scheme_str() == Some("https") && target.scheme_str() == Some("http") {
        return Err(format!("'{target}' is not encrypted while '{from}' was; expected https://"));
    }
    Ok(target)
}

/// The address of a host that is not one of the public network; none of a name that leads nowhere, which asking tells.
fn private(uri: &Uri) -> Option<IpAddr> {
    let host = uri.host()?.trim_matches(['[', ']']);
    let port = uri.port_u16().unwrap_or(443);
    let addresses: Vec<IpAddr> = match host.parse() {
        Ok(address) => vec![address],
        Err(_) => (host, port).to_socket_addrs().map(|all| all.map(|one| one.ip()).collect()).unwrap_or_default(),
    };
    addresses.into_iter().find(|address| !public(*address))
}

fn public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let [a, b, ..] = v4.octets();
            // 100.64/10 is shared between a provider and its clients, 192.0.0/24 and 198.18/15 are for protocols and tests.
            let shared =
                (a == 100 && (64..128).contains(&b)) || (a == 198 && (18..20).contains(&b)) || a == 0 || a >= 240;
            let protocols = v4.octets().starts_with(&[192, 0, 0]);
            !(v4.is_private() || v4.is_loopback() || v4.is_link_local() || v4.is_multicast() || shared || protocols)
        }
        IpAddr::V6(v6) => {
            let first = v6.segments()[0];
            let local = first & 0xfe00 == 0xfc00 || first & 0xffc0 == 0xfe80;
            let mapped = v6.to_ipv4_mapped().is_some_and(|v4| !public(IpAddr::V4(v4)));
            !(v6.is_loopback() || v6.is_unspecified() || v6.is_multicast() || local || mapped)
        }
    }
}

/// Host and port, the unit that is asked slowly.
pub(super) fn host(uri: &Uri) -> String {
    uri.authority().map(|authority| authority.as_str().to_lowercase()).unwrap_or_default()
}

fn absolute(from: &Uri, location: &str) -> String {
    let scheme = from.scheme_str().unwrap_or("https");
    let before_path = location.split(['/', '?', '#']).next().unwrap_or_default();
    if before_path.contains(':') {
        return location.into();
    }
    if location.starts_with("//") {
        return format!("{scheme}:{location}");
    }
    let root = format!("{scheme}://{}", host(from));
    if location.starts_with('/') {
        return format!("{root}{location}");
    }
    if location.starts_with('?') || location.is_empty() {
        return format!("{root}{}{location}", from.path());
    }
    let (path, query) = location.split_once('?').map_or((location, None), |(path, query)| (path, Some(query)));
    let folder = from.path().rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut steps: Vec<&str> = folder.split('/').skip(1).collect();
    for step in path.split('/') {
        match step {
            "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("{root}/{}{query}", steps.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(url: &str) -> String {
        parse(url).unwrap_err()
    }

    #[test]
    fn addresses_of_one_file_on_the_web_are_accepted_and_nothing_else() {
        assert!(parse("https://example.org/a.csv?x=1").is_ok());
        assert!(refused("ftp://example.org/a.csv").contains("scheme 'ftp'"));
        assert!(refused("file:///etc/passwd").contains("scheme 'file'"));
        assert!(refused("https://").contains("not an address"));
        assert!(refused("a.csv").contains("http://"));
        assert!(refused("https://example.org/a_{year}.csv").contains("pattern"));
    }

    #[test]
    fn a_password_in_an_address_is_refused_and_not_repeated() {
        let message = refused("https://me:secret@example.org/a.csv");
        assert!(message.contains("password") && !message.contains("secret"), "{message}");
    }

    #[test]
    fn redirects_are_resolved_against_the_address_that_answered() {
        let from: Uri = "https://example.org/data/2024/a.csv?x=1".parse().unwrap();
        let cases = [
            ("https://other.example/b.csv", "https://other.example/b.csv"),
            ("//other.example/b.csv", "https://other.example/b.csv"),
            ("/b.csv", "https://example.org/b.csv"),
            ("b.csv", "https://example.org/data/2024/b.csv"),
            ("../b.csv?y=2", "https://example.org/data/b.csv?y=2"),
            ("../../../../b.csv", "https://example.org/b.csv"),
            ("?y=2", "https://example.org/data/2024/a.csv?y=2"),
        ];
        for (location, expected) in cases {
            assert_eq!(follow(&from, &from, location).unwrap().to_string(), expected, "{location}");
        }
    }

    #[test]
    fn a_redirect_never_leaves_encryption_nor_the_web() {
        let from: Uri = "https://example.org/a.csv".parse().unwrap();
        let follow = |from: &Uri, location| follow(from, from, location);
        assert!(follow(&from, "http://example.org/a.csv").unwrap_err().contains("not encrypted"));
        assert!(follow(&from, "file:///etc/passwd").unwrap_err().contains("scheme 'file'"));
        assert!(follow(&from, "https://me:secret@example.org/").unwrap_err().contains("password"));
    }

    #[test]
    fn a_redirect_leads_into_a_private_network_only_where_that_is_declared() {
        let from: Uri = "https://192.0.2.1/a.csv".parse().unwrap();
        for inside in [
            "127.0.0.1",
            "10.1.2.3",
            "192.168.1.1",
            "172.16.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "[::1]",
            "[fd00::1]",
            "[fe80::1]",
            "[::ffff:10.0.0.1]",
            "0.0.0.0",
            "localhost",
        ] {
            let refused = follow(&from, &from, &format!("https://{inside}/a.csv")).unwrap_err();
            assert!(refused.contains("private network"), "{inside}: {refused}");
        }
        assert!(follow(&from, &from, "https://192.0.2.2/a.csv").is_ok());
        let declared: Uri = "http://127.0.0.1:8080/a.csv".parse().unwrap();
        assert!(follow(&declared, &declared, "http://127.0.0.1:9090/b.csv").is_ok());
        assert!(follow(&declared, &declared, "http://10.0.0.1/b.csv").is_err());
    }
}
