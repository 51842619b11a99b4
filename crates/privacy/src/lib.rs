//! Keeps people out of public text: the screen that every public word passes, and the size of the crowd they hide in.
