//! The API as a caller sees it, a file for each resource and verb.

mod unknown;
