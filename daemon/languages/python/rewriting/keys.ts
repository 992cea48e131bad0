import type { Shape } from '../../../core/exploring.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import { itemShapeAt, keyKind, shapeAt } from './expression-shapes.ts';
import type { FunctionCode } from './function-code.ts';

/**
 * Whether a value can be looked up among the items of a container by its hash: as it is, or, where
 * `frozen`, as a tuple. What nothing is known of is taken for a value that can be hashed.
 */
export function isKey(
  fn: FunctionCode,
  item: SyntaxNode,
  container: SyntaxNode,
  frozen: boolean,
): boolean {
  return areKeys([shapeAt(fn, item), itemShapeAt(fn, container)], frozen);
}

/** Whether values of these shapes, of the same kind if they are ever equal, are keys of one dict. */
export function areKeys(shapes: readonly (Shape | null)[], frozen: boolean): boolean {
  const kinds = shapes.map(keyKind);
  if (frozen)
    return kinds.includes('list') && kinds.every((kind) => kind === 'list' || kind === null);
  return kinds.every((kind) => kind === 'plain' || kind === null);
}

/**
 * Whether it is a list or its like, as far as anything tells, so that its items are what is found
 * in it. Of a text, parts are found too: what is looked for in what may be one must be a character.
 */
export function isSequence(shape: Shape | null, item: Shape | null): boolean {
  if (shape === null || ['list', 'tuple', 'matrix'].includes(shape.kind)) return true;
  const isText = item?.kind === 'string' && item.max !== 1;
  return shape.kind === 'union' && !isText && shape.of.some((each) => isSequence(each, item));
}
