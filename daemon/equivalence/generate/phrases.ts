import type { TextHints } from '../../core/exploring.ts';
import type { Draw } from './draw.ts';
import type { Literals, Manner } from './manner.ts';
import { matching } from './matching.ts';

/**
 * Texts as a function reads them: parts with separators between them, where a part is a number, a
 * word, one that a pattern matches, or one of an example. Random characters hardly ever make one.
 */
export class Phrases {
  readonly #hints: TextHints;
  readonly #literals: Literals;
  readonly #separators: readonly string[];
  readonly #pieces: readonly string[];
  readonly #patterns: readonly string[];

  constructor(hints: TextHints, literals: Literals) {
    this.#hints = hints;
    this.#literals = literals;
    this.#separators = hints.separators.length === 0 ? [' ', ','] : hints.separators;
    this.#pieces = [...new Set(hints.examples.flatMap((text) => tokensOf(text)))].slice(0, 60);
    this.#patterns = hints.patterns.filter(isReadable);
  }

  /** About so many parts; it may have no text to give that is like what the function reads. */
  draw(draw: Draw, manner: Manner, size: number): string {
    const { examples } = this.#hints;
    if (examples.length > 0 && draw.chance(0.25)) return this.#varied(draw, manner);
    const count = draw.integer(draw.chance(0.1) ? 0 : 1, Math.max(1, Math.min(size, 12)));
    const usual = draw.pick(this.#separators);
    const isMixed = draw.chance(0.3);
    const isSpaced = draw.chance(0.3);
    let text = draw.chance(0.06) ? usual : '';
    for (let index = 0; index < count; index++) {
      const pad = (): string => (isSpaced && draw.chance(0.5) ? draw.pick(pads) : '');
      text += pad() + this.#part(draw, manner) + pad();
      const isLast = index === count - 1;
      if (isLast && !draw.chance(0.08)) break;
      text += isMixed ? draw.pick(this.#separators) : usual;
      if (draw.chance(0.05)) text += draw.pick(this.#separators);
    }
    return text;
  }

  #part(draw: Draw, manner: Manner): string {
    const { numbers } = this.#hints;
    const { texts } = this.#literals;
    const kind = draw.real();
    if (kind < 0.05) return '';
    if (numbers !== null && kind < 0.65) return numeral(draw, numbers);
    if (this.#patterns.length > 0 && kind < 0.8) {
      return draw.of(matching(draw.pick(this.#patterns), 12));
    }
    if (this.#pieces.length > 0 && kind < 0.88) return draw.pick(this.#pieces);
    if (texts.length > 0 && kind < 0.93) return draw.pick(texts);
    const word = Array.from({ length: draw.integer(1, 4) }, () => draw.pick(manner.alphabet));
    return word.join('');
  }

  /** An example with a part changed, doubled, lost or moved, or two examples spliced. */
  #varied(draw: Draw, manner: Manner): string {
    const { examples } = this.#hints;
    const own = tokensOf(draw.pick(examples));
    if (own.length === 0 || draw.chance(0.1)) return own.join('');
    const [at, other] = [draw.integer(0, own.length - 1), draw.integer(0, own.length - 1)];
    switch (draw.integer(0, 5)) {
      case 0:
        return own.toSpliced(at, 1).join('');
      case 1:
        return own.toSpliced(at, 0, own[other] as string).join('');
      case 2:
        return own
          .with(at, own[other] as string)
          .with(other, own[at] as string)
          .join('');
      case 3: {
        const second = tokensOf(draw.pick(examples));
        return [...own.slice(0, at), ...second.slice(draw.integer(0, second.length))].join('');
      }
      case 4:
        return own.toSpliced(at, 0, draw.pick(this.#separators)).join('');
      default:
        return own.with(at, this.#part(draw, manner)).join('');
    }
  }
}

const pads = [' ', ' ', '  ', '\t', '\n'];

/** Runs of digits, of letters and of spaces, and single signs. */
function tokensOf(text: string): readonly string[] {
  return text.match(/\p{N}+|\p{L}+|\s+|[^\p{N}\p{L}\s]/gu) ?? [];
}

const usualNumerals = ['0', '1', '2', '7', '9', '10', '12', '42', '99', '100', '255', '1000'];
/** What counts as a number here and not there. */
const oddNumerals: readonly string[] = [
  '00',
  '007',
  '010',
  '-0',
  '+0',
  '1_000',
  '- 1',
  '--1',
  '+-1',
  '-+2',
  '1-',
  '0x1F',
  '1,5',
  '2147483648',
  '9007199254740993',
  '12345678901234567890',
  '\u0663',
  '\u00b2',
  '\uff11',
  '½',
];
const oddFloats: readonly string[] = [
  '1.',
  '.5',
  '1.50',
  '-0.0',
  '1e3',
  '1E-2',
  '2.5e+1',
  '1.2.3',
  'e5',
  'inf',
  'nan',
  '1e400',
];

function numeral(draw: Draw, kind: 'integer' | 'float'): string {
  if (draw.chance(0.08)) return draw.pick(oddNumerals);
  if (kind === 'float' && draw.chance(0.1)) return draw.pick(oddFloats);
  const sign = draw.weighted([
    [6, ''],
    [3, '-'],
    [2, '+'],
  ]);
  const isUsual = draw.chance(0.5);
  const digits = isUsual ? draw.pick(usualNumerals) : String(draw.integer(0, 999));
  const zeros = draw.chance(0.08) ? '0'.repeat(draw.integer(1, 2)) : '';
  const isBroken = draw.chance(kind === 'float' ? 0.5 : 0.03);
  return sign + zeros + digits + (isBroken ? `.${draw.integer(0, 99)}` : '');
}

/** Patterns of other languages may say what these do not know. */
function isReadable(pattern: string): boolean {
  try {
    matching(pattern, 12);
    return true;
  } catch {
    return false;
  }
}
