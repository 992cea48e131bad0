#ifndef AFTERBURNER_FOLDER_H
#define AFTERBURNER_FOLDER_H

#include "job.h"
#include "probe.h"

/* Makes the run's folder and the job's files in it, as the program's user. */
bool folder_prepare(struct probe *probe, const struct job *job, char *reason, size_t room);
/*
 * Removes whatever the work folder and /dev/shm hold, and tells the size of the largest file.
 * Follows no symbolic link and does not recurse, however deep the program nested its folders.
 */
bool folder_wipe(struct probe *probe, uint64_t *largest_file);

#endif
