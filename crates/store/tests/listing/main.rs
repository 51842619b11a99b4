//! The public list: it says what a plain filter over all wishes would say, and reads few rows to say it.

mod order;
mod plans;
mod shows;
