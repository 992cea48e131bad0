import { build } from './build.ts';
import { compose } from './compose.ts';
import { runDaemon } from './lifecycle.ts';

const flag = process.argv.indexOf('--ready-fd');
const readyFd = flag < 0 ? null : Number(process.argv[flag + 1]);

void runDaemon({ env: process.env, build, compose, readyFd }).then((code) => process.exit(code));
