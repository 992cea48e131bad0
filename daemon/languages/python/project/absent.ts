import type { ProgramJob } from '../../../core/ports/sandbox.ts';

const name = 'afterburner_absent.py';

/** Looks for packages without importing them: what they do when imported is the run's affair. */
const program = `import json
import os
import sys
from importlib.util import find_spec

sys.path.pop(0)


def is_absent(name):
    try:
        return find_spec(name) is None
    except (ImportError, ValueError):
        return True


data = json.dumps([name for name in sys.argv[1:] if is_absent(name)]).encode()
os.write(3, b'I' + bytes(4))
os.read(3, 4)
os.write(3, b'O' + len(data).to_bytes(4, 'little') + data)
`;

/** Tells on its channel which of the packages Python does not find in the sandbox. */
export function absentJob(names: readonly string[]): ProgramJob {
  return {
    argv: ['python3', '-s', '-B', name, ...names],
    env: {},
    files: [{ path: name, content: Buffer.from(program) }],
    input: new Uint8Array(),
  };
}
