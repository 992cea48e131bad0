#define _GNU_SOURCE
#include "run.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cgroup.h"
#include "child.h"
#include "clock.h"
#include "folder.h"
#include "leader.h"
#include "report.h"
#include "talk.h"

enum {
  /* Limits are looked at this often, however seldom samples are asked for. */
  SLOWEST_TICK_NS = NS_PER_MS,
  CPU_CHECK_NS = 5 * NS_PER_MS,
  KILL_AGAIN_NS = 10 * NS_PER_MS,
  LAST_WAIT_NS = 50 * NS_PER_US,
  GIVE_UP_S = 5,
  MARK_BYTES = 33,
};

/* One run, from its start to its report. */
struct run {
  struct probe *probe;
  const struct job *job;
  struct child child;
  struct talk talk;
  struct leader leader;
  struct bytes stdout_bytes;
  struct bytes stderr_bytes;
  struct bytes marks;
  struct result result;
  /* The program itself runs: the probe's own image is gone from the child. */
  bool started;
  bool ended;
  bool daemon_gone;
  uint64_t tick_ns;
  uint64_t next_tick_ns;
  uint64_t next_sample_ns;
  uint64_t next_cpu_check_ns;
  uint64_t reaped_at_start_ns;
};

static void breach(struct run *run, enum breach which) {
  if (run->result.breach == BREACH_NONE) run->result.breach = which;
}

static bool over(const struct run *run) {
  return run->ended || run->daemon_gone || run->result.breach != BREACH_NONE;
}

/* CPU time of every process that the probe has reaped since it started. */
static uint64_t reaped_ns(void) {
  struct rusage usage;
  if (getrusage(RUSAGE_CHILDREN, &usage) != 0) return 0;
  return (uint64_t)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * NS_PER_S +
         (uint64_t)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * NS_PER_US;
}

static uint64_t cpu_ns(struct run *run, uint64_t *tasks) {
  return tree_cpu_ns(&run->probe->tree, reaped_ns() - run->reaped_at_start_ns, tasks);
}

/* Buries the dead. -1 where no process is left at all, 0 where all that are left live. */
static int reap(struct run *run) {
  for (;;) {
    int status;
    struct rusage usage;
    pid_t pid = wait4(-1, &status, WNOHANG, &usage);
    if (pid == 0) return 0;
    if (pid < 0) return errno == ECHILD ? -1 : 0;
    uint64_t peak = (uint64_t)usage.ru_maxrss * 1024;
    if (peak > run->result.max_rss_bytes) run->result.max_rss_bytes = peak;
    if (pid != run->child.pid) continue;
    run->ended = true;
    run->result.end_ns = now_ns();
    run->result.status = status;
  }
}

static uint64_t measure(struct run *run, uint64_t now) {
  const uint64_t *limits = run->job->numbers;
  uint64_t bytes = sampler_measure(&run->probe->sampler, now);
  /* First, for too many processes have too much memory as well. */
  const struct tree *tree = &run->probe->tree;
  if (tree->count > limits[JOB_PROCESSES] || tree->overflowed) breach(run, BREACH_PROCESSES);
  if (bytes > limits[JOB_MEMORY_BYTES]) breach(run, BREACH_MEMORY);
  return bytes;
}

static void check_cpu(struct run *run) {
  uint64_t tasks;
  if (cpu_ns(run, &tasks) > run->job->numbers[JOB_CPU_NS]) breach(run, BREACH_CPU);
  if (tasks > run->job->numbers[JOB_PROCESSES]) breach(run, BREACH_PROCESSES);
}

/* The next deadline on its grid after now: what was missed is skipped, never made up for. */
static uint64_t next_deadline(uint64_t last, uint64_t interval, uint64_t now) {
  uint64_t next = last + interval;
  return next > now ? next : next + (now - next) / interval * interval + interval;
}

static void tick(struct run *run, uint64_t now) {
  const uint64_t *numbers = run->job->numbers;
  run->next_tick_ns = next_deadline(run->next_tick_ns, run->tick_ns, now);
  if (now - run->result.start_ns > numbers[JOB_WALL_NS]) breach(run, BREACH_WALL);
  reap(run);
  if (!run->started) return;
  uint64_t bytes = measure(run, now);
  if (numbers[JOB_INTERVAL_NS] && now >= run->next_sample_ns) {
    run->next_sample_ns = next_deadline(run->next_sample_ns, numbers[JOB_INTERVAL_NS], now);
    sampler_keep(&run->probe->sampler, now, bytes, false);
  }
  if (now < run->next_cpu_check_ns) return;
  run->next_cpu_check_ns = now + CPU_CHECK_NS;
  check_cpu(run);
}

static void add_mark(struct run *run, char kind, uint64_t wall, struct leader_times times,
                     uint64_t bytes) {
  uint8_t mark[MARK_BYTES] = {(uint8_t)kind};
  write_u64(mark + 1, wall);
  write_u64(mark + 9, times.cpu_ns);
  write_u64(mark + 17, bytes);
  write_u64(mark + 25, times.held_up_ns);
  bytes_append(&run->marks, mark, sizeof mark);
  sampler_keep(&run->probe->sampler, wall, bytes, true);
}

/* What a program's own processes and threads take from its first one is no hold-up by others. */
static struct leader_times times_of(const struct run *run) {
  struct leader_times times = leader_times(&run->leader);
  if (!tree_is_last(&run->probe->tree, run->child.pid)) times.held_up_ns = LEADER_UNKNOWN;
  return times;
}

/* The clock is read on the region's side of the sample, so that sampling is not in the region. */
static void mark_start(struct run *run, char kind) {
  uint64_t bytes = measure(run, now_ns());
  struct leader_times times = times_of(run);
  add_mark(run, kind, now_ns(), times, bytes);
}

static void mark_end(struct run *run) {
  uint64_t wall = now_ns();
  struct leader_times times = times_of(run);
  add_mark(run, 'E', wall, times, measure(run, wall));
}

static bool on_channel(void *context, enum channel_event event) {
  struct run *run = context;
  switch (event) {
    case CHANNEL_OUTCOME:
    case CHANNEL_COMPLETE:
      return true;
    case CHANNEL_OVERFLOW:
      breach(run, BREACH_OUTPUT);
      return false;
    case CHANNEL_MORE:
    case CHANNEL_BREACH:
      breach(run, BREACH_CHANNEL);
      return false;
    default:
      break;
  }
  /* A program that is gone has not waited for its answer: the moment would be made up. */
  if (over(run)) {
    breach(run, BREACH_CHANNEL);
    return false;
  }
  if (event == CHANNEL_INPUT) {
    mark_start(run, 'I');
    talk_hand_over(&run->talk);
  } else if (event == CHANNEL_BEGIN) {
    mark_start(run, 'B');
    talk_reply(&run->talk, 'b');
  } else {
    mark_end(run);
    talk_reply(&run->talk, 'e');
  }
  return !over(run);
}

/* Reads an output pipe once; true where there was something. Beyond the limit nothing is kept. */
static bool read_output(struct run *run, int *fd, struct bytes *to) {
  static uint8_t buffer[64 * 1024];
  if (*fd < 0) return false;
  ssize_t got = read(*fd, buffer, sizeof buffer);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return false;
  if (got <= 0) {
    close(*fd);
    *fd = -1;
    return false;
  }
  size_t room = run->job->numbers[JOB_OUTPUT_BYTES] - to->length;
  bool fits = (size_t)got <= room;
  if (!bytes_append(to, buffer, fits ? (size_t)got : room) || !fits) breach(run, BREACH_OUTPUT);
  return fits;
}

static void read_status(struct run *run) {
  char *reason = run->result.not_started;
  ssize_t got = read(run->child.status_fd, reason, sizeof run->result.not_started - 1);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  reason[got > 0 ? got : 0] = 0;
  run->started = got == 0;
  close(run->child.status_fd);
  run->child.status_fd = -1;
}

static void read_daemon(struct run *run) {
  struct frame_reader *reader = &run->probe->reader;
  size_t room;
  uint8_t *space = frame_space(reader, &room);
  ssize_t got = space ? read(FROM_DAEMON, space, room) : 0;
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got <= 0) {
    run->daemon_gone = true;
    return;
  }
  enum frame_state state = frame_advance(reader, (size_t)got);
  if (state == FRAME_MALFORMED) probe_fail(run->probe, reader->fault);
  if (state != FRAME_COMPLETE) return;
  if (frame_type(reader) == FRAME_CANCEL) breach(run, BREACH_CANCELLED);
  if (frame_type(reader) == FRAME_PING && !frame_write(TO_DAEMON, FRAME_PONG, NULL, 0))
    run->daemon_gone = true;
  frame_next(reader);
}

/* Waits until something happens or the next tick is due, and acts on it: marks first. */
static void turn(struct run *run) {
  enum { CHANNEL, STATUS, EXIT, OUT, ERR, DAEMON, COUNT };
  const struct child *child = &run->child;
  short channel_events = talk_owes(&run->talk) ? POLLIN | POLLOUT : POLLIN;
  struct pollfd ready[COUNT] = {
      [CHANNEL] = {.fd = run->talk.fd, .events = channel_events},
      [STATUS] = {.fd = child->status_fd, .events = POLLIN},
      [EXIT] = {.fd = child->pid_fd, .events = POLLIN},
      [OUT] = {.fd = child->stdout_fd, .events = POLLIN},
      [ERR] = {.fd = child->stderr_fd, .events = POLLIN},
      [DAEMON] = {.fd = FROM_DAEMON, .events = POLLIN},
  };
  uint64_t now = now_ns();
  uint64_t wait = run->next_tick_ns > now ? run->next_tick_ns - now : 0;
  struct timespec timeout = {.tv_sec = (time_t)(wait / NS_PER_S),
                             .tv_nsec = (long)(wait % NS_PER_S)};
  int count = ppoll(ready, COUNT, &timeout, NULL);
  now = now_ns();
  if (count > 0) {
    if (ready[STATUS].revents) read_status(run);
    if (ready[CHANNEL].revents & POLLOUT) talk_send(&run->talk);
    if (ready[CHANNEL].revents & (POLLIN | POLLHUP | POLLERR) && run->talk.fd >= 0)
      talk_read(&run->talk, &(struct talk_listener){on_channel, run});
    if (ready[EXIT].revents) reap(run);
    if (ready[OUT].revents) read_output(run, &run->child.stdout_fd, &run->stdout_bytes);
    if (ready[ERR].revents) read_output(run, &run->child.stderr_fd, &run->stderr_bytes);
    if (ready[DAEMON].revents) read_daemon(run);
    now = now_ns();
  }
  if (now >= run->next_tick_ns) tick(run, now);
}

/* Kills all that is left and waits for it; false where something would not die. */
static bool kill_all(struct run *run) {
  uint64_t kill_at = 0, give_up_at = now_ns() + (uint64_t)GIVE_UP_S * NS_PER_S;
  while (reap(run) == 0) {
    uint64_t now = now_ns();
    if (now > give_up_at) return false;
    if (now >= kill_at) {
      tree_kill(&run->probe->tree);
      kill_at = now + KILL_AGAIN_NS;
    }
    struct timespec pause = {.tv_nsec = LAST_WAIT_NS};
    nanosleep(&pause, NULL);
  }
  return true;
}

/* Takes what is still in the pipes. Nobody is left to fill them. */
static void drain(struct run *run) {
  if (run->child.status_fd >= 0) read_status(run);
  while (run->talk.fd >= 0 && talk_read(&run->talk, &(struct talk_listener){on_channel, run}))
    if (run->talk.channel.breached) break;
  while (read_output(run, &run->child.stdout_fd, &run->stdout_bytes)) continue;
  while (read_output(run, &run->child.stderr_fd, &run->stderr_bytes)) continue;
}

static void close_ends(struct run *run) {
  talk_close(&run->talk);
  leader_close(&run->leader);
  int fds[] = {run->child.pid_fd, run->child.stdout_fd, run->child.stderr_fd,
               run->child.status_fd};
  for (size_t i = 0; i < sizeof fds / sizeof *fds; i++)
    if (fds[i] >= 0) close(fds[i]);
}

/* Between kill and report: accounts, and leaves the sandbox as it was found. */
static void settle(struct run *run, const struct cgroup_facts *before) {
  struct result *result = &run->result;
  bool dead = kill_all(run);
  if (result->end_ns == 0) result->end_ns = now_ns();
  drain(run);
  uint64_t tasks;
  result->cpu_ns = cpu_ns(run, &tasks);
  if (run->probe->contained) {
    struct cgroup_facts after = cgroup_read();
    if (after.peak_bytes > before->peak_bytes) result->cgroup_peak_bytes = after.peak_bytes;
    if (after.oom_kills > before->oom_kills) breach(run, BREACH_MEMORY);
  }
  uint64_t largest_file = 0;
  bool wiped = folder_wipe(run->probe, &largest_file);
  if (largest_file > run->job->numbers[JOB_FILE_BYTES]) breach(run, BREACH_FILE_SIZE);
  if (WIFSIGNALED(result->status) && WTERMSIG(result->status) == SIGXFSZ)
    breach(run, BREACH_FILE_SIZE);
  result->clean = dead && wiped && sampler_held_bytes(&run->probe->sampler) == 0;
}

static bool send_report(struct run *run) {
  return report_data(FRAME_STDOUT, run->stdout_bytes.data, run->stdout_bytes.length) &&
         report_data(FRAME_STDERR, run->stderr_bytes.data, run->stderr_bytes.length) &&
         report_data(FRAME_OUTCOME, run->talk.outcome.data, run->talk.complete) &&
         report_data(FRAME_MARKS, run->marks.data, run->marks.length) &&
         report_samples(&run->probe->sampler) && report_result(&run->result);
}

static void watch(struct run *run) {
  uint64_t interval = run->job->numbers[JOB_INTERVAL_NS];
  run->tick_ns = interval == 0 || interval > SLOWEST_TICK_NS ? SLOWEST_TICK_NS : interval;
  run->next_tick_ns = run->next_sample_ns = run->result.start_ns + run->tick_ns;
  while (!over(run)) turn(run);
}

static void start(struct run *run, uint8_t *payload, size_t mapped) {
  /* The program's peak must not hold the job's own bytes, which the fork would share with it. */
  if (payload) madvise(payload, mapped, MADV_DONTFORK);
  run->result.start_ns = now_ns();
  const char *fault = child_start(run->probe, run->job, &run->child);
  if (fault) {
    snprintf(run->result.not_started, sizeof run->result.not_started, "%s", fault);
    return;
  }
  leader_open(&run->leader, run->child.pid);
  talk_open(&run->talk, run->child.channel_fd, run->job->numbers[JOB_OUTPUT_BYTES],
            run->job->input, run->job->input_length);
  watch(run);
}

bool run_job(struct probe *probe, const struct job *job, uint8_t *payload, size_t mapped) {
  struct run run = {.probe = probe, .job = job, .child = {-1, -1, -1, -1, -1, -1}};
  leader_none(&run.leader);
  run.talk.fd = -1;
  struct cgroup_facts before = probe->contained ? cgroup_read() : (struct cgroup_facts){0};
  bool prepared = folder_prepare(probe, job, run.result.not_started, sizeof run.result.not_started);
  sampler_reset(&probe->sampler);
  run.reaped_at_start_ns = reaped_ns();
  if (prepared) start(&run, payload, mapped);
  settle(&run, &before);
  close_ends(&run);
  bool sent = !run.daemon_gone && send_report(&run);
  sampler_reset(&probe->sampler);
  bytes_free(&run.stdout_bytes);
  bytes_free(&run.stderr_bytes);
  bytes_free(&run.talk.outcome);
  bytes_free(&run.marks);
  return sent;
}
