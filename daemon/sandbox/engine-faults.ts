import type { EnginePlace } from './engine-places.ts';

/** Why a place gave no engine, and what to do about it. */
export interface Fault {
  /** Without a full stop. */
  readonly reason: string;
  /** A sentence. */
  readonly mend: string;
}

/** Puts into words what was thrown while asking a place. `absent`: nothing is there at all. */
export function explain(thrown: unknown, place: EnginePlace): Fault & { readonly absent: boolean } {
  const error = thrown as { code?: string; name?: string; message?: string; statusCode?: number };
  const { address, start } = place;
  const path = address.kind === 'socket' ? address.path : null;
  const fault = (reason: string, mend: string) => ({ reason, mend, absent: false });
  const code = error.code ?? '';
  if (error.name === 'TimeoutError' || error.name === 'AbortError' || code === 'ABORT_ERR') {
    return fault('it does not answer', 'Restart the container engine.');
  }
  if (code === 'ENOENT' && path !== null) {
    return { reason: `there is no socket at ${path}`, mend: start, absent: true };
  }
  if (/TLS|CERT|SSL|SELF_SIGNED|UNABLE_TO_VERIFY|EPROTO|ERR_OSSL/.test(code)) {
    return fault(`TLS failed: ${error.message}`, tlsMend);
  }
  if (error.statusCode === 400 && /HTTP request to an HTTPS server/.test(error.message ?? '')) {
    return fault('it wants TLS', tlsMend);
  }
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return fault(
        `this user may not use ${path ?? 'it'}`,
        'Join the group that owns the socket (sudo usermod -aG docker $USER) and log in again.',
      );
    case 'ECONNREFUSED':
      return fault('nothing listens there', start);
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return fault('its host name is not known', 'Mend the host name.');
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
      return fault('its host cannot be reached', 'Check the network, or name another engine.');
    case 'ENOTSOCK':
    case 'ENOTDIR':
      return fault(`${path} is not a socket`, 'Name the socket of a container engine.');
    case 'ECONNRESET':
    case 'EPIPE':
    case 'HPE_INVALID_CONSTANT':
      return fault('something there breaks off the conversation', tlsMend);
    default:
      return fault(error.message ?? String(thrown), start);
  }
}

const tlsMend =
  'Set DOCKER_TLS_VERIFY=1 and DOCKER_CERT_PATH to the folder with ca.pem, cert.pem and key.pem ' +
  'where the engine wants TLS, and unset them where it does not.';
