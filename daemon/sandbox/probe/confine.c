#define _GNU_SOURCE
#include "confine.h"

#include <grp.h>
#include <linux/capability.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

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

bool confine_files(const struct probe *probe) {
  if (!probe->drops_user) return true;
  return setegid(GROUP_ID) == 0 && seteuid(USER_ID) == 0;
}

bool confine_files_end(const struct probe *probe) {
  if (!probe->drops_user) return true;
  bool back = seteuid(0) == 0 && setegid(0) == 0;
  /* The kernel forgets this whenever a process changes its user. */
  return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && back;
}
