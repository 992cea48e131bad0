#define _GNU_SOURCE
#include "job.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"

static const char OUT_OF_MEMORY[] = "The probe has no memory for the job.";

/* Appends a copy to a NULL-terminated list of strings. */
static const char *add_string(char ***list, size_t *count, const uint8_t *data, size_t length) {
  if (*count >= JOB_MAX_STRINGS) return "The job has too many arguments or variables.";
  if (memchr(data, 0, length)) return "An argument or variable holds a NUL byte.";
  char **grown = realloc(*list, (*count + 2) * sizeof **list);
  if (!grown) return OUT_OF_MEMORY;
  *list = grown;
  grown[*count] = strndup((const char *)data, length);
  if (!grown[*count]) return OUT_OF_MEMORY;
  grown[++*count] = NULL;
  return NULL;
}

/* Relative, without empty, `.` and `..` parts: it cannot leave the work folder. */
static bool path_is_safe(const char *path) {
  size_t length = strlen(path);
  if (length == 0 || length > 1024) return false;
  for (const char *part = path;;) {
    size_t part_length = strcspn(part, "/");
    if (part_length == 0 || part_length > 255) return false;
    if (part_length <= 2 && strncmp(part, "..", part_length) == 0) return false;
    if (part[part_length] == 0) return true;
    part += part_length + 1;
  }
}

static const char *add_file(struct job *job, const uint8_t *data, size_t length) {
  if (job->file_count >= JOB_MAX_FILES) return "The job has too many files.";
  const uint8_t *end = memchr(data, 0, length);
  if (!end) return "A file's path does not end.";
  if (!path_is_safe((const char *)data)) return "A file's path leaves the work folder.";
  struct job_file *grown = realloc(job->files, (job->file_count + 1) * sizeof *grown);
  if (!grown) return OUT_OF_MEMORY;
  job->files = grown;
  size_t path_length = (size_t)(end - data);
  grown[job->file_count++] = (struct job_file){
      .path = (const char *)data, .content = end + 1, .length = length - path_length - 1};
  return NULL;
}

static const char *check_numbers(const struct job *job, uint32_t seen) {
  for (int field = JOB_WALL_NS; field <= JOB_PROBE_CORE; field++)
    if (!(seen & 1u << field)) return "The job lacks a limit, the interval or a core.";
  const uint64_t *numbers = job->numbers;
  for (int field = JOB_WALL_NS; field <= JOB_FILE_BYTES; field++)
    if (numbers[field] == 0 || numbers[field] > INT64_MAX) return "A limit is out of range.";
  if (numbers[JOB_PROCESSES] > JOB_MAX_PROCESSES) return "The process limit is above 4096.";
  if (numbers[JOB_OUTPUT_BYTES] > JOB_MAX_OUTPUT_BYTES) return "The output limit is above 128 MiB.";
  uint64_t interval = numbers[JOB_INTERVAL_NS];
  if (interval != 0 && (interval < JOB_MIN_INTERVAL_NS || interval > INT64_MAX))
    return "The sample interval is below 10 microseconds.";
  if (numbers[JOB_MEASURING_CORE] > JOB_MAX_CORE || numbers[JOB_PROBE_CORE] > JOB_MAX_CORE)
    return "A core's number is above 1023.";
  return NULL;
}

static const char *add_field(struct job *job, uint8_t tag, const uint8_t *data, size_t length,
                             uint32_t *seen) {
  switch (tag) {
    case JOB_ARG:
      return add_string(&job->argv, &job->argc, data, length);
    case JOB_ENV:
      if (!memchr(data, '=', length)) return "A variable has no value.";
      return add_string(&job->env, &job->env_count, data, length);
    case JOB_FILE:
      return add_file(job, data, length);
    default:
      break;
  }
  if (tag < JOB_INPUT || tag > JOB_PROBE_CORE) return "The job has an unknown field.";
  if (*seen & 1u << tag) return "The job has a field twice.";
  *seen |= 1u << tag;
  if (tag == JOB_INPUT) {
    job->input = data;
    job->input_length = length;
    return NULL;
  }
  if (length != 8) return "A number in the job is not 8 bytes long.";
  job->numbers[tag] = read_u64(data);
  return NULL;
}

const char *job_parse(struct job *job, const uint8_t *payload, size_t length) {
  *job = (struct job){0};
  uint32_t seen = 0;
  size_t at = 0;
  while (at < length) {
    if (length - at < 5) return "A field of the job is cut off.";
    uint8_t tag = payload[at];
    size_t field_length = read_u32(payload + at + 1);
    at += 5;
    if (field_length > length - at) return "A field of the job is cut off.";
    const char *fault = add_field(job, tag, payload + at, field_length, &seen);
    if (fault) return fault;
    at += field_length;
  }
  if (job->argc == 0) return "The job has no program.";
  return check_numbers(job, seen);
}

void job_free(struct job *job) {
  for (size_t i = 0; i < job->argc; i++) free(job->argv[i]);
  for (size_t i = 0; i < job->env_count; i++) free(job->env[i]);
  free(job->argv);
  free(job->env);
  free(job->files);
  *job = (struct job){0};
}
