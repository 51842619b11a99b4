//! The Web Worker of the page that checks the ledger.

#[cfg(target_arch = "wasm32")]
mod worker;

#[cfg(target_arch = "wasm32")]
fn main() {
    worker::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("this program runs in a Web Worker; `cargo xtask dist` builds it");
    std::process::exit(1);
}
