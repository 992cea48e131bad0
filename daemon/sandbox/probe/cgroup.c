#define _GNU_SOURCE
#include "cgroup.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static size_t read_file(const char *path, char *text, size_t room) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return 0;
  ssize_t length = read(fd, text, room - 1);
  close(fd);
  if (length <= 0) return 0;
  text[length] = 0;
  return (size_t)length;
}

static uint64_t read_number(const char *path) {
  char text[64];
  return read_file(path, text, sizeof text) ? strtoull(text, NULL, 10) : 0;
}

/* The number after a word of the form `oom_kill 3`. */
static uint64_t read_entry(const char *path, const char *word) {
  char text[1024];
  if (!read_file(path, text, sizeof text)) return 0;
  const char *found = strstr(text, word);
  return found ? strtoull(found + strlen(word), NULL, 10) : 0;
}

static uint64_t first_of(uint64_t one, uint64_t other) { return one ? one : other; }

struct cgroup_facts cgroup_read(void) {
  return (struct cgroup_facts){
      .peak_bytes = first_of(read_number("/sys/fs/cgroup/memory.peak"),
                             read_number("/sys/fs/cgroup/memory/memory.max_usage_in_bytes")),
      .oom_kills = first_of(read_entry("/sys/fs/cgroup/memory.events", "oom_kill "),
                            read_entry("/sys/fs/cgroup/memory/memory.oom_control", "oom_kill ")),
  };
}
