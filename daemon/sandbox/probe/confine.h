#ifndef AFTERBURNER_CONFINE_H
#define AFTERBURNER_CONFINE_H

#include "probe.h"

/*
 * In a forked child: becomes the unprivileged user where the probe may change users, drops every
 * capability, can gain none, and dies with the probe. NULL, or the step that failed (see errno).
 */
const char *confine_user(const struct probe *probe);

/*
 * Runs `work` in a short-lived child confined like the program. What it writes to its `report` is
 * given back, at most `room` bytes. False where it failed, or took longer than ten seconds.
 */
bool confine_run(const struct probe *probe, bool (*work)(const void *argument, int report),
                 const void *argument, void *report, size_t room, size_t *length);

#endif
