#ifndef AFTERBURNER_CHILD_H
#define AFTERBURNER_CHILD_H

#include <sys/types.h>

#include "job.h"
#include "probe.h"

/* The probe's ends of what ties it to the program; -1 where closed. */
struct child {
  pid_t pid;
  /* Readable once the program has ended; -1 where the kernel has no such thing. */
  int pid_fd;
  int stdout_fd;
  int stderr_fd;
  int channel_fd;
  /* Closes when the program starts; a sentence comes through it where that fails. */
  int status_fd;
};

/* NULL, or what could not be made. The ends do not block. */
const char *child_start(const struct probe *probe, const struct job *job, struct child *child);

#endif
