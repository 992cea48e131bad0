#ifndef AFTERBURNER_RUN_H
#define AFTERBURNER_RUN_H

#include "job.h"
#include "probe.h"

/*
 * Runs one job to its end and reports it. The payload is what the job points into. False where
 * the daemon went away: everything that ran is dead then.
 */
bool run_job(struct probe *probe, const struct job *job, uint8_t *payload, size_t mapped);

#endif
