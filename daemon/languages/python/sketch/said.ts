import { type Passage, type Stated, statedIn } from '../../../core/constraint-text.ts';
import type { Constraint, Shape } from '../../../core/exploring.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import { docstringNode, wholeDefinition } from '../syntax.ts';
import { assertedBy } from './asserts.ts';
import type { Docstring } from './docstring.ts';

/**
 * What docstring, comments and the asserts at the start say about inputs. Comments within the body
 * speak of how things stand there, so those before its first statement alone count. `shapes` are
 * those of the parameters, `titles` what they and the function are called.
 */
export function constraintsOf(
  definition: SyntaxNode,
  docstring: Docstring,
  shapes: ReadonlyMap<string, Shape>,
  titles: readonly Passage[],
): Stated {
  const parameters = [...shapes.keys()];
  const passages: Passage[] = [
    ...passagesOf(docstring.lines, 'docstring', false),
    ...passagesOf(docstring.constraints, 'docstring', true),
    ...docstring.parameters.map(({ name, type, text }) => ({
      text: type === null || text !== '' ? text : type,
      about: name,
      source: 'docstring' as const,
    })),
    ...passagesOf(commentsOf(definition), 'comment', false),
    ...titles,
  ];
  const { constraints, unread } = statedIn(passages, parameters, shapes);
  return { constraints: [...constraints, ...assertions(definition, parameters)], unread };
}

/** Lines, and what stands in several of them as one, since sentences go on over ends of lines. */
function passagesOf(
  lines: readonly string[],
  source: Passage['source'],
  isPrecondition: boolean,
): readonly Passage[] {
  const found: Passage[] = [];
  let paragraph: string[] = [];
  const end = (): void => {
    const text = paragraph.join(' ');
    if (paragraph.length > 1) found.push({ text, about: null, source, isPrecondition: false });
    paragraph = [];
  };
  for (const line of lines) {
    const text = line.replace(/^\s*#+/, '').trim();
    // A comparison ends with its line, whether or not there is a stop.
    const last = paragraph.at(-1) ?? '.';
    const isOpen = !/[.:;!?]$|[<>]|=/.test(last) && !/[<>]|=/.test(text);
    if (text === '' || /^(?:[-*\u2022+]|\d+[.)])\s/.test(text) || !isOpen) end();
    // What a sentence says that began with a condition, it says on that condition.
    if (!isConditional.test(paragraph.at(0) ?? ''))
      found.push({ text, about: null, source, isPrecondition });
    if (text !== '') paragraph.push(text);
  }
  end();
  return found;
}

const isConditional = /^(?:#\s*)?(?:if|when|whenever|unless|otherwise|returns?|raises?|yields?)\b/i;

function commentsOf(definition: SyntaxNode): readonly string[] {
  const body = definition.get('body');
  const first = statementsOf(body)[0];
  const end = first?.start ?? body?.end ?? definition.end;
  const own = [...definition.walk()].filter(
    (node) => node.type === 'comment' && node.end <= end && isOutermost(node, definition),
  );
  return [...commentsAbove(wholeDefinition(definition)), ...own.map(({ text }) => text)];
}

function isOutermost(node: SyntaxNode, definition: SyntaxNode): boolean {
  return [...node.ancestors()].find(({ type }) => type === 'function_definition') === definition;
}

/** Lines of comments that stand right above, without an empty line between. */
function commentsAbove(whole: SyntaxNode): readonly string[] {
  const lines = whole.source
    .slice(0, whole.start)
    .split(/\r\n|\r|\n/)
    .slice(0, -1);
  return lines.slice(lines.findLastIndex((line) => !/^\s*#/.test(line)) + 1);
}

/** Without the docstring. */
function statementsOf(body: SyntaxNode | null): readonly SyntaxNode[] {
  const statements = body?.parts ?? [];
  return docstringNode(body) === null ? statements : statements.slice(1);
}

/** Of the asserts that stand before anything else is done; guards may stand between them. */
function assertions(definition: SyntaxNode, parameters: readonly string[]): readonly Constraint[] {
  const found: Constraint[] = [];
  for (const statement of statementsOf(definition.get('body'))) {
    if (statement.type === 'if_statement' && isGuard(statement)) continue;
    if (statement.type !== 'assert_statement') break;
    const [condition] = statement.parts;
    if (condition === undefined) continue;
    for (const says of assertedBy(condition, parameters))
      found.push({ says, text: condition.text, source: 'assert' });
  }
  return found;
}

function isGuard(statement: SyntaxNode): boolean {
  const consequence = statement.get('consequence');
  return (
    statement.get('alternative') === null &&
    (consequence?.parts.every(({ type }) => type === 'raise_statement') ?? false)
  );
}
