#include "channel.h"

#include <string.h>

#include "bytes.h"

void channel_open(struct channel *channel, uint64_t outcome_limit) {
  *channel = (struct channel){.outcome_left = outcome_limit};
}

static enum channel_event breach(struct channel *channel, enum channel_event kind) {
  channel->breached = true;
  return kind;
}

static enum channel_event mark(struct channel *channel, enum channel_event kind) {
  if (++channel->marks > CHANNEL_MAX_MARKS) return breach(channel, CHANNEL_BREACH);
  return kind;
}

/* A header is complete: is the message in order? */
static enum channel_event message(struct channel *channel) {
  uint8_t type = channel->header[0];
  size_t length = read_u32(channel->header + 1);
  channel->header_length = 0;
  if (type == 'I' && length == 0 && !channel->asked) {
    channel->asked = true;
    return mark(channel, CHANNEL_INPUT);
  }
  if (!channel->asked) return breach(channel, CHANNEL_BREACH);
  if (type == 'B' && length == 0 && !channel->in_region) {
    channel->in_region = true;
    return mark(channel, CHANNEL_BEGIN);
  }
  if (type == 'E' && length == 0 && channel->in_region) {
    channel->in_region = false;
    return mark(channel, CHANNEL_END);
  }
  if (type != 'O' || channel->in_region) return breach(channel, CHANNEL_BREACH);
  if (length > channel->outcome_left) return breach(channel, CHANNEL_OVERFLOW);
  channel->outcome_left -= length;
  channel->payload_left = length;
  return length ? CHANNEL_MORE : CHANNEL_COMPLETE;
}

enum channel_event channel_next(struct channel *channel, const uint8_t **bytes, size_t *length,
                                const uint8_t **piece, size_t *piece_length) {
  if (channel->breached) return CHANNEL_BREACH;
  while (*length > 0) {
    if (channel->payload_left > 0) {
      size_t taken = *length < channel->payload_left ? *length : channel->payload_left;
      *piece = *bytes;
      *piece_length = taken;
      *bytes += taken;
      *length -= taken;
      channel->payload_left -= taken;
      return channel->payload_left ? CHANNEL_OUTCOME : CHANNEL_COMPLETE;
    }
    channel->header[channel->header_length++] = **bytes;
    *bytes += 1;
    *length -= 1;
    if (channel->header_length < CHANNEL_HEADER_BYTES) continue;
    *piece_length = 0;
    enum channel_event event = message(channel);
    if (event != CHANNEL_MORE) return event;
  }
  return CHANNEL_MORE;
}
