import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { extract, pack } from 'tar-stream';
import type { Pack } from 'tar-stream';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { baseImage } from '../../daemon/sandbox/base-image.ts';
import { Demux } from '../../daemon/sandbox/demux.ts';
import { findEngine } from '../../daemon/sandbox/engine.ts';
import type { Engine } from '../../daemon/sandbox/engine.ts';
import { buildImage } from '../../daemon/sandbox/image-build.ts';

const base = 'debian:trixie-slim';
const dockerfile = `FROM ${base}
RUN apt-get update \\
    && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends gcc libc6-dev \\
    && rm -rf /var/lib/apt/lists/*
`;
const signal = new AbortController().signal;

try {
  process.exitCode = await compile(process.argv.slice(2));
} catch (error) {
  process.exitCode = complain((error as Error).message);
}

async function compile(args: readonly string[]): Promise<number> {
  const output = args[args.indexOf('-o') + 1];
  const sources = args.filter((arg) => arg.endsWith('.c'));
  if (!args.includes('-o') || output === undefined || sources.length === 0) {
    return complain('Call it as OPTIONS -o OUTPUT FILE.c …');
  }
  const found = await findEngine();
  if (!found.ok) return complain(`${found.failure.message}. ${found.failure.hint}`);
  const engine = found.value;
  const there = await baseImage(engine, base, signal, () => {});
  if (!there.ok) return complain(there.failure.message);
  const what = 'the image with the compiler';
  const image = await buildImage(engine, { what, dockerfile, probe: null }, signal, () => {});
  if (!image.ok) return complain(image.failure.message);

  const inside = args.map((arg) =>
    arg === output ? '/src/output' : sources.includes(arg) ? `/src/${basename(arg)}` : arg,
  );
  return runCompiler(engine, image.value, inside, sources, output);
}

async function runCompiler(
  engine: Engine,
  image: string,
  args: readonly string[],
  sources: readonly string[],
  output: string,
): Promise<number> {
  const container = await engine.docker.createContainer({
    Image: image,
    Entrypoint: ['gcc'],
    Cmd: [...args],
    HostConfig: { NetworkMode: 'none' },
  });
  try {
    await container.putArchive(Readable.from(packed(sources)), { path: '/' });
    await container.start();
    const { StatusCode } = (await container.wait()) as { StatusCode: number };
    const said = await container.logs({ follow: true, stdout: true, stderr: true });
    const demux = new Demux();
    (said as unknown as Readable).pipe(demux);
    await text(demux);
    if (StatusCode !== 0) return complain(demux.errorTail);
    const archive = await container.getArchive({ path: '/src/output' });
    const files = extract();
    (archive as unknown as Readable).pipe(files as unknown as NodeJS.WritableStream);
    for await (const entry of files) {
      const chunks: Buffer[] = [];
      for await (const chunk of entry) chunks.push(chunk as Buffer);
      writeFileSync(output, Buffer.concat(chunks), { mode: 0o755 });
    }
    return 0;
  } finally {
    await container.remove({ force: true });
  }
}

/** The sources with the headers beside them, under `src`. */
function packed(sources: readonly string[]): Pack {
  const files = pack();
  for (const folder of new Set(sources.map((source) => dirname(source)))) {
    for (const name of readdirSync(folder).filter((each) => /\.[ch]$/.test(each))) {
      files.entry({ name: `src/${name}` }, readFileSync(`${folder}/${name}`));
    }
  }
  files.finalize();
  return files;
}

function complain(message: string): number {
  process.stderr.write(`${message}\n`);
  return 1;
}
