#ifndef AFTERBURNER_FRAMES_H
#define AFTERBURNER_FRAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bytes.h"

/*
 * Frames between daemon and probe: u32 payload length (little-endian), u8 type, payload.
 * The same numbers stand in probe-frames.ts.
 */
enum { FRAME_HEADER_BYTES = 5, FRAME_MAX_PAYLOAD = 256 * 1024 * 1024 };

enum frame_type {
  FRAME_RUN = 1,
  FRAME_CANCEL = 2,
  FRAME_PING = 3,
  FRAME_READY = 129,
  FRAME_STDOUT = 130,
  FRAME_STDERR = 131,
  FRAME_OUTCOME = 132,
  FRAME_MARKS = 133,
  FRAME_SAMPLES = 134,
  FRAME_RESULT = 135,
  FRAME_ERROR = 136,
  FRAME_PONG = 137,
};

enum frame_state { FRAME_PARTIAL, FRAME_COMPLETE, FRAME_MALFORMED };

/*
 * Takes frames apart as their bytes arrive. The payload lives in a mapping of its own that grows
 * with what has arrived, never with what a header claims; a forked child can be kept from
 * inheriting it.
 */
struct frame_reader {
  uint8_t header[FRAME_HEADER_BYTES];
  size_t header_length;
  uint8_t *payload;
  size_t payload_length;
  size_t payload_expected;
  size_t mapped;
  /* A run is under way: another RUN is refused before its payload is read. */
  bool busy;
  /* Why the stream is malformed: a sentence. */
  const char *fault;
};

/* Where the next bytes go, and how many may; NULL where memory is out. */
uint8_t *frame_space(struct frame_reader *reader, size_t *room);
/* Tells that `length` bytes were put there. */
enum frame_state frame_advance(struct frame_reader *reader, size_t length);
enum frame_type frame_type(const struct frame_reader *reader);
/* Hands the payload over; release it with frame_release_payload. */
uint8_t *frame_take_payload(struct frame_reader *reader, size_t *length, size_t *mapped);
void frame_release_payload(uint8_t *payload, size_t mapped);
/* Makes ready for the next frame, dropping this one's payload. */
void frame_next(struct frame_reader *reader);

/* Writes a whole frame, waiting as long as it takes; false where the other end is gone. */
bool frame_write(int fd, enum frame_type type, const void *payload, size_t length);
/* One TLV field: u8 tag, u32 length, bytes. */
bool field_append(struct bytes *to, uint8_t tag, const void *data, size_t length);
bool field_append_u64(struct bytes *to, uint8_t tag, uint64_t value);

#endif
