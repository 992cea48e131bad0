#ifndef AFTERBURNER_BYTES_H
#define AFTERBURNER_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A growing array of bytes. Whoever appends checks its limit first: nothing grows unbounded. */
struct bytes {
  uint8_t *data;
  size_t length;
  size_t capacity;
};

/* False where memory is out; what was there stays. */
bool bytes_reserve(struct bytes *bytes, size_t more);
bool bytes_append(struct bytes *bytes, const void *data, size_t length);
void bytes_free(struct bytes *bytes);

/* Little-endian numbers, on any machine and at any alignment. */
uint32_t read_u32(const uint8_t *from);
uint64_t read_u64(const uint8_t *from);
void write_u32(uint8_t *to, uint32_t value);
void write_u64(uint8_t *to, uint64_t value);

#endif
