import type { FunctionInfo, Replacement } from './ports/subject.ts';
import type { Language } from './ports/language.ts';
import type { Proposal } from './ports/proposing.ts';
import type { PromptProfile } from './prompts.ts';
import { oneLine } from './prompts/fenced.ts';
import { codeBlocks } from './replies/blocks.ts';
import { excerpts } from './replies/excerpts.ts';
import { splitThinking } from './replies/thinking.ts';

/** What a model said, as it said it. */
export interface Reply {
  readonly text: string;
  /** What the endpoint gave apart from the answer (`reasoning_content`); often empty. */
  readonly reasoning: string;
  /** What the endpoint marked as a refusal. */
  readonly refusal: string | null;
  /** It ended because it met the limit of its length: code without an end is no code. */
  readonly cut: boolean;
}

/** Reasoning is kept up to this length: it is stored with every candidate. */
const reasoningLimitChars = 20_000;

/**
 * The function that a model's answer holds. Nothing that a model writes makes this throw; where
 * there is no usable code, the reason says what stood there instead.
 */
export function readReply(
  profile: PromptProfile,
  reply: Reply,
  language: Language,
  target: FunctionInfo,
): Proposal {
  const text = tidy(reply.text);
  const given = tidy(reply.reasoning);
  const tagged = profile === 'afterburner' ? taggedSolution(text) : null;
  const parts = splitThinking(tagged === null ? text : tagged.solution);
  const thinking = [given, tagged?.thinking ?? '', parts.thinking];

  let found = adoptLast(parts.answer, reply.cut, language, target);
  // Some endpoints take the whole answer for reasoning; where nothing else was said, it is read.
  if (found === null && !reply.cut && (parts.isDoubtful || isBlank(parts.answer))) {
    found =
      adoptLast(text, false, language, target) ??
      (isBlank(text) ? adoptLast(given, false, language, target) : null);
  }
  if (found !== null) {
    const reasoning = joined([...thinking, found.prose]);
    return { kind: 'replacement', replacement: found.replacement, rules: [], reasoning };
  }
  const reason = reasonWithoutCode(reply, parts.answer, target);
  return { kind: 'invalid', reason, reasoning: joined([...thinking, parts.answer]) };
}

interface Found {
  readonly replacement: Replacement;
  /** The answer without the block. */
  readonly prose: string;
}

/** The last block that holds the function; the whole text, where it holds no block. */
function adoptLast(
  text: string,
  cut: boolean,
  language: Language,
  target: FunctionInfo,
): Found | null {
  const blocks = codeBlocks(text);
  for (const block of blocks.toReversed()) {
    if (cut && !block.isClosed) continue;
    const replacement = block.isClosed
      ? language.adopt(block.code, target)
      : adoptExcerpt(block.code, language, target);
    if (replacement !== null) return { replacement, prose: block.around() };
  }
  if (blocks.length > 0 || cut || isBlank(text)) return null;
  const replacement = adoptExcerpt(text, language, target);
  return replacement === null ? null : { replacement, prose: '' };
}

function adoptExcerpt(text: string, language: Language, target: FunctionInfo): Replacement | null {
  for (const excerpt of excerpts(text)) {
    const replacement = language.adopt(excerpt, target);
    if (replacement !== null) return replacement;
  }
  return null;
}

/**
 * `<thinking>…</thinking><solution>…</solution>`, with either end tag missing where the answer
 * was cut off; null where there is no solution tag. The solution's own code may mention the tags.
 */
function taggedSolution(text: string): { thinking: string; solution: string } | null {
  const thought = text.indexOf('</thinking>');
  const opened = text.indexOf('<solution>', Math.max(thought, 0));
  if (opened < 0) return null;
  const start = opened + '<solution>'.length;
  const closed = text.lastIndexOf('</solution>');
  return {
    thinking: text.slice(0, opened).replace(/<\/?thinking>/g, ''),
    solution: text.slice(start, closed < start ? undefined : closed),
  };
}

function reasonWithoutCode(reply: Reply, answer: string, target: FunctionInfo): string {
  if (reply.refusal !== null) return `The model declined: ${quote(reply.refusal)}`;
  if (reply.cut) return 'The answer was cut off at the limit of its length.';
  if (isBlank(answer)) {
    return isBlank(reply.reasoning) && isBlank(reply.text)
      ? 'The answer is empty.'
      : 'The answer holds reasoning alone.';
  }
  return codeBlocks(answer).length > 0
    ? `The code in the answer does not hold the function ${target.name}.`
    : `The answer holds no code: ${quote(answer)}`;
}

function quote(text: string): string {
  return `“${oneLine(text, 160)}”`;
}

function tidy(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

function joined(parts: readonly string[]): string {
  const text = parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n\n');
  return text.length <= reasoningLimitChars ? text : `${text.slice(0, reasoningLimitChars)} …`;
}
