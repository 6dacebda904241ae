#pragma once

/// Asks the processor to have the cache line of an address ready soon. Any address will do; nothing is read.
/// Swift has no such operation.
static inline void prefetch(const void *address) { __builtin_prefetch(address); }
