#ifndef AFTERBURNER_TREE_H
#define AFTERBURNER_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

/*
 * The processes of a run. As PID 1 these are all that the PID namespace holds; otherwise the
 * probe's descendants, to which orphans belong because the probe is their subreaper.
 */
struct process {
  pid_t pid;
  int statm_fd;
  clockid_t clock;
  uint64_t cpu_ns;
  /* CPU time of its own children that it has reaped. */
  uint64_t reaped_ns;
  uint32_t tasks;
};

struct tree {
  bool whole_namespace;
  int proc_fd;
  int loadavg_fd;
  uint64_t page_bytes;
  uint64_t tick_ns;
  struct process *processes;
  size_t count;
  /* Last PID that the kernel gave: when it moves, somebody was born. */
  uint64_t last_pid;
  uint64_t rescan_at_ns;
  uint64_t rescanned_at_ns;
  /* CPU time of processes that are gone, as last seen. */
  uint64_t gone_ns;
  /* A process could not be watched: too many files are open. */
  bool overflowed;
};

/* NULL, or why /proc cannot be read. */
const char *tree_open(struct tree *tree, bool whole_namespace);
/* Forgets the processes of the last run. */
void tree_reset(struct tree *tree);
/* Resident bytes of all processes; looks for new ones where there may be some. */
uint64_t tree_resident_bytes(struct tree *tree, uint64_t now);
/* CPU time and threads of all processes. `reaped_ns` is what the probe itself has reaped. */
uint64_t tree_cpu_ns(struct tree *tree, uint64_t reaped_ns, uint64_t *tasks);
/* Whether no process or thread was born after this one: the whole namespace must be the run's. */
bool tree_is_last(const struct tree *tree, pid_t pid);
/* Kills every process of the run: once, with no wait. */
void tree_kill(struct tree *tree);

#endif
