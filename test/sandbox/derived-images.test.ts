import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ok } from '../../protocol/failures.ts';
import { type Derivation, DerivedImages } from '../../daemon/sandbox/derived-images.ts';
import { imageExists } from '../../daemon/sandbox/image-facts.ts';
import { lookAtProjectImages } from '../../daemon/sandbox/project-images-found.ts';
import { Images } from '../../daemon/sandbox/images.ts';
import { probeFile, recipesIn } from '../../daemon/sandbox/recipes.ts';
import { describeWithEngine, requireEngine } from './with-engine.ts';

const never = new AbortController().signal;
const patience = { timeout: 600_000 };
const root = join(import.meta.dirname, '../..');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'afterburner-derived-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** An image of its own, for this run of the tests. */
function labelled(key: string): Derivation {
  const dockerfile = `ARG BASE\nFROM $BASE\nLABEL test="${folder} ${key}"\n`;
  return {
    key,
    project: folder,
    what: 'an image',
    needsProbe: false,
    steps: () => Promise.resolve(ok([{ dockerfile }])),
  };
}

describeWithEngine('images on top of ours', () => {
  it('are made once, and those used long ago are dropped', patience, async () => {
    const engine = await requireEngine();
    const recipes = recipesIn(join(root, 'daemon/languages'));
    const probePath = (arch: string): string => join(root, 'dist', probeFile(arch));
    const options = { folder, recipes, probePath, pinned: null };
    const base = await new Images(engine, options).ready('python', never, () => {});
    if (!base.ok) throw new Error(base.failure.message);
    const derived = new DerivedImages(engine, recipes, folder, probePath);
    const made: string[] = [];
    let told = 0;
    const make = async (key: string): Promise<string> => {
      const image = await derived.ready('python', base.value, labelled(key), never, () => {
        told += 1;
      });
      if (!image.ok) throw new Error(image.failure.message);
      made.push(image.value.imageId);
      return image.value.imageId;
    };
    try {
      for (let at = 0; at < 11; at++) await make(`number ${at}`);
      expect(new Set(made).size).toBe(11);
      told = 0;
      expect(await make('number 10')).toBe(made[10]);
      expect(told).toBe(0);
      expect(await imageExists(engine, made[0] as string)).toBe(false);
      expect(await imageExists(engine, made[1] as string)).toBe(true);
      expect(await imageExists(engine, base.value.imageId)).toBe(true);
      const findings = await lookAtProjectImages(engine, folder);
      expect(findings).toHaveLength(10);
      expect(findings[0]?.text).toMatch(
        /^of .*: sha256:\w{12}, \d+ MiB, last used 20\d\d-.* UTC, /,
      );
      expect(findings[0]?.text).toContain(folder);
      await make('number 1');
      await make('number 11');
      expect(await imageExists(engine, made[1] as string)).toBe(true);
      expect(await imageExists(engine, made[2] as string)).toBe(false);
    } finally {
      for (const id of made)
        await engine.docker
          .getImage(id)
          .remove()
          .catch(() => {});
    }
  });
});
