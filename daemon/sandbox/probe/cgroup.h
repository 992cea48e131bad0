#ifndef AFTERBURNER_CGROUP_H
#define AFTERBURNER_CGROUP_H

#include <stdint.h>

/* What the sandbox's own memory cgroup tells; 0 where it cannot be read. */
struct cgroup_facts {
  uint64_t peak_bytes;
  uint64_t oom_kills;
};

/* Understands both versions. Only inside a container are these the run's own figures. */
struct cgroup_facts cgroup_read(void);

#endif
