#ifndef AFTERBURNER_CHANNEL_H
#define AFTERBURNER_CHANNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What the program says on its channel: u8 type, u32 length, payload. Every byte is hostile.
 * `I` asks for the input; `B` and `E` begin and end a region; `O` carries outcome data. The order
 * is I, then pairs of B and E with O outside the pairs.
 */
enum { CHANNEL_MAX_MARKS = 65536, CHANNEL_HEADER_BYTES = 5 };

enum channel_event {
  CHANNEL_MORE,     /* All bytes are consumed. */
  CHANNEL_INPUT,    /* It asks for its input. */
  CHANNEL_BEGIN,    /* A region begins. */
  CHANNEL_END,      /* A region ends. */
  CHANNEL_OUTCOME,  /* A piece of outcome data. */
  CHANNEL_COMPLETE, /* The last piece, perhaps empty: the message is complete. */
  CHANNEL_OVERFLOW, /* More outcome data than the limit. */
  CHANNEL_BREACH,   /* Anything else. */
};

struct channel {
  uint8_t header[CHANNEL_HEADER_BYTES];
  size_t header_length;
  /* What is still to come of an outcome message. */
  size_t payload_left;
  uint64_t outcome_left;
  uint32_t marks;
  bool asked;
  bool in_region;
  bool breached;
};

void channel_open(struct channel *channel, uint64_t outcome_limit);
/*
 * Consumes bytes up to the next event. With CHANNEL_OUTCOME and CHANNEL_COMPLETE, `piece` and `piece_length` are the
 * data, inside the bytes that were given. After a breach or an overflow nothing is consumed.
 */
enum channel_event channel_next(struct channel *channel, const uint8_t **bytes, size_t *length,
                                const uint8_t **piece, size_t *piece_length);

#endif
