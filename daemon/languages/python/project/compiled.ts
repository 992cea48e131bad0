import type { ProgramJob } from '../../../core/ports/sandbox.ts';
import type { ProjectModules } from '../../../core/project.ts';

const name = 'afterburner_compiled.py';

/** Compiles modules as Python itself would, into caches that are not held against their texts. */
const program = `import marshal
import os
import sys
from importlib.util import MAGIC_NUMBER, cache_from_source

UNCHECKED = (1).to_bytes(4, 'little')


def sized(data):
    return len(data).to_bytes(4, 'little') + data


found = []
for path in sys.argv[1:]:
    with open(path, 'rb') as file:
        text = file.read()
    try:
        code = compile(text, path, 'exec', dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError):
        continue
    found.append(sized(cache_from_source(path).encode()))
    found.append(sized(MAGIC_NUMBER + UNCHECKED + bytes(8) + marshal.dumps(code)))
os.write(3, b'I' + bytes(4))
os.read(3, 4)
data = b''.join(found)
for start in range(0, len(data), 1 << 20):
    message = memoryview(b'O' + sized(data[start : start + (1 << 20)]))
    while message:
        message = message[os.write(3, message) :]
`;

/** Compiles a file's neighbours with the sandbox's Python, which every run would do again. */
export function compileJob({ files }: ProjectModules): ProgramJob {
  return {
    argv: ['python3', '-s', '-B', name, ...files.map(({ path }) => path)],
    env: {},
    files: [{ path: name, content: Buffer.from(program) }, ...files],
    input: new Uint8Array(),
  };
}

/** The modules with what the job sent: as many of the caches as came whole, in their places. */
export function withCompiled(modules: ProjectModules, outcome: Uint8Array): ProjectModules {
  const folders = new Set(modules.files.map(({ path }) => folderOf(path)));
  const caches: { path: string; content: Uint8Array }[] = [];
  const view = new DataView(outcome.buffer, outcome.byteOffset, outcome.byteLength);
  const parts: Uint8Array[] = [];
  for (let at = 0; at + 4 <= outcome.length;) {
    const end = at + 4 + view.getUint32(at, true);
    if (end > outcome.length) break;
    parts.push(outcome.slice(at + 4, end));
    at = end;
  }
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const path = Buffer.from(parts[at] as Uint8Array).toString('utf8');
    const [, folder, last] = /^(.*?)__pycache__\/([^/]+\.pyc)$/.exec(path) ?? [];
    if (folder === undefined || last === undefined || !folders.has(folder)) continue;
    caches.push({ path, content: parts[at + 1] as Uint8Array });
  }
  return { ...modules, files: [...modules.files, ...caches] };
}

/** With its slash; empty at the top. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
