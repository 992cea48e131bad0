import { constraintsIn, type Passage } from '../../../core/constraint-text.ts';
import type { Constraint } from '../../../core/exploring.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import { docstringNode, wholeDefinition } from '../syntax.ts';
import { assertedBy } from './asserts.ts';
import type { Docstring } from './docstring.ts';

/**
 * What docstring, comments and the asserts at the start say about inputs. Comments within the body
 * speak of how things stand there, so those before its first statement alone count.
 */
export function constraintsOf(
  definition: SyntaxNode,
  docstring: Docstring,
  parameters: readonly string[],
): readonly Constraint[] {
  const passages: Passage[] = [
    ...docstring.lines.map((text) => ({ text, about: null, source: 'docstring' as const })),
    ...docstring.parameters.map(({ name, type, text }) => ({
      text: type === null || text !== '' ? text : type,
      about: name,
      source: 'docstring' as const,
    })),
    ...commentsOf(definition).map((text) => ({ text, about: null, source: 'comment' as const })),
  ];
  return [...constraintsIn(passages, parameters), ...assertions(definition, parameters)];
}

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
