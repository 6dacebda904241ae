#pragma once

#include <sys/prctl.h>

extern char **environ;

/// Makes this process the parent of all its descendants whose own parents end, as `init` is by default.
/// Swift imports no functions with a variable number of arguments. Returns 0, or -1 with `errno` set.
static inline int adopt_orphans(void) { return prctl(PR_SET_CHILD_SUBREAPER, 1L, 0L, 0L, 0L); }

/// The environment as programs are handed it. Swift cannot know that nobody changes the variable meanwhile.
static inline char **process_environment(void) { return environ; }
