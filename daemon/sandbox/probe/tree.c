#define _GNU_SOURCE
#include "tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "clock.h"
#include "job.h"

enum {
  /* A birth that the last PID did not show is found after this long. */
  RESCAN_NS = 20 * NS_PER_MS,
  /* Outside a PID namespace every process of the machine must be looked at. */
  RESCAN_MACHINE_NS = 200 * NS_PER_MS,
  RESCAN_MACHINE_PAUSE_NS = 2 * NS_PER_MS,
  /* More than the largest process limit: beyond it the run is being killed anyway. */
  MAX_WATCHED = 2 * JOB_MAX_PROCESSES,
};

/* Fields of /proc/PID/stat that are of use. */
struct stat_line {
  pid_t parent;
  uint64_t reaped_ticks;
  uint32_t tasks;
};

const char *tree_open(struct tree *tree, bool whole_namespace) {
  *tree = (struct tree){.whole_namespace = whole_namespace};
  tree->page_bytes = (uint64_t)sysconf(_SC_PAGESIZE);
  tree->tick_ns = NS_PER_S / (uint64_t)sysconf(_SC_CLK_TCK);
  tree->proc_fd = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  tree->loadavg_fd = open("/proc/loadavg", O_RDONLY | O_CLOEXEC);
  tree->processes = calloc(MAX_WATCHED, sizeof *tree->processes);
  if (tree->proc_fd < 0 || tree->loadavg_fd < 0) return "The probe cannot read /proc.";
  if (!tree->processes) return "The probe has no memory.";
  return NULL;
}

void tree_reset(struct tree *tree) {
  for (size_t i = 0; i < tree->count; i++) close(tree->processes[i].statm_fd);
  tree->count = 0;
  tree->gone_ns = 0;
  tree->rescan_at_ns = 0;
  tree->rescanned_at_ns = 0;
  tree->overflowed = false;
}

static uint64_t last_pid(const struct tree *tree) {
  char text[128];
  ssize_t length = pread(tree->loadavg_fd, text, sizeof text - 1, 0);
  if (length <= 0) return 0;
  text[length] = 0;
  const char *field = strrchr(text, ' ');
  return field ? strtoull(field + 1, NULL, 10) : 0;
}

static bool read_stat(const struct tree *tree, pid_t pid, struct stat_line *line) {
  char path[32];
  char text[1024];
  snprintf(path, sizeof path, "%d/stat", pid);
  int fd = openat(tree->proc_fd, path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  ssize_t length = read(fd, text, sizeof text - 1);
  close(fd);
  if (length <= 0) return false;
  text[length] = 0;
  /* The name in parentheses is the program's own choice and may hold parentheses. */
  const char *rest = strrchr(text, ')');
  long parent, user, system, tasks;
  if (!rest || sscanf(rest + 1,
                      " %*c %ld %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %ld %ld %*d %*d %ld",
                      &parent, &user, &system, &tasks) != 4)
    return false;
  *line = (struct stat_line){.parent = (pid_t)parent,
                             .reaped_ticks = (uint64_t)(user + system),
                             .tasks = (uint32_t)tasks};
  return true;
}

/* Lists all PIDs, ascending as the kernel lists them. */
static size_t list_pids(const struct tree *tree, pid_t *pids, size_t room) {
  char entries[8192] __attribute__((aligned(16)));
  size_t count = 0;
  lseek(tree->proc_fd, 0, SEEK_SET);
  for (;;) {
    long length = syscall(SYS_getdents64, tree->proc_fd, entries, sizeof entries);
    if (length <= 0) return count;
    for (long at = 0; at < length;) {
      const struct dirent64 *entry = (const struct dirent64 *)(entries + at);
      at += entry->d_reclen;
      char first = entry->d_name[0];
      if (first < '1' || first > '9') continue;
      if (count == room) return count;
      pids[count++] = (pid_t)strtol(entry->d_name, NULL, 10);
    }
  }
}

/* Keeps the probe's descendants alone. Parents may have higher numbers, hence the passes. */
static size_t keep_descendants(const struct tree *tree, pid_t *pids, size_t count) {
  static pid_t parents[MAX_WATCHED];
  static bool related[MAX_WATCHED];
  pid_t self = getpid();
  for (size_t i = 0; i < count; i++) {
    struct stat_line line;
    parents[i] = read_stat(tree, pids[i], &line) ? line.parent : 0;
    related[i] = parents[i] == self;
  }
  for (bool found = true; found;) {
    found = false;
    for (size_t i = 0; i < count; i++) {
      if (related[i] || parents[i] <= 1) continue;
      for (size_t j = 0; j < count; j++) {
        if (!related[j] || pids[j] != parents[i]) continue;
        related[i] = found = true;
        break;
      }
    }
  }
  size_t kept = 0;
  for (size_t i = 0; i < count; i++)
    if (related[i]) pids[kept++] = pids[i];
  return kept;
}

static size_t list_run(const struct tree *tree, pid_t *pids) {
  size_t count = list_pids(tree, pids, MAX_WATCHED);
  if (!tree->whole_namespace) return keep_descendants(tree, pids, count);
  size_t kept = 0;
  for (size_t i = 0; i < count; i++)
    if (pids[i] != 1) pids[kept++] = pids[i];
  return kept;
}

static void forget(struct tree *tree, const struct process *process) {
  tree->gone_ns += process->cpu_ns;
  close(process->statm_fd);
}

static bool watch(struct tree *tree, struct process *process, pid_t pid) {
  char path[32];
  *process = (struct process){.pid = pid, .tasks = 1};
  snprintf(path, sizeof path, "%d/statm", pid);
  process->statm_fd = openat(tree->proc_fd, path, O_RDONLY | O_CLOEXEC);
  if (process->statm_fd < 0) {
    if (errno != ENOENT && errno != ESRCH) tree->overflowed = true;
    return false;
  }
  if (clock_getcpuclockid(pid, &process->clock) == 0) return true;
  close(process->statm_fd);
  return false;
}

/* Merges the processes that are there into those that are known; both ascend. */
static void rescan(struct tree *tree) {
  static pid_t pids[MAX_WATCHED];
  static struct process known[MAX_WATCHED];
  size_t found = list_run(tree, pids);
  size_t known_count = tree->count;
  memcpy(known, tree->processes, known_count * sizeof *known);
  tree->count = 0;
  size_t k = 0;
  for (size_t i = 0; i < found; i++) {
    while (k < known_count && known[k].pid < pids[i]) forget(tree, &known[k++]);
    struct process *process = &tree->processes[tree->count];
    if (k < known_count && known[k].pid == pids[i]) {
      *process = known[k++];
      tree->count++;
    } else if (watch(tree, process, pids[i])) {
      tree->count++;
    }
  }
  while (k < known_count) forget(tree, &known[k++]);
}

static void rescan_if_due(struct tree *tree, uint64_t now) {
  uint64_t latest = last_pid(tree);
  bool born = latest != tree->last_pid;
  if (now < tree->rescan_at_ns && !born) return;
  if (!tree->whole_namespace && now < tree->rescanned_at_ns + RESCAN_MACHINE_PAUSE_NS) return;
  tree->last_pid = latest;
  rescan(tree);
  tree->rescanned_at_ns = now;
  tree->rescan_at_ns = now + (tree->whole_namespace ? RESCAN_NS : RESCAN_MACHINE_NS);
}

/* The second number of /proc/PID/statm; 0 for a process that is gone. */
static uint64_t resident_pages(int statm_fd) {
  char text[128];
  ssize_t length = pread(statm_fd, text, sizeof text - 1, 0);
  if (length <= 0) return 0;
  text[length] = 0;
  const char *second = strchr(text, ' ');
  return second ? strtoull(second + 1, NULL, 10) : 0;
}

uint64_t tree_resident_bytes(struct tree *tree, uint64_t now) {
  rescan_if_due(tree, now);
  uint64_t pages = 0;
  for (size_t i = 0; i < tree->count; i++) pages += resident_pages(tree->processes[i].statm_fd);
  return pages * tree->page_bytes;
}

uint64_t tree_cpu_ns(struct tree *tree, uint64_t reaped_ns, uint64_t *tasks) {
  uint64_t live = 0, reaped = 0;
  *tasks = 0;
  for (size_t i = 0; i < tree->count; i++) {
    struct process *process = &tree->processes[i];
    struct stat_line line;
    uint64_t cpu = clock_ns(process->clock);
    if (cpu == 0) {
      /* It is reaped: its parent answers for it now. */
      tree->gone_ns += process->cpu_ns;
      *process = (struct process){.pid = process->pid, .statm_fd = process->statm_fd,
                                  .clock = process->clock};
      continue;
    }
    process->cpu_ns = cpu;
    if (read_stat(tree, process->pid, &line)) {
      process->reaped_ns = line.reaped_ticks * tree->tick_ns;
      process->tasks = line.tasks;
    }
    live += process->cpu_ns;
    reaped += process->reaped_ns;
    *tasks += process->tasks;
  }
  /* A parent that ignores SIGCHLD inherits no times, so what was seen of the dead counts too. */
  uint64_t by_parents = live + reaped + reaped_ns;
  uint64_t by_sight = live + tree->gone_ns;
  return by_parents > by_sight ? by_parents : by_sight;
}

bool tree_is_last(const struct tree *tree, pid_t pid) {
  return tree->whole_namespace && last_pid(tree) == (uint64_t)pid;
}

void tree_kill(struct tree *tree) {
  if (tree->whole_namespace) {
    kill(-1, SIGKILL);
    return;
  }
  static pid_t pids[MAX_WATCHED];
  size_t count = list_run(tree, pids);
  for (size_t i = 0; i < count; i++) kill(pids[i], SIGKILL);
}
