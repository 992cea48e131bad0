import type { Shape } from '../../core/exploring.ts';

/** The arm of `Shape` that has this kind, among others or alone. */
export type ShapeOf<Kind extends Shape['kind']> = ArmWith<Shape, Kind>;
type ArmWith<Arm, Kind> = Arm extends { readonly kind: unknown }
  ? Kind extends Arm['kind']
    ? Arm
    : never
  : never;
