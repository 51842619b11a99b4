//! The Web Worker of `/scan`: a picture comes in (`ImageData`), what its codes say goes out (an array of texts).

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
