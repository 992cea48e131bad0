import type { Impurity } from '../../../core/exploring.ts';
import type { ImportedName } from '../imports.ts';

type Kind = Impurity['kind'];

/** What calling a function of the standard library, or of a well-known one, has to do with. */
export function effectOf(name: string): Kind | null {
  return effects.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

/** Methods of paths count where the file imports pathlib: what they are called on is not known. */
export function effectOfMethod(
  method: string,
  imports: readonly (ImportedName | null)[],
): Kind | null {
  const hasPaths = imports.some((each) => (each?.from ?? each?.name) === 'pathlib');
  return hasPaths && ofPaths.test(method) ? 'files' : null;
}

const ofPaths =
  /^(?:read_text|write_text|read_bytes|write_bytes|iterdir|rglob|unlink|touch|mkdir|rmdir|is_file|is_dir)$/;

const effects: readonly (readonly [RegExp, Kind])[] = [
  [/^(?:builtins|io|codecs|gzip|bz2|lzma)\.open$/, 'files'],
  [
    /^os\.(?:open|read|write|close|listdir|scandir|walk|remove|unlink|rename|replace|link|symlink|mkdir|makedirs|rmdir|removedirs|stat|lstat|access|chmod|chown|utime|truncate|chdir|getcwd)$/,
    'files',
  ],
  [
    /^os\.path\.(?:exists|lexists|isfile|isdir|islink|getsize|get[acm]time|abspath|realpath|samefile)$/,
    'files',
  ],
  [
    /^pathlib\.\w*Path\.(?:cwd|home|open|exists|glob|stat|rename|replace|read_\w+|write_\w+|iterdir|rglob|unlink|touch|mkdir|rmdir|is_file|is_dir)$/,
    'files',
  ],
  [/^(?:shutil|tempfile|glob|fileinput|sqlite3|dbm|shelve|zipfile|tarfile)\.\w+/, 'files'],
  [
    /^(?:numpy\.(?:load|save|savez|loadtxt|savetxt|genfromtxt|fromfile)|pandas\.read_\w+)$/,
    'files',
  ],
  [
    /^(?:socket|ssl|select|selectors|requests|urllib\.request|urllib3|http\.client|http\.server|httpx|aiohttp|ftplib|smtplib|poplib|imaplib|telnetlib|xmlrpc|websockets?|paramiko)\.\w+/,
    'network',
  ],
  [
    /^time\.(?:time|perf_counter|monotonic|process_time|thread_time)(?:_ns)?$|^time\.(?:sleep|localtime|gmtime|ctime|strftime|clock_gettime)$/,
    'clock',
  ],
  [/^datetime\.(?:datetime|date)\.(?:now|utcnow|today)$|^asyncio\.sleep$|^timeit\.\w+/, 'clock'],
  [/^(?:random|secrets|numpy\.random)\.(?!(?:Random|RandomState|default_rng)\.)\w+/, 'random'],
  [/^uuid\.uuid[14]$|^os\.(?:urandom|getrandom)$/, 'random'],
  [/^builtins\.input$|^sys\.stdin\b/, 'input'],
  [/^(?:subprocess|multiprocessing|signal)\.\w+/, 'process'],
  [/^threading\.(?:Thread|Timer)$|^concurrent\.futures\.\w*Executor$|^_thread\.\w+/, 'process'],
  [
    /^os\.(?:system|popen|fork|forkpty|exec\w+|spawn\w+|posix_spawn\w*|kill|killpg|_exit|abort|getenv|putenv|getpid|getppid|nice|wait\w*)$|^os\.environ\b/,
    'process',
  ],
  [/^asyncio\.create_subprocess_\w+$/, 'process'],
];
