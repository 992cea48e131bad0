#define _GNU_SOURCE
#include "confine.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"

static bool drop_capabilities(void) {
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct none[2] = {0};
  /* Ambient capabilities would survive the exec; kernels without them refuse this call. */
  prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
  return syscall(SYS_capset, &header, none) == 0;
}

const char *confine_user(const struct probe *probe) {
  pid_t parent = getppid();
  if (probe->drops_user) {
    if (setgroups(0, NULL) != 0) return "drop its groups";
    if (setresgid(GROUP_ID, GROUP_ID, GROUP_ID) != 0) return "change its group";
    if (setresuid(USER_ID, USER_ID, USER_ID) != 0) return "change its user";
  }
  if (!drop_capabilities()) return "drop its capabilities";
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return "renounce new privileges";
  /* Changing users clears the death signal, so it comes last; the probe may be gone already. */
  if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) return "bind itself to the probe";
  if (getppid() != parent) _exit(1);
  return NULL;
}

/* Reads until the child's end closes, the room is full or the time is over. */
static bool read_report(int fd, uint8_t *report, size_t room, size_t *length) {
  uint64_t deadline = now_ns() + 10ull * NS_PER_S;
  *length = 0;
  for (;;) {
    uint64_t now = now_ns();
    if (now >= deadline) return false;
    struct pollfd ready = {.fd = fd, .events = POLLIN};
    if (poll(&ready, 1, (int)((deadline - now) / NS_PER_MS) + 1) <= 0) continue;
    uint8_t beyond;
    bool full = *length == room;
    ssize_t got = read(fd, full ? &beyond : report + *length, full ? 1 : room - *length);
    if (got == 0) return true;
    if (got < 0 && errno != EINTR) return false;
    if (got > 0 && !full) *length += (size_t)got;
  }
}

bool confine_run(const struct probe *probe, bool (*work)(const void *argument, int report),
                 const void *argument, void *report, size_t room, size_t *length) {
  int ends[2];
  *length = 0;
  if (pipe2(ends, O_CLOEXEC) != 0) return false;
  pid_t pid = fork();
  if (pid == 0) {
    close(ends[0]);
    bool done = confine_user(probe) == NULL && work(argument, ends[1]);
    _exit(done ? 0 : 1);
  }
  close(ends[1]);
  if (pid < 0) {
    close(ends[0]);
    return false;
  }
  bool in_time = read_report(ends[0], report, room, length);
  close(ends[0]);
  if (!in_time) kill(pid, SIGKILL);
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) continue;
  return in_time && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
