/** Shorter keys are placeholders (`none`, `ollama`): taking them out would spoil ordinary text. */
const shortestSecret = 8;

/**
 * Takes the key out of a text that an endpoint sent or an error holds, also where it is encoded
 * or stands behind `Bearer`. Everything that came over the wire passes through here.
 */
export function redactor(secret: string | null): (text: string) => string {
  const forms =
    secret === null || secret.length < shortestSecret
      ? []
      : [...new Set([secret, encodeURIComponent(secret), btoa(secret), btoa(`:${secret}`)])];
  return (text) => {
    let clean = text;
    for (const form of forms) clean = clean.replaceAll(form, '[key]');
    return clean;
  };
}

/** For error texts, which quote keys in part (`sk-ab***yz`): these go as well. */
export function withoutKeyLikes(text: string): string {
  return text
    .replace(/\bBearer\s+[^\s"',]+/gi, 'Bearer [key]')
    .replace(/\bsk-[\w*.…-]{6,}/g, '[key]');
}
