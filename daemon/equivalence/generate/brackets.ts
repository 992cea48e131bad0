/** Whether every bracket is closed by its partner; `brackets` are pairs such as `()[]`. */
export function isBalanced(text: readonly string[], brackets: string): boolean {
  const open: string[] = [];
  for (const character of text) {
    const at = brackets.indexOf(character);
    if (at < 0) continue;
    if (at % 2 === 0) open.push(character);
    else if (open.pop() !== brackets[at - 1]) return false;
  }
  return open.length === 0;
}

/** The same text with brackets turned, left out and added at the end until all are closed. */
export function balanced(text: readonly string[], brackets: string): string {
  const made: string[] = [];
  const open: number[] = [];
  for (const character of text) {
    const at = brackets.indexOf(character);
    if (at < 0) made.push(character);
    else if (at % 2 === 0) {
      open.push(at);
      made.push(character);
    } else {
      const opened = open.pop();
      if (opened !== undefined) made.push(brackets[opened + 1] as string);
    }
  }
  for (const opened of open.toReversed()) made.push(brackets[opened + 1] as string);
  return made.join('');
}
