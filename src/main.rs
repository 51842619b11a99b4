//! The first room of the app: wishes.

fn main() {
    shanling_app::start(shanling_app::App);
}
