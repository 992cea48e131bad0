#ifndef AFTERBURNER_SAMPLER_H
#define AFTERBURNER_SAMPLER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tree.h"

enum { SAMPLER_MAX_SAMPLES = 4 * 1024 * 1024 };

struct sample {
  uint64_t at_ns;
  uint64_t bytes;
};

/*
 * Resident memory of a run: its processes, and the files that it holds in the work tmpfs and in
 * /dev/shm beyond what was there at the start.
 */
struct sampler {
  struct tree *tree;
  /* Folders in tmpfs, -1 where there is none to count. */
  int work_fd;
  int shm_fd;
  uint64_t held_at_start;
  struct sample *samples;
  size_t count;
  size_t capacity;
  /* Of the samples on time, one in `stride` is kept; it doubles whenever the store is full. */
  uint64_t stride;
  uint64_t skipped;
};

/* The folders are counted where they are tmpfs; `shm` may be NULL. */
void sampler_open(struct sampler *sampler, struct tree *tree, const char *work, const char *shm);
/* Forgets the last run's samples and takes the folders as empty from here. */
void sampler_reset(struct sampler *sampler);
/* Bytes that the folders hold beyond the start; an inode counts for 1 KiB of kernel memory. */
uint64_t sampler_held_bytes(const struct sampler *sampler);
uint64_t sampler_measure(struct sampler *sampler, uint64_t now);
/* Keeps a sample; `at_mark` ones are kept whatever the stride. */
void sampler_keep(struct sampler *sampler, uint64_t at_ns, uint64_t bytes, bool at_mark);

#endif
