import { extract } from '../../../daemon/languages/python/layout.ts';
import { replace } from '../../../daemon/languages/python/replace.ts';
import { rewrite } from '../../../daemon/languages/python/rewrite.ts';
import { catalogue } from '../../../daemon/languages/python/rules/catalogue.ts';
import { functions } from '../../../daemon/languages/python/syntax.ts';
import type { Answer, Original } from './material.ts';

/** What our own rewrite rules make of a function: right, if the rules are. */
export function rewrites({ source, function: name }: Original): readonly Answer[] {
  const listed = functions(source);
  const target = listed.ok ? listed.value.find((each) => each.name === name) : undefined;
  if (target === undefined) throw new Error(`There is no ${name} in\n${source}`);
  const version = { source, code: extract(source, target) };
  return catalogue.flatMap((rule) =>
    rewrite(rule.name, version, target).flatMap((replacement, index) => {
      const replaced = replace(source, target, replacement);
      if (!replaced.ok) return [];
      const own = index === 0 ? rule.name : `${rule.name}-${index + 1}`;
      return [{ name: own, isRight: true, why: rule.why, source: replaced.value.source }];
    }),
  );
}
