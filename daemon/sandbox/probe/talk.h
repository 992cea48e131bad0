#ifndef AFTERBURNER_TALK_H
#define AFTERBURNER_TALK_H

#include "bytes.h"
#include "channel.h"

/*
 * The probe's end of the program's channel: what is parsed, what is owed as a reply, and what
 * came of it. It never blocks; a program that does not read its replies is in breach.
 */
struct talk {
  int fd;
  struct channel channel;
  struct bytes outcome;
  /* Outcome bytes of complete messages: what is cut off does not count. */
  size_t complete;
  uint8_t reply[4];
  size_t reply_left;
  size_t reply_length;
  const uint8_t *input;
  size_t input_length;
  size_t input_left;
};

void talk_open(struct talk *talk, int fd, uint64_t outcome_limit, const uint8_t *input,
               size_t input_length);
void talk_close(struct talk *talk);
bool talk_owes(const struct talk *talk);
/* Owes a byte, or the input with its length. */
void talk_reply(struct talk *talk, char byte);
void talk_hand_over(struct talk *talk);
/* Sends what is owed, as far as the socket takes it. */
void talk_send(struct talk *talk);

/* How the program's bytes are acted upon. False ends the reading: the run is over. */
struct talk_listener {
  bool (*on_event)(void *context, enum channel_event event);
  void *context;
};
/* Reads once; closes the channel at its end. True where there was something to read. */
bool talk_read(struct talk *talk, const struct talk_listener *listener);

#endif
