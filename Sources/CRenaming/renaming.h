#pragma once

/// The C library's, which its header declares only on request.
extern int renameat2(int, const char *, int, const char *, unsigned int);

/// Exchanges what two names stand for, in one step; 0, or -1 and errno.
static inline int exchange_names(const char *one, const char *other) {
    return renameat2(-100 /* AT_FDCWD */, one, -100, other, 1 << 1 /* RENAME_EXCHANGE */);
}
