//! `shanling`: one binary, many commands.

fn main() {}
