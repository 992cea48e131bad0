declare const AFTERBURNER_BUILD: string | undefined;
declare const AFTERBURNER_VERSION: string | undefined;

/**
 * Digest of the sources that the bundles were made from: a client and a daemon with the same one
 * belong together. The build puts it in; unbundled sources have none.
 */
export const build = typeof AFTERBURNER_BUILD === 'string' ? AFTERBURNER_BUILD : 'sources';

export const version = typeof AFTERBURNER_VERSION === 'string' ? AFTERBURNER_VERSION : '0.0.0';
