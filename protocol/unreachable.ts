/** Ends a switch over a union: the compiler complains where an arm is missing. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${String(value)}`);
}
