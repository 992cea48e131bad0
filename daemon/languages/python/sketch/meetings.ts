import type { InputSketch, Shape, SketchedParameter } from '../../../core/exploring.ts';
import { layoutsIn } from '../../../core/layouts.ts';
import { onParts, partsOf } from '../../../core/shapes.ts';
import type { SyntaxNode } from '../../syntax-node.ts';

/**
 * Parameters whose chains may come back to themselves, or to one another, where the function looks for that: it tells
 * instances apart by identity, keeps those that it has seen, or speaks of cycles.
 */
export function withMeetings(
  parameters: InputSketch['parameters'],
  bodies: readonly SyntaxNode[],
  said: string,
): InputSketch['parameters'] {
  const layouts = layoutsIn(parameters.map(({ shape }) => shape));
  const chains = [...layouts.values()].filter(({ links }) => links.length === 1);
  if (chains.length === 0) return parameters;
  const isMeant = words.test(said) || bodies.some((body) => looksForMeetings(body.text));
  if (!isMeant) return parameters;
  const types = new Set(chains.map(({ type }) => type));
  // Of two chains it is asked where they meet; one that came back would mostly never end.
  const several = parameters.filter(({ shape }) => typesIn(shape).some((type) => types.has(type)));
  const isOfSeveral = several.length > 1 && !words.test(said);
  const meeting = isOfSeveral ? { shares: true } : { cycles: true };
  const marked = (shape: Shape): Shape =>
    shape.kind === 'instance'
      ? types.has(shape.type)
        ? { ...shape, ...meeting }
        : shape
      : onParts(shape, marked);
  return parameters.map((parameter): SketchedParameter => ({
    ...parameter,
    shape: marked(parameter.shape),
  }));
}

function typesIn(shape: Shape): readonly string[] {
  if (shape.kind === 'instance') return [shape.type];
  return partsOf(shape).flatMap(typesIn);
}

const words =
  /\b(?:cycl(?:e|es|ic)|circular(?:ly)?|(?:has|have|is|a|the|detect\w*|find\w*|contains?|remove\w*) loops?|loops? (?:back|in (?:a|the)|start\w*|length)|rings?)\b/i;

/** Whether what is walked along is told apart by identity, or looked for among what was seen. */
function looksForMeetings(body: string): boolean {
  const walked = new Set([...body.matchAll(/\b(\w+)\s*=\s*\1\.\w+/g)].map(([, name]) => name));
  for (const [, several = ''] of body.matchAll(/^\s*([\w, ]+)=[^=\n]*\.\w+[^\n]*$/gm))
    for (const name of several.split(',')) walked.add(name.trim());
  const identities =
    /\b(\w+)\s+is\s+(?:not\s+)?(\w+)\b|\bid\(\s*(\w+)\s*\)|\b(\w+)\s+(?:not\s+)?in\s+(\w+)\b/g;
  for (const [, left = '', right = '', known = '', one = '', seen = ''] of body.matchAll(
    identities,
  )) {
    if (known !== '' && walked.has(known)) return true;
    if (left !== '' && !plain.has(right) && walked.has(left) && walked.has(right)) return true;
    const isKept = new RegExp(
      String.raw`\b${seen}\s*(?:\.(?:add|append)\(\s*${one}\s*\)|\[\s*${one}\s*\]\s*=)`,
    );
    if (one !== '' && walked.has(one) && isKept.test(body)) return true;
  }
  return false;
}

const plain: ReadonlySet<string> = new Set(['None', 'True', 'False', 'not']);
