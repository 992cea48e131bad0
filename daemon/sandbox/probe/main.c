#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/capability.h>
#include <malloc.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "filter.h"
#include "job.h"
#include "probe.h"
#include "report.h"
#include "run.h"

#ifndef PROBE_VERSION
#define PROBE_VERSION "unknown"
#endif

/* The build finds this in the binary, to see whether it is up to date. */
static const char VERSION[] = "probe-version " PROBE_VERSION;

_Noreturn void probe_fail(struct probe *probe, const char *sentence) {
  frame_write(TO_DAEMON, FRAME_ERROR, sentence, strlen(sentence));
  if (probe->tree.processes) tree_kill(&probe->tree);
  exit(1);
}

static bool may_change_user(void) {
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct held[2] = {0};
  if (syscall(SYS_capget, &header, held) != 0) return false;
  uint32_t needed = 1u << CAP_SETUID | 1u << CAP_SETGID;
  return (held[0].effective & needed) == needed;
}

/* The layout of SCHED_ATTR_SIZE_VER0, which older C libraries do not declare. */
struct schedule {
  uint32_t size;
  uint32_t policy;
  uint64_t flags;
  int32_t nice;
  uint32_t priority;
  uint64_t runtime;
  uint64_t deadline;
  uint64_t period;
};

/*
 * Asks for short slices (Linux 6.12 and later): who asks for little at a time is let in soon, even
 * where others keep the core busy. Children start with the usual ones.
 */
static void ask_for_short_slices(void) {
  struct schedule schedule = {
      .size = sizeof schedule, .flags = 1 /* SCHED_FLAG_RESET_ON_FORK */, .runtime = 100000};
  syscall(SYS_sched_setattr, 0, &schedule, 0);
}

/* Makes the probe quick to wake, hard to read and unlikely to be chosen by the kernel's killer. */
static void harden(const struct probe *probe) {
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0);
  ask_for_short_slices();
  signal(SIGPIPE, SIG_IGN);
  umask(022);
  /* Large buffers go back to the system when they are freed, whatever came before. */
  mallopt(M_MMAP_THRESHOLD, 128 * 1024);
  if (!probe->contained) prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  struct rlimit files;
  if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
  }
  int oom = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (oom >= 0) {
    if (write(oom, "-1000", 5) != 5) errno = 0;
    close(oom);
  }
  mlockall(MCL_CURRENT);
}

static void pin_to(uint64_t core) {
  static uint64_t pinned = UINT64_MAX;
  if (core == pinned) return;
  cpu_set_t cores;
  CPU_ZERO(&cores);
  CPU_SET((size_t)core, &cores);
  if (sched_setaffinity(0, sizeof cores, &cores) == 0) pinned = core;
}

static void serve_run(struct probe *probe) {
  size_t length, mapped;
  uint8_t *payload = frame_take_payload(&probe->reader, &length, &mapped);
  struct job job;
  const char *fault = job_parse(&job, payload, length);
  if (fault) probe_fail(probe, fault);
  frame_next(&probe->reader);
  pin_to(job.numbers[JOB_PROBE_CORE]);
  probe->reader.busy = true;
  bool served = run_job(probe, &job, payload, mapped);
  probe->reader.busy = false;
  job_free(&job);
  frame_release_payload(payload, mapped);
  if (!served) exit(0);
}

static void serve(struct probe *probe) {
  for (;;) {
    size_t room;
    uint8_t *space = frame_space(&probe->reader, &room);
    if (!space) probe_fail(probe, probe->reader.fault);
    ssize_t got = read(FROM_DAEMON, space, room);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return;
    enum frame_state state = frame_advance(&probe->reader, (size_t)got);
    if (state == FRAME_MALFORMED) probe_fail(probe, probe->reader.fault);
    if (state != FRAME_COMPLETE) continue;
    if (frame_type(&probe->reader) == FRAME_RUN) {
      serve_run(probe);
      continue;
    }
    if (frame_type(&probe->reader) == FRAME_PING && !frame_write(TO_DAEMON, FRAME_PONG, NULL, 0))
      return;
    frame_next(&probe->reader);
  }
}

static void announce(const struct probe *probe) {
  char features[128];
  snprintf(features, sizeof features, "%s%s%s%s", probe->contained ? "pid1 " : "",
           probe->drops_user ? "drops-user " : "", filter_available() ? "filter " : "",
           probe->sampler.work_fd >= 0 ? "tmpfs " : "");
  if (!report_ready(strchr(VERSION, ' ') + 1, features)) exit(0);
}

int main(int count, char **arguments) {
  static struct probe probe = {.work = "/work", .contained = true};
  for (int i = 1; i < count; i++) {
    if (strncmp(arguments[i], "--work=", 7) == 0) probe.work = arguments[i] + 7;
    else if (strcmp(arguments[i], "--isolation=none") == 0) probe.contained = false;
    else probe_fail(&probe, "The probe knows --work=FOLDER and --isolation=none alone.");
  }
  if (probe.contained && getpid() != 1)
    probe_fail(&probe, "The probe must be the first process of a PID namespace.");
  int length = snprintf(probe.run_folder, sizeof probe.run_folder, "%s/run", probe.work);
  if (probe.work[0] != '/' || length >= PATH_MAX)
    probe_fail(&probe, "The work folder must be an absolute path.");
  if (access(probe.work, X_OK) != 0) probe_fail(&probe, "The work folder cannot be entered.");
  syscall(SYS_close_range, 3, ~0u, 0);
  harden(&probe);
  probe.drops_user = probe.contained && may_change_user();
  const char *fault = tree_open(&probe.tree, probe.contained);
  if (fault) probe_fail(&probe, fault);
  sampler_open(&probe.sampler, &probe.tree, probe.contained ? probe.work : NULL,
               probe.contained ? "/dev/shm" : NULL);
  announce(&probe);
  serve(&probe);
  tree_kill(&probe.tree);
  return 0;
}
