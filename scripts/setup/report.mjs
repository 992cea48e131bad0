// What set-up says: one line for each thing done, one line for all that was there.
const begun = performance.now();
const clear = '\u001b[2K';
const there = new Set();

/** Something that needed no work. */
export function found(what) {
  there.add(what);
}

/**
 * Does something, and says what it was and how long it took. The work gives false where it failed,
 * and null where there was nothing to do.
 */
export async function step(what, work) {
  const started = performance.now();
  progress(what);
  const result = await work();
  if (result === null) found(what);
  else did(what, started, result !== false);
  return result;
}

/** Something that was done since the given moment. */
export function did(what, started, well = true) {
  say(`${well ? '✓' : '✗'} ${what} (${seconds(started)})`);
}

/** What is under way, on a terminal alone. */
export function progress(what) {
  if (process.stderr.isTTY) process.stderr.write(`${clear}… ${what}\r`);
}

/** A sentence that says what is wrong and what to do. */
export function warn(text) {
  say(`! ${text}`);
}

export function finish() {
  if (there.size > 0) say(`✓ already there: ${[...there].join(', ')} (${seconds(begun)} in all)`);
  else say(`✓ set up (${seconds(begun)})`);
}

function say(text) {
  process.stderr.write(`${process.stderr.isTTY ? clear : ''}${text}\n`);
}

function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
