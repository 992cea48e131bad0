import type { Shape } from '../../../core/exploring.ts';
import type { InstanceShape } from '../../../core/shapes.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import type { Ancestor } from './class-body.ts';
import type { Module } from './module.ts';
import type { Neighbours } from './neighbours.ts';

/** What reads types, as seen by what it is made of itself: classes are types, and have types in them. */
export interface TypeReader {
  readonly neighbours: Neighbours;
  /** In which its names are looked up. */
  readonly module: Module;
  /** What makes an instance of a class; null where that cannot be told. */
  instanceOf(definition: SyntaxNode): InstanceShape | null;
  /** What a type allows; `anything` or `foreign` where that cannot be told. */
  shapeOf(text: string): Shape;
  /** What a value of a class can be: an instance of it, or of one that is made from it. */
  shapeOfClass(definition: SyntaxNode): Shape;
  /** The reader of what stands in the module of a definition. */
  at(definition: SyntaxNode): TypeReader;
  /** The reader of what stands in a class that another is made from, as that one names it. */
  above(ancestor: Ancestor): TypeReader;
}
