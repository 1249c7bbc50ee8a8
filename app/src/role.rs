//! Roles of the parts of a table, which rows that are laid out on their own may lose. Said by the living page only: in
//! files elements say what they are, validators refuse what is said twice, and it would be nine megabytes.

const fn markup(role: &'static str) -> &'static str {
    if cfg!(feature = "csr") { role } else { "" }
}

pub(crate) const ROLE_TABLE: &str = markup(" role=\"table\"");
pub(crate) const ROLE_ROWGROUP: &str = markup(" role=\"rowgroup\"");
pub(crate) const ROLE_ROW: &str = markup(" role=\"row\"");
pub(crate) const ROLE_COLUMNHEADER: &str = markup(" role=\"columnheader\"");
pub(crate) const ROLE_ROWHEADER: &str = markup(" role=\"rowheader\"");
pub(crate) const ROLE_CELL: &str = markup(" role=\"cell\"");

/// A role as an attribute of a view.
pub(crate) fn role(name: &'static str) -> Option<&'static str> {
    cfg!(feature = "csr").then_some(name)
}
