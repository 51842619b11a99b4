//! The page that shows every component; built by `cargo xtask design`, never shipped.

fn main() {
    shanling_app::start(shanling_app::Design);
}
