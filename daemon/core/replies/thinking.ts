/** An answer apart from the reasoning that a model wrote into the same text. */
export interface Thinking {
  readonly thinking: string;
  readonly answer: string;
  /** The tags were not in pairs: what was taken for reasoning may be the answer. */
  readonly isDoubtful: boolean;
}

const opening = /^\s*<(think|thinking|thought|reasoning)>/;
const closing = /<\/(?:think|thinking|thought|reasoning)>/g;

/**
 * Takes reasoning off the front. Only the front: further in, such a tag is as likely part of the
 * code. Chat templates that open the tag in the prompt leave an end tag alone in the answer.
 */
export function splitThinking(text: string): Thinking {
  let rest = text;
  let thinking = '';
  for (;;) {
    const start = opening.exec(rest);
    if (start === null) break;
    const begin = start[0].length;
    const end = rest.indexOf(`</${start[1]}>`, begin);
    if (end < 0) {
      return { thinking: thinking + rest.slice(begin), answer: '', isDoubtful: true };
    }
    thinking += `${rest.slice(begin, end).trim()}\n`;
    rest = rest.slice(end + `</${start[1]}>`.length);
  }
  if (thinking !== '') return { thinking, answer: rest, isDoubtful: false };

  const last = [...rest.matchAll(closing)].at(-1);
  if (last === undefined) return { thinking: '', answer: rest, isDoubtful: false };
  return {
    thinking: rest.slice(0, last.index),
    answer: rest.slice(last.index + last[0].length),
    isDoubtful: true,
  };
}
