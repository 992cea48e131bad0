import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { KnownPacks } from '../../daemon/cases/known-packs.ts';
import { temporaryFolder } from '../child.ts';

function packWith(
  folder: string,
  name: string,
  ...problems: readonly (readonly [id: string, title: string])[]
) {
  const path = join(folder, `${name}.pack.json`);
  const written = {
    id: name,
    title: name,
    problems: problems.map(([id, title]) => ({
      id,
      title,
      statement: 'Answers zero.',
      function: 'zero',
      parameters: [],
      returns: 'integer',
      starter: {},
      cases: [{ id: 'one', args: [], expected: 0 }],
      solutions: [],
    })),
  };
  writeFileSync(path, JSON.stringify(written));
  return path;
}

it('lists each problem once, by title, as a link to it is resolved', async () => {
  const folder = temporaryFolder();
  const shipped = packWith(folder, 'shipped', ['gap', 'Pairs with a gap'], ['area', 'Areas']);
  const own = packWith(
    folder,
    'own',
    ['gap', 'My own gap'],
    ['words', 'Words'],
    ['old', 'Moved on'],
  );
  const measuredIn: Readonly<Record<string, string>> = {
    gap: own,
    words: own,
    old: join(folder, 'gone.pack.json'),
  };
  const packs = new KnownPacks({
    languages: [],
    shipped: [shipped],
    packOf: (id) => measuredIn[id] ?? null,
    measured: () => [own, join(folder, 'gone.pack.json')],
  });
  const listed = await packs.all();
  expect(listed).toEqual([
    { id: 'area', title: 'Areas', pack: shipped },
    { id: 'gap', title: 'My own gap', pack: own },
    { id: 'words', title: 'Words', pack: own },
  ]);
  for (const { id, pack } of listed) expect((await packs.find(id))?.pack).toBe(pack);
  expect(await packs.find('old')).toBeNull();
});
