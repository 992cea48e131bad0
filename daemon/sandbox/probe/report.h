#ifndef AFTERBURNER_REPORT_H
#define AFTERBURNER_REPORT_H

#include "bytes.h"
#include "probe.h"

/* Limits that a run breached; the same numbers stand in probe-frames.ts. */
enum breach {
  BREACH_NONE,
  BREACH_WALL,
  BREACH_CPU,
  BREACH_MEMORY,
  BREACH_PROCESSES,
  BREACH_OUTPUT,
  BREACH_FILE_SIZE,
  BREACH_CHANNEL,
  BREACH_CANCELLED,
};

/* Fields of a READY frame, then of a RESULT frame. */
enum ready_field { READY_VERSION = 1, READY_FEATURES = 2 };

enum result_field {
  RESULT_EXIT_CODE = 1,
  RESULT_SIGNAL = 2,
  RESULT_NOT_STARTED = 3,
  RESULT_BREACH = 4,
  RESULT_START_NS = 5,
  RESULT_END_NS = 6,
  RESULT_CPU_NS = 7,
  RESULT_MAX_RSS_BYTES = 8,
  RESULT_CGROUP_PEAK_BYTES = 9,
  RESULT_CLEAN = 10,
};

struct result {
  /* As waitpid gives it, where `not_started` is empty. */
  int status;
  char not_started[512];
  enum breach breach;
  uint64_t start_ns;
  uint64_t end_ns;
  uint64_t cpu_ns;
  uint64_t max_rss_bytes;
  /* 0 where unknown. */
  uint64_t cgroup_peak_bytes;
  bool clean;
};

bool report_ready(const char *version, const char *features);
/* Sends data in frames of a mebibyte. */
bool report_data(enum frame_type type, const void *data, size_t length);
bool report_samples(const struct sampler *sampler);
bool report_result(const struct result *result);

#endif
