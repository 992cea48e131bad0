/** When the bundle began to be evaluated: imported first, so that activation's own time is whole. */
export const startedMs = performance.now();
