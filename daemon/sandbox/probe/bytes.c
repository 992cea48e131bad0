#include "bytes.h"

#include <stdlib.h>
#include <string.h>

bool bytes_reserve(struct bytes *bytes, size_t more) {
  if (more > SIZE_MAX / 4 - bytes->length) return false;
  size_t needed = bytes->length + more;
  if (needed <= bytes->capacity) return true;
  size_t capacity = bytes->capacity ? bytes->capacity : 4096;
  while (capacity < needed) capacity *= 2;
  uint8_t *data = realloc(bytes->data, capacity);
  if (!data) return false;
  bytes->data = data;
  bytes->capacity = capacity;
  return true;
}

bool bytes_append(struct bytes *bytes, const void *data, size_t length) {
  if (length == 0) return true;
  if (!bytes_reserve(bytes, length)) return false;
  memcpy(bytes->data + bytes->length, data, length);
  bytes->length += length;
  return true;
}

void bytes_free(struct bytes *bytes) {
  free(bytes->data);
  *bytes = (struct bytes){0};
}

uint32_t read_u32(const uint8_t *from) {
  return (uint32_t)from[0] | (uint32_t)from[1] << 8 | (uint32_t)from[2] << 16 |
         (uint32_t)from[3] << 24;
}

uint64_t read_u64(const uint8_t *from) {
  return (uint64_t)read_u32(from) | (uint64_t)read_u32(from + 4) << 32;
}

void write_u32(uint8_t *to, uint32_t value) {
  for (int i = 0; i < 4; i++) to[i] = (uint8_t)(value >> (8 * i));
}

void write_u64(uint8_t *to, uint64_t value) {
  for (int i = 0; i < 8; i++) to[i] = (uint8_t)(value >> (8 * i));
}
