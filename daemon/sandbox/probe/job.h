#ifndef AFTERBURNER_JOB_H
#define AFTERBURNER_JOB_H

#include <stddef.h>
#include <stdint.h>

/* Fields of a RUN frame; the same numbers stand in probe-frames.ts. */
enum job_field {
  JOB_ARG = 1,
  JOB_ENV = 2,
  JOB_FILE = 3,
  JOB_INPUT = 4,
  JOB_WALL_NS = 5,
  JOB_CPU_NS = 6,
  JOB_MEMORY_BYTES = 7,
  JOB_PROCESSES = 8,
  JOB_OUTPUT_BYTES = 9,
  JOB_FILE_BYTES = 10,
  JOB_INTERVAL_NS = 11,
  JOB_MEASURING_CORE = 12,
  JOB_PROBE_CORE = 13,
};

enum {
  JOB_MAX_STRINGS = 4096,
  JOB_MAX_FILES = 4096,
  JOB_MAX_PROCESSES = 4096,
  JOB_MAX_OUTPUT_BYTES = 128 * 1024 * 1024,
  JOB_MIN_INTERVAL_NS = 10000,
  JOB_MAX_CORE = 1023,
};

struct job_file {
  const char *path;
  const uint8_t *content;
  size_t length;
};

/* What one RUN frame asks for. Paths, contents and input point into the frame's payload. */
struct job {
  char **argv;
  size_t argc;
  char **env;
  size_t env_count;
  struct job_file *files;
  size_t file_count;
  const uint8_t *input;
  size_t input_length;
  /* Indexed by enum job_field, from JOB_WALL_NS. */
  uint64_t numbers[JOB_PROBE_CORE + 1];
};

/* NULL, or a sentence that says what is wrong. In both cases job_free is due. */
const char *job_parse(struct job *job, const uint8_t *payload, size_t length);
void job_free(struct job *job);

#endif
