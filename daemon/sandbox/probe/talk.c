#define _GNU_SOURCE
#include "talk.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

void talk_open(struct talk *talk, int fd, uint64_t outcome_limit, const uint8_t *input,
               size_t input_length) {
  *talk = (struct talk){.fd = fd, .input = input, .input_length = input_length};
  channel_open(&talk->channel, outcome_limit);
}

void talk_close(struct talk *talk) {
  if (talk->fd >= 0) close(talk->fd);
  talk->fd = -1;
  talk->reply_left = talk->input_left = 0;
}

bool talk_owes(const struct talk *talk) { return talk->reply_left > 0 || talk->input_left > 0; }

void talk_reply(struct talk *talk, char byte) {
  talk->reply[0] = (uint8_t)byte;
  talk->reply_length = talk->reply_left = 1;
  talk_send(talk);
}

void talk_hand_over(struct talk *talk) {
  write_u32(talk->reply, (uint32_t)talk->input_length);
  talk->reply_length = talk->reply_left = sizeof talk->reply;
  talk->input_left = talk->input_length;
  talk_send(talk);
}

/* Sends from the end of a buffer of `length`; false once the socket takes no more. */
static bool send_some(struct talk *talk, const uint8_t *from, size_t length, size_t *left) {
  while (*left > 0) {
    ssize_t sent = send(talk->fd, from + (length - *left), *left, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent > 0) {
      *left -= (size_t)sent;
      continue;
    }
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && errno != EAGAIN && errno != ENOBUFS) talk_close(talk);
    return false;
  }
  return true;
}

void talk_send(struct talk *talk) {
  if (talk->fd < 0) return;
  if (send_some(talk, talk->reply, talk->reply_length, &talk->reply_left))
    send_some(talk, talk->input, talk->input_length, &talk->input_left);
}

bool talk_read(struct talk *talk, const struct talk_listener *listener) {
  static uint8_t buffer[256 * 1024];
  ssize_t got = recv(talk->fd, buffer, sizeof buffer, MSG_DONTWAIT);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return false;
  if (got <= 0) {
    talk_close(talk);
    return false;
  }
  const uint8_t *bytes = buffer;
  size_t length = (size_t)got;
  for (;;) {
    const uint8_t *piece = NULL;
    size_t piece_length = 0;
    enum channel_event event = channel_next(&talk->channel, &bytes, &length, &piece, &piece_length);
    if (event == CHANNEL_MORE) return true;
    /* Whoever is owed an answer must wait for it. */
    if (talk_owes(talk)) event = CHANNEL_BREACH;
    if (event == CHANNEL_OUTCOME || event == CHANNEL_COMPLETE) {
      if (!bytes_append(&talk->outcome, piece, piece_length)) event = CHANNEL_OVERFLOW;
      if (event == CHANNEL_COMPLETE) talk->complete = talk->outcome.length;
    }
    if (!listener->on_event(listener->context, event)) return true;
  }
}
