#define _GNU_SOURCE
#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "confine.h"
#include "filter.h"

enum {
  CHANNEL_FD = 3,
  STATUS_FD = 4,
  /* Clear of the numbers that the program gets. */
  FIRST_FREE_FD = 16,
  OPEN_FILES = 1024,
  STACK_BYTES = 8 * 1024 * 1024,
  /* The kernel's own default: the probe's exact timers are not for the program. */
  TIMER_SLACK_NS = 50000,
  /* So that the probe's own count strikes first, and says which limit it was. */
  SPARE_PROCESSES = 64,
};

struct ends {
  int in[4];
  int status;
};

static _Noreturn void give_up(const char *step, const char *what) {
  dprintf(STATUS_FD, "%s%.200s: %s.", step, what, strerror(errno));
  _exit(127);
}

static void restore_signals(void) {
  for (int signal_number = 1; signal_number < NSIG; signal_number++)
    signal(signal_number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

static void arrange_files(const struct ends *ends) {
  for (int fd = 0; fd <= CHANNEL_FD; fd++) dup2(ends->in[fd], fd);
  dup3(ends->status, STATUS_FD, O_CLOEXEC);
  if (syscall(SYS_close_range, STATUS_FD + 1, ~0u, 0) == 0) return;
  long most = sysconf(_SC_OPEN_MAX);
  for (int fd = STATUS_FD + 1; fd < most; fd++) close(fd);
}

static bool limit(int resource, rlim_t value) {
  struct rlimit now;
  if (getrlimit(resource, &now) != 0) return false;
  if (now.rlim_max < value) value = now.rlim_max;
  struct rlimit both = {.rlim_cur = value, .rlim_max = value};
  return setrlimit(resource, &both) == 0;
}

static bool limit_resources(const struct probe *probe, const struct job *job) {
  /* One byte above the limit, so that a file at the limit is told from one beyond it. */
  bool done = limit(RLIMIT_CORE, 0) && limit(RLIMIT_NOFILE, OPEN_FILES) &&
              limit(RLIMIT_MSGQUEUE, 0) && limit(RLIMIT_FSIZE, job->numbers[JOB_FILE_BYTES] + 1);
  /* Counted for each user namespace: outside one, other runs of the same user would count too. */
  if (probe->contained && !probe->drops_user)
    done = done && limit(RLIMIT_NPROC, job->numbers[JOB_PROCESSES] + SPARE_PROCESSES);
  struct rlimit stack;
  if (getrlimit(RLIMIT_STACK, &stack) == 0 && stack.rlim_max >= STACK_BYTES) {
    stack.rlim_cur = STACK_BYTES;
    setrlimit(RLIMIT_STACK, &stack);
  }
  return done;
}

static bool pin(uint64_t core) {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  CPU_SET((size_t)core, &cores);
  return sched_setaffinity(0, sizeof cores, &cores) == 0;
}

/* The kernel's out-of-memory killer takes the program, not the probe. */
static void offer_to_oom_killer(void) {
  int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (fd < 0) return;
  if (write(fd, "1000", 4) != 4) errno = 0;
  close(fd);
}

static _Noreturn void become_program(const struct probe *probe, const struct job *job,
                                     const struct ends *ends) {
  arrange_files(ends);
  restore_signals();
  setsid();
  umask(022);
  prctl(PR_SET_TIMERSLACK, TIMER_SLACK_NS, 0, 0, 0);
  offer_to_oom_killer();
  if (!pin(job->numbers[JOB_MEASURING_CORE]))
    give_up("The program could not be pinned to its core", "");
  if (!limit_resources(probe, job)) give_up("The program's limits could not be set", "");
  const char *failed = confine_user(probe);
  if (failed) give_up("The program could not ", failed);
  if (chdir(probe->run_folder) != 0) give_up("The run's folder could not be entered", "");
  if (filter_available() && !filter_apply())
    give_up("The system call filter could not be set", "");
  static char *no_environment[] = {NULL};
  environ = job->env ? job->env : no_environment;
  execvp(job->argv[0], job->argv);
  give_up("Cannot run ", job->argv[0]);
}

/* Moves a descriptor clear of the program's numbers. */
static bool lift(int *fd) {
  int lifted = fcntl(*fd, F_DUPFD_CLOEXEC, FIRST_FREE_FD);
  if (lifted < 0) return false;
  close(*fd);
  *fd = lifted;
  return true;
}

static bool make_pipe(int *probe_end, int *program_end) {
  int pair[2];
  if (pipe2(pair, O_CLOEXEC) != 0) return false;
  *probe_end = pair[0];
  *program_end = pair[1];
  return fcntl(*probe_end, F_SETFL, O_NONBLOCK) == 0 && lift(program_end);
}

static bool make_channel(int *probe_end, int *program_end) {
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) return false;
  *probe_end = pair[0];
  *program_end = pair[1];
  return fcntl(*probe_end, F_SETFL, O_NONBLOCK) == 0 && lift(program_end);
}

static void close_all(const int *fds, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (fds[i] >= 0) close(fds[i]);
}

const char *child_start(const struct probe *probe, const struct job *job, struct child *child) {
  *child = (struct child){-1, -1, -1, -1, -1, -1};
  struct ends ends = {.in = {-1, -1, -1, -1}, .status = -1};
  ends.in[0] = open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (ends.in[0] >= 0 && lift(&ends.in[0]) && make_pipe(&child->stdout_fd, &ends.in[1]) &&
      make_pipe(&child->stderr_fd, &ends.in[2]) && make_channel(&child->channel_fd, &ends.in[3]) &&
      make_pipe(&child->status_fd, &ends.status))
    child->pid = fork();
  if (child->pid == 0) become_program(probe, job, &ends);
  close_all(ends.in, 4);
  close_all(&ends.status, 1);
  if (child->pid < 0) {
    close_all((int[]){child->stdout_fd, child->stderr_fd, child->channel_fd, child->status_fd}, 4);
    return "The sandbox could not make a process for the program.";
  }
  child->pid_fd = (int)syscall(SYS_pidfd_open, child->pid, 0);
  return NULL;
}
