//! The map: shapes, classes, and the component that draws them and listens.

pub mod component;
mod frame;
pub mod paint;
