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

/** What came of a call; what it raised is no value. */
export function outcomeText(outcome: unknown): string {
  const isRaised = typeof outcome === 'object' && outcome !== null && 'raises' in outcome;
  return isRaised && typeof outcome.raises === 'string'
    ? `raises ${outcome.raises}`
    : exampleText(outcome);
}

interface GivenCall {
  readonly init?: unknown;
  readonly self?: unknown;
  readonly args: unknown;
  readonly kwargs?: unknown;
}

/** A call as in code: `pair([1, 2], target=3)`, `LRU(2).get(1)`. */
export function callText(name: string, { init, self, args, kwargs }: GivenCall): string {
  const given = argumentsText(args, kwargs);
  const dot = name.lastIndexOf('.');
  if (dot === -1 || (init === undefined && self === undefined)) return `${name}(${given})`;
  const made = `${name.slice(0, dot)}(${argumentsText(init ?? [], undefined)})`;
  const instance = self === undefined ? made : exampleText(self);
  return `${instance}.${name.slice(dot + 1)}(${given})`;
}

/** The arguments as in a call: `[1, 2], 5, target=3`. */
function argumentsText(args: unknown, kwargs: unknown): string {
  const given = Array.isArray(args) ? args.map(exampleText) : [exampleText(args)];
  const named =
    typeof kwargs === 'object' && kwargs !== null
      ? Object.entries(kwargs).map(([name, value]) => `${name}=${exampleText(value)}`)
      : [];
  return [...given, ...named].join(', ');
}
