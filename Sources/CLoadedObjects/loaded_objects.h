#pragma once

/// The beginning of the C library's `dl_phdr_info`, which its header declares only on request.
struct loaded_object {
    unsigned long address;
    const char *path;
};

/// The C library's: calls `visitor` for each shared object of this process, as the loader knows them, until one call
/// returns another number than 0.
extern int dl_iterate_phdr(int (*visitor)(struct loaded_object *, unsigned long size, void *context), void *context);
