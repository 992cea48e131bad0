#define _GNU_SOURCE
#include "leader.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "clock.h"

enum { SETTLE_NS = 200 * NS_PER_US };

void leader_none(struct leader *leader) {
  *leader = (struct leader){.pid = -1, .stat_fd = -1, .schedstat_fd = -1};
}

static int open_of(pid_t pid, const char *name) {
  char path[40];
  snprintf(path, sizeof path, "/proc/%d/%s", pid, name);
  return open(path, O_RDONLY | O_CLOEXEC);
}

void leader_open(struct leader *leader, pid_t pid) {
  leader->pid = pid;
  leader->stat_fd = open_of(pid, "stat");
  leader->schedstat_fd = open_of(pid, "schedstat");
}

void leader_close(struct leader *leader) {
  if (leader->stat_fd >= 0) close(leader->stat_fd);
  if (leader->schedstat_fd >= 0) close(leader->schedstat_fd);
  leader_none(leader);
}

/* Whether the kernel says that the process runs or is about to. */
static bool runs(const struct leader *leader) {
  char stat[512] = "";
  ssize_t got = pread(leader->stat_fd, stat, sizeof stat - 1, 0);
  if (got <= 0) return false;
  const char *after_name = strrchr(stat, ')');
  return after_name != NULL && after_name[1] == ' ' && after_name[2] == 'R';
}

/* The second number of /proc/PID/schedstat. A kernel that keeps no account there says 0 0 0. */
static uint64_t held_up_ns(const struct leader *leader) {
  char text[96] = "";
  ssize_t got = pread(leader->schedstat_fd, text, sizeof text - 1, 0);
  unsigned long long on_core, waiting;
  if (got <= 0 || sscanf(text, "%llu %llu", &on_core, &waiting) != 2 || on_core == 0)
    return LEADER_UNKNOWN;
  return waiting;
}

/* The kernel brings its accounts up to date when a process leaves its core: one that announced a
   mark does that at once, since it waits for the answer. */
struct leader_times leader_times(const struct leader *leader) {
  for (uint64_t patience = now_ns() + SETTLE_NS; runs(leader) && now_ns() < patience;) continue;
  clockid_t clock;
  bool known = clock_getcpuclockid(leader->pid, &clock) == 0;
  return (struct leader_times){known ? clock_ns(clock) : 0, held_up_ns(leader)};
}
