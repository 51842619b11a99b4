//! The language of the house: ids, money, time, wishes, claims, and the rules between them.
