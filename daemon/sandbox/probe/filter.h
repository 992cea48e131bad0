#ifndef AFTERBURNER_FILTER_H
#define AFTERBURNER_FILTER_H

#include <stdbool.h>

/* Whether this processor's system calls are known to the filter. */
bool filter_available(void);
/*
 * Takes from the calling process, for good, the system calls by which memory hides from the
 * sampler (memfd, System V segments, io_uring buffers, kernel keys), by which a program leaves its core
 * or reaches the probe, and by which namespaces nest. False where the kernel refuses.
 */
bool filter_apply(void);

#endif
