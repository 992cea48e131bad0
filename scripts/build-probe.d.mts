/** Where the build puts the probe of this machine's architecture. */
export const probePath: string;
/** Hash of the probe's sources; the probe tells the same when it is ready. */
export function probeVersion(): string;
/** True where it was compiled anew. Throws with a sentence that says what to do. */
export function buildProbe(): boolean;
