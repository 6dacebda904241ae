#pragma once

// Marks a function to be compiled for several generations of processors.
#if defined(__x86_64__) && defined(__linux__)
#define FOR_EVERY_GENERATION __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define FOR_EVERY_GENERATION
#endif
