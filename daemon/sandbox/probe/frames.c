#define _GNU_SOURCE
#include "frames.h"

#include <errno.h>
#include <sys/mman.h>
#include <sys/uio.h>

enum { FIRST_MAPPING = 64 * 1024 };

static bool grow(struct frame_reader *reader) {
  size_t wanted = reader->mapped ? reader->mapped * 2 : FIRST_MAPPING;
  void *mapping = reader->mapped
                      ? mremap(reader->payload, reader->mapped, wanted, MREMAP_MAYMOVE)
                      : mmap(NULL, wanted, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapping == MAP_FAILED) return false;
  reader->payload = mapping;
  reader->mapped = wanted;
  return true;
}

uint8_t *frame_space(struct frame_reader *reader, size_t *room) {
  if (reader->header_length < FRAME_HEADER_BYTES) {
    *room = FRAME_HEADER_BYTES - reader->header_length;
    return reader->header + reader->header_length;
  }
  if (reader->payload_length == reader->mapped && !grow(reader)) {
    reader->fault = "The probe has no memory for the frame.";
    return NULL;
  }
  size_t missing = reader->payload_expected - reader->payload_length;
  size_t mapped = reader->mapped - reader->payload_length;
  *room = missing < mapped ? missing : mapped;
  return reader->payload + reader->payload_length;
}

static const char *header_fault(const struct frame_reader *reader) {
  switch (reader->header[4]) {
    case FRAME_RUN:
      if (reader->busy) return "A RUN frame came while a run was under way.";
      if (reader->payload_expected > FRAME_MAX_PAYLOAD) return "The frame is larger than 256 MiB.";
      return NULL;
    case FRAME_CANCEL:
    case FRAME_PING:
      return reader->payload_expected ? "The frame has a payload and must have none." : NULL;
    default:
      return "The frame is of an unknown type.";
  }
}

enum frame_state frame_advance(struct frame_reader *reader, size_t length) {
  if (reader->header_length < FRAME_HEADER_BYTES) {
    reader->header_length += length;
    if (reader->header_length < FRAME_HEADER_BYTES) return FRAME_PARTIAL;
    reader->payload_expected = read_u32(reader->header);
    reader->payload_length = 0;
    reader->fault = header_fault(reader);
    if (reader->fault) return FRAME_MALFORMED;
  } else {
    reader->payload_length += length;
  }
  return reader->payload_length == reader->payload_expected ? FRAME_COMPLETE : FRAME_PARTIAL;
}

enum frame_type frame_type(const struct frame_reader *reader) {
  return (enum frame_type)reader->header[4];
}

uint8_t *frame_take_payload(struct frame_reader *reader, size_t *length, size_t *mapped) {
  uint8_t *payload = reader->payload;
  *length = reader->payload_length;
  *mapped = reader->mapped;
  reader->payload = NULL;
  reader->mapped = 0;
  reader->payload_length = 0;
  return payload;
}

void frame_release_payload(uint8_t *payload, size_t mapped) {
  if (payload) munmap(payload, mapped);
}

void frame_next(struct frame_reader *reader) {
  frame_release_payload(reader->payload, reader->mapped);
  bool busy = reader->busy;
  *reader = (struct frame_reader){.busy = busy};
}

bool frame_write(int fd, enum frame_type type, const void *payload, size_t length) {
  uint8_t header[FRAME_HEADER_BYTES];
  write_u32(header, (uint32_t)length);
  header[4] = (uint8_t)type;
  struct iovec parts[2] = {
      {.iov_base = header, .iov_len = sizeof header},
      {.iov_base = (void *)(uintptr_t)payload, .iov_len = length},
  };
  struct iovec *part = parts;
  int count = length ? 2 : 1;
  while (count > 0) {
    ssize_t written = writev(fd, part, count);
    if (written < 0) {
      if (errno == EINTR) continue;
      return false;
    }
    while (count > 0 && (size_t)written >= part->iov_len) {
      written -= (ssize_t)part->iov_len;
      part++;
      count--;
    }
    if (count > 0) {
      part->iov_base = (uint8_t *)part->iov_base + written;
      part->iov_len -= (size_t)written;
    }
  }
  return true;
}

bool field_append(struct bytes *to, uint8_t tag, const void *data, size_t length) {
  uint8_t header[5] = {tag};
  write_u32(header + 1, (uint32_t)length);
  return bytes_append(to, header, sizeof header) && bytes_append(to, data, length);
}

bool field_append_u64(struct bytes *to, uint8_t tag, uint64_t value) {
  uint8_t data[8];
  write_u64(data, value);
  return field_append(to, tag, data, sizeof data);
}
