//! Donating, from the order to the receipt, with a sandbox that speaks HTTP.

mod bill;
mod counter;
mod giving;
mod notices;
