#include "report.h"

#include <string.h>
#include <sys/wait.h>

enum { PIECE_BYTES = 1024 * 1024, SAMPLE_BYTES = 16, SAMPLES_PER_PIECE = 4096 };

bool report_ready(const char *version, const char *features) {
  struct bytes payload = {0};
  bool sent = field_append(&payload, READY_VERSION, version, strlen(version)) &&
              field_append(&payload, READY_FEATURES, features, strlen(features)) &&
              frame_write(TO_DAEMON, FRAME_READY, payload.data, payload.length);
  bytes_free(&payload);
  return sent;
}

bool report_data(enum frame_type type, const void *data, size_t length) {
  const uint8_t *from = data;
  for (size_t at = 0; at < length;) {
    size_t piece = length - at < PIECE_BYTES ? length - at : PIECE_BYTES;
    if (!frame_write(TO_DAEMON, type, from + at, piece)) return false;
    at += piece;
  }
  return true;
}

bool report_samples(const struct sampler *sampler) {
  uint8_t piece[SAMPLES_PER_PIECE * SAMPLE_BYTES];
  for (size_t at = 0; at < sampler->count;) {
    size_t length = 0;
    for (; at < sampler->count && length < sizeof piece; at++, length += SAMPLE_BYTES) {
      write_u64(piece + length, sampler->samples[at].at_ns);
      write_u64(piece + length + 8, sampler->samples[at].bytes);
    }
    if (!frame_write(TO_DAEMON, FRAME_SAMPLES, piece, length)) return false;
  }
  return true;
}

static bool append_exit(struct bytes *payload, const struct result *result) {
  if (result->not_started[0])
    return field_append(payload, RESULT_NOT_STARTED, result->not_started,
                        strlen(result->not_started));
  if (WIFSIGNALED(result->status))
    return field_append_u64(payload, RESULT_SIGNAL, (uint64_t)WTERMSIG(result->status));
  return field_append_u64(payload, RESULT_EXIT_CODE, (uint64_t)WEXITSTATUS(result->status));
}

bool report_result(const struct result *result) {
  struct bytes payload = {0};
  bool sent = append_exit(&payload, result) &&
              field_append_u64(&payload, RESULT_BREACH, result->breach) &&
              field_append_u64(&payload, RESULT_START_NS, result->start_ns) &&
              field_append_u64(&payload, RESULT_END_NS, result->end_ns) &&
              field_append_u64(&payload, RESULT_CPU_NS, result->cpu_ns) &&
              field_append_u64(&payload, RESULT_MAX_RSS_BYTES, result->max_rss_bytes) &&
              (result->cgroup_peak_bytes == 0 ||
               field_append_u64(&payload, RESULT_CGROUP_PEAK_BYTES, result->cgroup_peak_bytes)) &&
              field_append_u64(&payload, RESULT_CLEAN, result->clean) &&
              frame_write(TO_DAEMON, FRAME_RESULT, payload.data, payload.length);
  bytes_free(&payload);
  return sent;
}
