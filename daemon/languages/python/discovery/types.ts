import type { DiscoveryFile, ProjectText } from '../../../core/discovery.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import { moduleBindings } from '../imports.ts';
import { membersByName } from '../sketch/enumerations.ts';
import { moduleOf } from '../sketch/module.ts';
import { importedAs } from './names.ts';

/** Types that a text can make values of, by the names that it has for them. */
export interface KnownTypes {
  /** As `$new` says them. */
  readonly made: ReadonlyMap<string, string>;
  /** Members of enumerations, such as `Color.RED`, with the values that they are made of. */
  readonly members: ReadonlyMap<string, readonly [type: string, value: number | string]>;
}

/** Those of the standard library; none of their objects can be changed but where it is said. */
const standard: ReadonlySet<string> = new Set(
  (
    'collections.deque collections.Counter collections.OrderedDict decimal.Decimal ' +
    'fractions.Fraction datetime.date datetime.datetime datetime.time datetime.timedelta ' +
    'pathlib.Path pathlib.PurePath pathlib.PurePosixPath uuid.UUID'
  ).split(' '),
);
const builtin = ['complex', 'bytearray'];

/** Of packages: what makes arrays, tables and numbers of the values that are written. */
const ofPackages: readonly string[] = [
  ...'array asarray zeros ones full arange linspace eye identity reshape'
    .split(' ')
    .map((name) => `numpy.${name}`),
  ...'float16 float32 float64 int8 int16 int32 int64 uint8 uint16 uint32 uint64 bool_'
    .split(' ')
    .map((name) => `numpy.${name}`),
  'pandas.Series',
  'pandas.DataFrame',
];
const known: ReadonlySet<string> = new Set([...standard, ...ofPackages]);

/** What `deque`, `dt.date` and the file's own classes mean in one of its docstrings. */
export function typesWithin(tree: SyntaxNode): KnownTypes {
  const classes = moduleOf(tree, null, []).classes;
  return typesOf(tree, (name) => [name], classes);
}

/** The same in a test that imports from the file. */
export function typesImported(
  file: DiscoveryFile,
  own: SyntaxNode,
  test: ProjectText,
  tree: SyntaxNode,
  packages: readonly ProjectText[],
): KnownTypes {
  const classes = moduleOf(own, null, []).classes;
  const namesOf = (name: string): readonly string[] => [
    ...(importedAs(name, file, test, packages)?.functions ?? []),
  ];
  return typesOf(tree, namesOf, classes);
}

function typesOf(
  tree: SyntaxNode,
  namesOf: (name: string) => readonly string[],
  classes: ReadonlyMap<string, SyntaxNode>,
): KnownTypes {
  const made = new Map(builtin.map((name) => [name, name]));
  const members = new Map<string, readonly [string, number | string]>();
  for (const [bound, imported] of moduleBindings(tree)) {
    if (imported === null) continue;
    const { from, name } = imported;
    if (from !== null) {
      if (known.has(`${from}.${name}`)) made.set(bound, `${from}.${name}`);
      continue;
    }
    for (const each of known)
      if (each.startsWith(`${name}.`)) made.set(bound + each.slice(name.length), each);
  }
  for (const [type, definition] of classes) {
    const listed = membersByName(definition);
    for (const name of namesOf(type)) {
      made.set(name, type);
      for (const [member, value] of listed) members.set(`${name}.${member}`, [type, value]);
    }
  }
  return { made, members };
}

/** Whether objects of a type stay as they are made. */
export function isFixed(type: string): boolean {
  if (/^numpy\.(?:u?int|float|bool)/.test(type)) return true;
  return standard.has(type) && !type.startsWith('collections.');
}
