#define _GNU_SOURCE
#include "filter.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
#define NATIVE_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define NATIVE_ARCH AUDIT_ARCH_AARCH64
#endif

#ifndef NATIVE_ARCH

bool filter_available(void) { return false; }
bool filter_apply(void) { return false; }

#else

#ifndef SYS_memfd_secret
#define SYS_memfd_secret 447
#endif

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
/* The low half, on the little-endian processors that are known here. */
#define LOAD_ARGUMENT(n) \
  BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args) + 8 * (n))
#define REFUSE(error) BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (error))
#define ALLOW BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define KILL BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS)
/* Skips so many statements unless the loaded word is the value. */
#define UNLESS(value, skip) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, (skip))
#define UNLESS_ANY(bits, skip) BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (bits), 0, (skip))
/* The call's number is loaded before each and still loaded after it. */
#define DENY(name, error) UNLESS(SYS_##name, 1), REFUSE(error)
/* Allowed only where an argument (a process, mostly) is 0: the caller itself. */
#define ONLY_SELF(name, argument) \
  UNLESS(SYS_##name, 4), LOAD_ARGUMENT(argument), UNLESS(0, 1), ALLOW, REFUSE(EPERM)

enum {
  NAMESPACES = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER |
               CLONE_NEWPID | CLONE_NEWNET,
  X32_BIT = 0x40000000,
};

static struct sock_filter program[] = {
    LOAD(arch),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, NATIVE_ARCH, 1, 0),
    KILL,
    LOAD(nr),
#if defined(__x86_64__)
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, X32_BIT, 0, 1),
    KILL,
#endif
    /* Memory that no resident figure shows. ENOSYS: programs fall back to files. */
    DENY(memfd_create, ENOSYS),
    DENY(memfd_secret, ENOSYS),
    DENY(shmget, ENOSYS),
    DENY(msgget, ENOSYS),
    DENY(semget, ENOSYS),
    DENY(mq_open, ENOSYS),
    DENY(io_uring_setup, ENOSYS),
    DENY(add_key, ENOSYS),
    DENY(request_key, ENOSYS),
    DENY(keyctl, ENOSYS),
    DENY(userfaultfd, ENOSYS),
    DENY(bpf, EPERM),
    DENY(perf_event_open, EPERM),
    /* Leaving the measuring core, and touching processes that are not its own. */
    DENY(sched_setaffinity, EPERM),
    DENY(ptrace, EPERM),
    DENY(process_vm_readv, EPERM),
    DENY(process_vm_writev, EPERM),
    DENY(pidfd_getfd, EPERM),
    ONLY_SELF(prlimit64, 0),
    ONLY_SELF(sched_setscheduler, 0),
    ONLY_SELF(sched_setparam, 0),
    ONLY_SELF(sched_setattr, 0),
    DENY(setpriority, EPERM),
    DENY(ioprio_set, EPERM),
    /* Namespaces in namespaces; clone3 hides its flags, so libc must fall back to clone. */
    DENY(unshare, EPERM),
    DENY(setns, EPERM),
    DENY(mount, EPERM),
    DENY(clone3, ENOSYS),
    UNLESS(SYS_clone, 4),
    LOAD_ARGUMENT(0),
    UNLESS_ANY(NAMESPACES, 1),
    REFUSE(EPERM),
    ALLOW,
    ALLOW,
};

bool filter_available(void) { return true; }

bool filter_apply(void) {
  struct sock_fprog filter = {.len = sizeof program / sizeof *program, .filter = program};
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0) == 0;
}

#endif
