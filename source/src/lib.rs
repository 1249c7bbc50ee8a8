//! Raw files of publishers, of any kind, as checked rows.
