#pragma once

/// Runs a program and kills it, with all its threads, as it is about to make its `number`-th system call that changes the
/// file system at a path with `text` in it; programs that it starts go on. The call is not made.
///
/// - names_only: counts calls that change names alone (mkdir, rename, unlink, rmdir, link), not those that open and write.
/// - arguments: the program's file and its arguments, ended by null.
///
/// Returns 128 + 9 where it was killed, otherwise its own status, or 126 where it could not be run.
int run_until_call(long number, int names_only, const char *text, char *const arguments[]);
