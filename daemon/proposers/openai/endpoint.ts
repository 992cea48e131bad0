import { isIPv4 } from 'node:net';
import { fail, ok, type Result } from '../../../protocol/failures.ts';
import type { Settings } from '../../../protocol/settings.ts';

/** Where a model answers. The key lives here and in the request's header, nowhere else. */
export interface Endpoint {
  /** Without a slash at its end; never holds a name, a password or a query. */
  readonly baseUrl: string;
  readonly model: string;
  readonly key: Key | null;
}

export interface Key {
  readonly secret: string;
  readonly variable: 'AFTERBURNER_API_KEY' | 'OPENAI_API_KEY';
}

/** Reads the endpoint from settings, and its key from the environment alone. */
export function endpointOf(settings: Settings, env: NodeJS.ProcessEnv): Result<Endpoint> {
  const written = settings.baseUrl?.trim() ?? '';
  const model = settings.model?.trim() ?? '';
  if (written === '') return fail('model-not-configured', 'No base URL of a model is set.');
  if (model === '') return fail('model-not-configured', 'No model is named.');

  const url = baseUrlOf(written);
  if (!url.ok) return url;
  const key = keyOf(env);
  if (!key.ok) return key;
  if (key.value === null && !isNearby(url.value.hostname)) {
    return fail(
      'model-not-configured',
      `The endpoint at ${url.value.host} needs a key, and none is set.`,
      'Set AFTERBURNER_API_KEY (or OPENAI_API_KEY) in the environment.',
    );
  }
  return ok({
    baseUrl: `${url.value.origin}${url.value.pathname}`,
    model,
    key: key.value,
  });
}

/**
 * The address as people write it: without a scheme, with a slash at its end, with the path of the
 * chat API already on it, or without any path, in which case it is `/v1`. Nothing of a rejected
 * address is repeated, because it may hold a password.
 */
export function baseUrlOf(written: string): Result<URL> {
  const invalid = (what: string, hint: string) => fail('setting-invalid', what, hint);
  const example = 'Write it like http://localhost:8000/v1.';
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(written)
    ? ''
    : isNearby(written.replace(/[/:].*$/s, ''))
      ? 'http://'
      : 'https://';
  if (!URL.canParse(scheme + written)) return invalid('The base URL is no address.', example);
  const url = new URL(scheme + written);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return invalid('The base URL is neither http nor https.', example);
  }
  if (url.username !== '' || url.password !== '') {
    return invalid(
      'The base URL holds a user name or a password.',
      'Leave it out, and put a key into AFTERBURNER_API_KEY.',
    );
  }
  if (url.search !== '' || url.hash !== '') {
    return invalid('The base URL holds a query or a fragment.', example);
  }
  const path = url.pathname
    .replace(/\/{2,}/g, '/')
    .replace(/\/$/, '')
    .replace(/\/(chat\/)?completions$/, '');
  url.pathname = path === '' ? '/v1' : path;
  return ok(url);
}

function keyOf(env: NodeJS.ProcessEnv): Result<Key | null> {
  for (const variable of ['AFTERBURNER_API_KEY', 'OPENAI_API_KEY'] as const) {
    const secret = env[variable]?.trim() ?? '';
    if (secret === '') continue;
    // A header cannot carry anything else, and the error it would raise repeats the key.
    if (/^[\x21-\x7e]+$/.test(secret)) return ok({ secret, variable });
    return fail(
      'model-not-configured',
      `The key in ${variable} holds characters that no key can hold.`,
      `Set ${variable} again, without spaces or line ends inside it.`,
    );
  }
  return ok(null);
}

/** This machine or its own network, where endpoints commonly ask for no key. */
function isNearby(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (isIPv4(host)) {
    const [a = 0, b = 0] = host.split('.').map(Number);
    return a === 127 || a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168);
  }
  if (host === '::1') return true;
  return !host.includes('.') ? !host.includes(':') : /\.(local|internal|lan|localhost)$/.test(host);
}
