import { build } from 'esbuild';
import { basename, join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** The panel's files by name, made from the sources as they stand. */
export async function bundlePanel(): Promise<ReadonlyMap<string, Uint8Array>> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: { panel: 'media/panel/main.tsx' },
    outdir: 'dist/panel',
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    loader: { '.ttf': 'file' },
    assetNames: '[name]',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'silent',
  });
  return new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
}
