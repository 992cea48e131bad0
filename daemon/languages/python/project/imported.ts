import type { SyntaxNode } from '../../syntax-node.ts';
import { importedNames, importTypes } from '../imports.ts';
import { parsePython } from '../parse.ts';

/** One module, or name of a module, that a text imports. */
export interface Imported {
  /** Leading dots: 0 for an absolute import. */
  readonly dots: number;
  /** The module's dotted name; empty for `from . import x`. */
  readonly module: readonly string[];
  /** What is taken from it, which may be a module too; null for `import x` and for `*`. */
  readonly name: string | null;
  /** A failing import is caught where it stands. */
  readonly isOptional: boolean;
  /** It stands in a function: what the text is imported for may never come to it. */
  readonly isDeferred: boolean;
  /** For its types alone, and not when it runs. */
  readonly isForTypes: boolean;
}

/** Everything that a text imports, inside functions too; a broken text's as far as it is read. */
export function importedBy(source: string): readonly Imported[] {
  const found: Imported[] = [];
  for (const statement of parsePython(source).walk()) {
    if (!statement.is(...importTypes)) continue;
    const isForTypes = isForTypesAlone(statement);
    const isOptional = isCaught(statement);
    const isDeferred = [...statement.ancestors()].some((node) => node.is('function_definition'));
    for (const { from, name } of importedNames(statement)) {
      const [, dots = '', rest = ''] = /^(\.*)(.*)$/s.exec(from ?? name) ?? [];
      const module = rest === '' ? [] : rest.split('.').map((part) => part.trim());
      const taken = from === null || name === '*' ? null : name;
      const whence = { dots: dots.length, module, name: taken };
      found.push({ ...whence, isOptional, isDeferred, isForTypes });
    }
  }
  return found;
}

/** Below `if TYPE_CHECKING:`, which holds for no program that runs. */
function isForTypesAlone(statement: SyntaxNode): boolean {
  let below = statement;
  for (const node of statement.ancestors()) {
    const condition = node.is('if_statement') ? (node.get('condition')?.text ?? '') : '';
    const isBody = node.get('consequence')?.start === below.start;
    if (isBody && /^(?:\w+\.)?TYPE_CHECKING$/.test(condition)) return true;
    below = node;
  }
  return false;
}

/** In the body of a `try` that has a handler for it. */
function isCaught(statement: SyntaxNode): boolean {
  let below = statement;
  for (const node of statement.ancestors()) {
    if (node.is('try_statement') && node.get('body')?.start === below.start) {
      const clauses = node.children.filter((child) => child.is('except_clause'));
      if (clauses.some(catchesImport)) return true;
    }
    below = node;
  }
  return false;
}

function catchesImport(clause: SyntaxNode): boolean {
  const head = clause.text.slice(0, clause.text.indexOf(':'));
  return (
    /^except\s*$/.test(head) ||
    /\b(?:ImportError|ModuleNotFoundError|(?:Base)?Exception)\b/.test(head)
  );
}
