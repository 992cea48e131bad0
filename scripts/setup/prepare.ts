import { join } from 'node:path';
import { findFolders } from '../../daemon/folders.ts';
import { findEngine } from '../../daemon/sandbox/engine.ts';
import { Images } from '../../daemon/sandbox/images.ts';
import { probeFile, recipesIn } from '../../daemon/sandbox/recipes.ts';

// Makes every image that is not there yet. Says on stderr what it is doing and, as one JSON
// document on stdout, what came of it: `engine` (null where none answers), `images` (the languages
// whose image is ready, `made` where it was not there before) and `failure`.

const root = join(import.meta.dirname, '../..');
const interrupted = new AbortController();
process.once('SIGINT', () => interrupted.abort());

const found = await findEngine();
process.stdout.write(JSON.stringify(found.ok ? await images(found.value) : without(found)));

async function images(engine: Extract<typeof found, { ok: true }>['value']) {
  const { name, version } = engine.facts;
  const recipes = recipesIn(join(root, 'daemon/languages'));
  const source = new Images(engine, {
    folder: findFolders(process.env).data,
    recipes,
    probePath: (arch) => join(root, 'dist', probeFile(arch)),
    pinned: null,
  });
  const ready: { language: string; made: boolean }[] = [];
  for (const { language } of recipes) {
    let made = false;
    const image = await source.ready(language, interrupted.signal, (event) => {
      made = true;
      if (event.kind === 'preparing') process.stderr.write(`${event.what}\n`);
    });
    if (!image.ok) return { engine: `${name} ${version}`, images: ready, failure: image.failure };
    ready.push({ language, made });
  }
  return { engine: `${name} ${version}`, images: ready, failure: null };
}

function without({ failure }: Extract<typeof found, { ok: false }>) {
  return { engine: null, images: [], failure };
}
