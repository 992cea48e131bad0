import type { Shape } from '../../../core/exploring.ts';
import type { InstanceShape } from '../../../core/shapes.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import type { Module } from './module.ts';

/** What reads types, as seen by what it is made of itself: classes are types, and have types in them. */
export interface TypeReader {
  readonly module: Module;
  /** What makes an instance of a class of the file; null where that cannot be told. */
  instanceOf(definition: SyntaxNode): InstanceShape | null;
  /** What a type allows; `anything` or `foreign` where that cannot be told. */
  shapeOf(text: string): Shape;
}
