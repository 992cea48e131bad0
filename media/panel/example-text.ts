/** Beyond this a value says no more to a reader. */
const longest = 400;

/** A value of a case as it is shown: compact JSON, its middle left out where it is long. */
export function exampleText(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  if (text.length <= longest) return text;
  const half = longest / 2;
  const left = text.length - longest;
  return `${text.slice(0, half)} … ${left.toLocaleString('en')} characters … ${text.slice(-half)}`;
}

/** The arguments as in a call: `[1, 2], 5, target=3`. */
export function argumentsText(args: unknown, kwargs: unknown): string {
  const given = Array.isArray(args) ? args.map(exampleText) : [exampleText(args)];
  const named =
    typeof kwargs === 'object' && kwargs !== null
      ? Object.entries(kwargs).map(([name, value]) => `${name}=${exampleText(value)}`)
      : [];
  return [...given, ...named].join(', ') || 'none';
}
