#ifndef AFTERBURNER_PROBE_H
#define AFTERBURNER_PROBE_H

#include <stdbool.h>
#include <sys/types.h>

#include "frames.h"
#include "sampler.h"
#include "tree.h"

/* Nobody, in every Linux distribution. */
enum { USER_ID = 65534, GROUP_ID = 65534 };

/* What stays the same from run to run. */
struct probe {
  /* The folder that holds the run's own, `run`. */
  const char *work;
  char run_folder[4096];
  /* PID 1 of a namespace: everything in it belongs to the run. */
  bool contained;
  /* The probe may change users, so the program gets one of its own. */
  bool drops_user;
  struct frame_reader reader;
  struct tree tree;
  struct sampler sampler;
};

/* The probe's two ends towards the daemon. */
enum { FROM_DAEMON = 0, TO_DAEMON = 1 };

/* Says a sentence to the daemon, kills what runs and leaves. */
_Noreturn void probe_fail(struct probe *probe, const char *sentence);

#endif
