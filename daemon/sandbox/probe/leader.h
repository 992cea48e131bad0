#ifndef AFTERBURNER_LEADER_H
#define AFTERBURNER_LEADER_H

#include <stdint.h>
#include <sys/types.h>

/* The kernel's word on the program's first process, through files that are opened once. */
struct leader {
  pid_t pid;
  int stat_fd;
  int schedstat_fd;
};

/* Where the kernel does not say how long a process was held up. */
#define LEADER_UNKNOWN UINT64_MAX

struct leader_times {
  /* On a core, so far. */
  uint64_t cpu_ns;
  /* Ready to run while others had the core, so far; LEADER_UNKNOWN. */
  uint64_t held_up_ns;
};

void leader_none(struct leader *leader);
void leader_open(struct leader *leader, pid_t pid);
void leader_close(struct leader *leader);

/* Brings both up to date first: waits a little for the process to leave its core. */
struct leader_times leader_times(const struct leader *leader);

#endif
