//! The linker keeps what the splitter of the program reads (`scripts/split.sh`). Only where the browser's program is linked:
//! nothing else is compiled anew for it.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|architecture| architecture == "wasm32") {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
