#define _GNU_SOURCE
#include "sampler.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

enum { INODE_BYTES = 1024, FIRST_SAMPLES = 4096 };

static int open_tmpfs(const char *folder) {
  struct statfs facts;
  if (!folder) return -1;
  int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd >= 0 && fstatfs(fd, &facts) == 0 && facts.f_type == TMPFS_MAGIC) return fd;
  if (fd >= 0) close(fd);
  return -1;
}

static bool same_filesystem(int one, int other) {
  struct stat a, b;
  return fstat(one, &a) == 0 && fstat(other, &b) == 0 && a.st_dev == b.st_dev;
}

void sampler_open(struct sampler *sampler, struct tree *tree, const char *work, const char *shm) {
  *sampler = (struct sampler){.tree = tree, .stride = 1};
  sampler->work_fd = open_tmpfs(work);
  sampler->shm_fd = open_tmpfs(shm);
  if (sampler->work_fd >= 0 && sampler->shm_fd >= 0 &&
      same_filesystem(sampler->work_fd, sampler->shm_fd)) {
    close(sampler->shm_fd);
    sampler->shm_fd = -1;
  }
}

static uint64_t folder_bytes(int fd) {
  struct statfs facts;
  if (fd < 0 || fstatfs(fd, &facts) != 0) return 0;
  return (uint64_t)(facts.f_blocks - facts.f_bfree) * (uint64_t)facts.f_bsize +
         (uint64_t)(facts.f_files - facts.f_ffree) * INODE_BYTES;
}

static uint64_t held_now(const struct sampler *sampler) {
  return folder_bytes(sampler->work_fd) + folder_bytes(sampler->shm_fd);
}

void sampler_reset(struct sampler *sampler) {
  tree_reset(sampler->tree);
  free(sampler->samples);
  sampler->samples = NULL;
  sampler->count = sampler->capacity = 0;
  sampler->stride = 1;
  sampler->skipped = 0;
  sampler->held_at_start = held_now(sampler);
}

uint64_t sampler_held_bytes(const struct sampler *sampler) {
  uint64_t held = held_now(sampler);
  return held > sampler->held_at_start ? held - sampler->held_at_start : 0;
}

uint64_t sampler_measure(struct sampler *sampler, uint64_t now) {
  return tree_resident_bytes(sampler->tree, now) + sampler_held_bytes(sampler);
}

/* Drops every second sample: the curve stays, at half the rate. */
static void thin(struct sampler *sampler) {
  size_t kept = 0;
  for (size_t i = 0; i < sampler->count; i += 2) sampler->samples[kept++] = sampler->samples[i];
  sampler->count = kept;
  sampler->stride *= 2;
}

static bool make_room(struct sampler *sampler) {
  if (sampler->count < sampler->capacity) return true;
  size_t capacity = sampler->capacity ? sampler->capacity * 2 : FIRST_SAMPLES;
  struct sample *grown = NULL;
  if (capacity <= SAMPLER_MAX_SAMPLES)
    grown = realloc(sampler->samples, capacity * sizeof *sampler->samples);
  if (grown) {
    sampler->samples = grown;
    sampler->capacity = capacity;
    return true;
  }
  if (sampler->capacity == 0) return false;
  thin(sampler);
  return true;
}

void sampler_keep(struct sampler *sampler, uint64_t at_ns, uint64_t bytes, bool at_mark) {
  if (!at_mark && ++sampler->skipped < sampler->stride) return;
  if (!at_mark) sampler->skipped = 0;
  if (!make_room(sampler)) return;
  sampler->samples[sampler->count++] = (struct sample){.at_ns = at_ns, .bytes = bytes};
}
