//! The second room of the app: projects and the ledger.

fn main() {
    shanling_app::start(shanling_app::Books);
}
