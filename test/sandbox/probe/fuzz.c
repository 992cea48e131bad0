/*
 * Random and damaged bytes for the two parsers of the probe: frames with the jobs in them, and the
 * program's channel. Run under the address and undefined behaviour sanitizers; besides, each
 * stream must mean the same however it is cut, and the parsers must keep what they promise.
 *
 * Usage: fuzz SEED STREAMS [SECONDS]: goes on until both are through.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "channel.h"
#include "frames.h"
#include "job.h"

static uint64_t state;
static uint64_t stream_seed;

static uint64_t roll(uint64_t sides) {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return state % sides;
}

#define REQUIRE(condition)                                                              \
  do {                                                                                  \
    if (!(condition)) {                                                                 \
      fprintf(stderr, "%s:%d: not so: %s (stream %llu)\n", __FILE__, __LINE__, #condition, \
              (unsigned long long)stream_seed);                                         \
      abort();                                                                          \
    }                                                                                   \
  } while (0)

/* What a stream meant: equal for equal streams, whatever the cuts. */
struct meaning {
  uint64_t hash;
  uint64_t events;
};

static void note(struct meaning *meaning, const void *data, size_t length) {
  const uint8_t *bytes = data;
  for (size_t i = 0; i < length; i++) meaning->hash = (meaning->hash ^ bytes[i]) * 0x100000001b3;
}

static void note_number(struct meaning *meaning, uint64_t number) {
  note(meaning, &number, sizeof number);
  meaning->events++;
}

static void damage(struct bytes *stream) {
  for (uint64_t times = roll(4); times > 0 && stream->length > 0; times--) {
    size_t at = roll(stream->length);
    switch (roll(4)) {
      case 0:
        stream->data[at] = (uint8_t)roll(256);
        break;
      case 1:
        stream->data[at] ^= (uint8_t)(1u << roll(8));
        break;
      case 2:
        stream->length = at;
        break;
      default: {
        size_t length = roll(stream->length - at) + 1;
        memmove(stream->data + at, stream->data + at + length, stream->length - at - length);
        stream->length -= length;
      }
    }
  }
}

static void add_random(struct bytes *to, size_t length) {
  for (size_t i = 0; i < length; i++) {
    uint8_t byte = (uint8_t)(roll(8) ? 'a' + roll(26) : roll(256));
    bytes_append(to, &byte, 1);
  }
}

static void add_job(struct bytes *to) {
  static const char *paths[] = {"main.py", "a/b/c", "../x", "/etc/x", "a//b", ".", "a/..", ""};
  for (uint64_t i = roll(5); i > 0; i--) {
    struct bytes field = {0};
    uint8_t tag = (uint8_t)(1 + roll(4));
    if (tag == JOB_FILE) {
      const char *path = paths[roll(8)];
      bytes_append(&field, path, strlen(path) + (roll(8) ? 1 : 0));
    }
    add_random(&field, roll(64));
    if (tag == JOB_ENV && roll(8)) bytes_append(&field, "=", 1);
    field_append(to, tag, field.data, field.length);
    bytes_free(&field);
  }
  for (uint8_t tag = JOB_WALL_NS; tag <= JOB_PROBE_CORE; tag++)
    if (roll(32)) field_append_u64(to, tag, roll(16) ? roll(1u << 20) : state);
}

static void add_frame(struct bytes *to) {
  struct bytes payload = {0};
  uint8_t type = (uint8_t)(roll(16) ? 1 + roll(3) : roll(256));
  if (type == FRAME_RUN) add_job(&payload);
  uint8_t header[FRAME_HEADER_BYTES];
  write_u32(header, (uint32_t)(roll(64) ? payload.length : state));
  header[4] = type;
  bytes_append(to, header, sizeof header);
  bytes_append(to, payload.data, payload.length);
  bytes_free(&payload);
}

/* A copy at the very end of its block, so that the sanitizer sees one byte too many. */
static void parse_job(const uint8_t *payload, size_t length, struct meaning *meaning) {
  uint8_t *copy = malloc(length ? length : 1);
  REQUIRE(copy);
  if (length) memcpy(copy, payload, length);
  struct job job;
  const char *fault = job_parse(&job, copy, length);
  note(meaning, fault ? fault : "", fault ? strlen(fault) : 0);
  if (!fault) {
    REQUIRE(job.argc > 0 && job.argv[job.argc] == NULL);
    REQUIRE(job.env_count == 0 || job.env[job.env_count] == NULL);
    for (size_t i = 0; i < job.argc; i++) note(meaning, job.argv[i], strlen(job.argv[i]));
    for (size_t i = 0; i < job.env_count; i++) REQUIRE(strchr(job.env[i], '='));
    for (size_t i = 0; i < job.file_count; i++) {
      REQUIRE(job.files[i].path[0] != '/' && !strstr(job.files[i].path, ".."));
      note(meaning, job.files[i].content, job.files[i].length);
    }
    if (job.input_length) note(meaning, job.input, job.input_length);
    REQUIRE(job.numbers[JOB_WALL_NS] > 0 && job.numbers[JOB_PROCESSES] <= JOB_MAX_PROCESSES);
  }
  job_free(&job);
  free(copy);
}

/* `longest` bounds the pieces that the stream is cut into. */
static struct meaning read_frames(const struct bytes *stream, size_t longest) {
  struct meaning meaning = {.hash = 0xcbf29ce484222325};
  struct frame_reader reader = {0};
  for (size_t at = 0; at < stream->length;) {
    size_t room;
    uint8_t *space = frame_space(&reader, &room);
    REQUIRE(space && room > 0);
    REQUIRE(reader.mapped <= 2 * stream->length + 128 * 1024);
    size_t length = 1 + roll(longest);
    if (length > room) length = room;
    if (length > stream->length - at) length = stream->length - at;
    memcpy(space, stream->data + at, length);
    at += length;
    enum frame_state frame = frame_advance(&reader, length);
    if (frame == FRAME_PARTIAL) continue;
    note_number(&meaning, frame);
    if (frame == FRAME_MALFORMED) {
      REQUIRE(reader.fault);
      break;
    }
    note_number(&meaning, frame_type(&reader));
    if (frame_type(&reader) == FRAME_RUN) {
      size_t payload_length, mapped;
      uint8_t *payload = frame_take_payload(&reader, &payload_length, &mapped);
      parse_job(payload, payload_length, &meaning);
      frame_release_payload(payload, mapped);
    }
    frame_next(&reader);
  }
  frame_next(&reader);
  return meaning;
}

static void add_message(struct bytes *to, char type, size_t length) {
  uint8_t header[CHANNEL_HEADER_BYTES] = {(uint8_t)type};
  write_u32(header + 1, (uint32_t)(roll(256) ? length : state));
  bytes_append(to, header, sizeof header);
  add_random(to, length);
}

static void add_conversation(struct bytes *to) {
  if (roll(16)) add_message(to, 'I', 0);
  for (uint64_t i = roll(12); i > 0; i--) {
    if (roll(2)) {
      add_message(to, 'B', 0);
      add_message(to, 'E', 0);
    }
    if (roll(2)) add_message(to, 'O', roll(200));
    if (roll(32) == 0) add_message(to, "IBEOx"[roll(5)], roll(3));
  }
}

static struct meaning read_channel(const struct bytes *stream, size_t longest) {
  enum { LIMIT = 1000 };
  struct meaning meaning = {.hash = 0xcbf29ce484222325};
  struct channel channel;
  channel_open(&channel, LIMIT);
  size_t outcome = 0;
  bool asked = false, in_region = false;
  for (size_t at = 0; at < stream->length;) {
    size_t length = 1 + roll(longest);
    if (length > stream->length - at) length = stream->length - at;
    uint8_t *piece = malloc(length);
    REQUIRE(piece);
    memcpy(piece, stream->data + at, length);
    at += length;
    const uint8_t *left = piece;
    for (enum channel_event event;;) {
      const uint8_t *data = NULL;
      size_t data_length = 0;
      event = channel_next(&channel, &left, &length, &data, &data_length);
      if (event == CHANNEL_MORE) break;
      note(&meaning, data, data_length);
      outcome += data_length;
      /* Pieces depend on the cuts, complete messages do not. */
      if (event != CHANNEL_OUTCOME) note_number(&meaning, event);
      if (event == CHANNEL_BREACH || event == CHANNEL_OVERFLOW) {
        free(piece);
        REQUIRE(channel_next(&channel, &left, &length, &data, &data_length) == CHANNEL_BREACH);
        return meaning;
      }
      if (event == CHANNEL_INPUT) REQUIRE(!asked);
      if (event == CHANNEL_BEGIN) REQUIRE(asked && !in_region);
      if (event == CHANNEL_END) REQUIRE(asked && in_region);
      if (event == CHANNEL_OUTCOME || event == CHANNEL_COMPLETE) REQUIRE(asked && !in_region);
      asked |= event == CHANNEL_INPUT;
      in_region = event == CHANNEL_BEGIN || (in_region && event != CHANNEL_END);
    }
    REQUIRE(length == 0 && outcome <= LIMIT);
    free(piece);
  }
  return meaning;
}

static void check_stream(void) {
  struct bytes stream = {0};
  bool frames = roll(2);
  if (roll(32) == 0) add_random(&stream, roll(300));
  else if (!frames) add_conversation(&stream);
  else
    for (uint64_t i = 1 + roll(4); i > 0; i--) add_frame(&stream);
  damage(&stream);
  struct meaning (*read)(const struct bytes *, size_t) = frames ? read_frames : read_channel;
  struct meaning whole = read(&stream, SIZE_MAX), bytewise = read(&stream, 1), cut = read(&stream, 40);
  REQUIRE(whole.hash == bytewise.hash && whole.events == bytewise.events);
  REQUIRE(whole.hash == cut.hash && whole.events == cut.events);
  bytes_free(&stream);
}

static void check_mark_limit(void) {
  struct channel channel;
  channel_open(&channel, 0);
  for (uint32_t i = 0; i <= CHANNEL_MAX_MARKS; i++) {
    const uint8_t message[CHANNEL_HEADER_BYTES] = {(uint8_t)(i == 0 ? 'I' : i % 2 ? 'B' : 'E')};
    const uint8_t *bytes = message, *piece;
    size_t length = sizeof message, piece_length;
    enum channel_event event = channel_next(&channel, &bytes, &length, &piece, &piece_length);
    REQUIRE((event == CHANNEL_BREACH) == (i == CHANNEL_MAX_MARKS));
  }
}

int main(int count, char **arguments) {
  if (count < 3) return 2;
  uint64_t seed = strtoull(arguments[1], NULL, 10);
  uint64_t least = strtoull(arguments[2], NULL, 10);
  time_t end = time(NULL) + (count > 3 ? atol(arguments[3]) : 0);
  check_mark_limit();
  uint64_t done = 0;
  for (; done < least || time(NULL) < end; done++) {
    stream_seed = seed + done;
    state = stream_seed * 0x9e3779b97f4a7c15 + 1;
    for (int i = 0; i < 8; i++) roll(2);
    check_stream();
  }
  printf("%llu streams\n", (unsigned long long)done);
  return 0;
}
