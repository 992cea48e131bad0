#ifndef AFTERBURNER_CONFINE_H
#define AFTERBURNER_CONFINE_H

#include "probe.h"

/*
 * In a forked child: becomes the unprivileged user where the probe may change users, drops every
 * capability, can gain none, and dies with the probe. NULL, or the step that failed (see errno).
 */
const char *confine_user(const struct probe *probe);

/*
 * In the probe itself: acts on files as the program's user, and as itself again. Its real and
 * saved users stay its own, so that nobody but itself may signal it meanwhile. False where the kernel
 * refuses.
 */
bool confine_files(const struct probe *probe);
bool confine_files_end(const struct probe *probe);

#endif
