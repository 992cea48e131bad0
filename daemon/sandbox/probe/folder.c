#define _GNU_SOURCE
#include "folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "clock.h"
#include "confine.h"

/* A wipe that takes longer fails: the sandbox is replaced then. */
enum { WIPE_S = 10 };

static bool write_all(int fd, const uint8_t *data, size_t length) {
  while (length > 0) {
    ssize_t written = write(fd, data, length);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    data += written;
    length -= (size_t)written;
  }
  return true;
}

static bool make_parents(int folder, const char *path) {
  char parent[1025];
  for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
    snprintf(parent, sizeof parent, "%.*s", (int)(slash - path), path);
    if (mkdirat(folder, parent, 0700) != 0 && errno != EEXIST) return false;
  }
  return true;
}

static bool make_file(int folder, const struct job_file *file) {
  if (!make_parents(folder, file->path)) return false;
  int fd = openat(folder, file->path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0700);
  if (fd < 0) return false;
  bool written = write_all(fd, file->content, file->length);
  return close(fd) == 0 && written;
}

/* NULL, or the path that could not be made; `errno` tells why. */
static const char *prepare(const char *run_folder, const struct job *job) {
  if (mkdir(run_folder, 0700) != 0) return run_folder;
  int folder = open(run_folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (folder < 0) return run_folder;
  const char *failed = NULL;
  for (size_t i = 0; i < job->file_count && !failed; i++)
    if (!make_file(folder, &job->files[i])) failed = job->files[i].path;
  int why = errno;
  close(folder);
  errno = why;
  return failed;
}

bool folder_prepare(struct probe *probe, const struct job *job, char *reason, size_t room) {
  const char *failed = confine_files(probe) ? prepare(probe->run_folder, job) : probe->run_folder;
  if (failed)
    snprintf(reason, room, "%.200s could not be made in the sandbox: %s.", failed, strerror(errno));
  if (!confine_files_end(probe)) probe_fail(probe, "The probe could not become itself again.");
  return !failed;
}

struct wiped {
  uint64_t largest_file;
  unsigned long lifted;
  uint64_t deadline_ns;
};

static bool is_dot(const char *name) {
  return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* Opens a folder that the program may have closed to itself. */
static int open_folder(int parent, const char *name) {
  fchmodat(parent, name, 0700, 0);
  return openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static bool remove_entry(int folder, const char *name, int lift_to, struct wiped *wiped) {
  struct stat facts;
  if (now_ns() > wiped->deadline_ns) {
    errno = ETIMEDOUT;
    return false;
  }
  if (fstatat(folder, name, &facts, AT_SYMLINK_NOFOLLOW) != 0) return false;
  if (!S_ISDIR(facts.st_mode)) {
    uint64_t size = S_ISREG(facts.st_mode) ? (uint64_t)facts.st_size : 0;
    if (size > wiped->largest_file) wiped->largest_file = size;
    return unlinkat(folder, name, 0) == 0;
  }
  if (unlinkat(folder, name, AT_REMOVEDIR) == 0) return true;
  if (folder == lift_to) return false;
  /* A folder's own `..` changes when it moves, so it must be writable. */
  char lifted[64];
  fchmodat(folder, name, 0700, 0);
  snprintf(lifted, sizeof lifted, ".afterburner-%lu", wiped->lifted++);
  return renameat(folder, name, lift_to, lifted) == 0;
}

/* Empties one folder of the top: its files go, its folders are lifted to the top. */
static bool empty_folder(int top, const char *name, struct wiped *wiped) {
  int fd = open_folder(top, name);
  DIR *folder = fd < 0 ? NULL : fdopendir(fd);
  if (!folder) {
    if (fd >= 0) close(fd);
    return false;
  }
  bool done = true;
  for (const struct dirent *entry; (entry = readdir(folder));)
    if (!is_dot(entry->d_name)) done &= remove_entry(fd, entry->d_name, top, wiped);
  closedir(folder);
  return done;
}

/* One pass over the top; true while something is left and something was done. */
static bool pass(DIR *top, struct wiped *wiped, bool *failed) {
  bool left = false;
  rewinddir(top);
  for (const struct dirent *entry; (entry = readdir(top));) {
    if (is_dot(entry->d_name)) continue;
    if (remove_entry(dirfd(top), entry->d_name, dirfd(top), wiped)) continue;
    left = true;
    if (errno != ENOTEMPTY && errno != EEXIST) *failed = true;
    if (!empty_folder(dirfd(top), entry->d_name, wiped)) *failed = true;
  }
  return left;
}

static bool wipe(const char *folder, struct wiped *wiped) {
  bool failed = false;
  DIR *top = opendir(folder);
  if (!top) return errno == ENOENT;
  while (pass(top, wiped, &failed) && !failed) continue;
  closedir(top);
  return !failed;
}

bool folder_wipe(struct probe *probe, uint64_t *largest_file) {
  struct wiped wiped = {.deadline_ns = now_ns() + (uint64_t)WIPE_S * NS_PER_S};
  bool done = confine_files(probe) && wipe(probe->work, &wiped);
  if (probe->contained) done = wipe("/dev/shm", &wiped) && done;
  if (!confine_files_end(probe)) probe_fail(probe, "The probe could not become itself again.");
  *largest_file = wiped.largest_file;
  return done;
}
