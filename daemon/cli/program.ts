import { Command, CommanderError, Option } from 'commander';
import { objectiveSchema } from '../../protocol/comparison.ts';
import { programName } from '../../protocol/daemon.ts';
import { fail, type Failure } from '../../protocol/failures.ts';
import { usualRecordLimit } from '../../protocol/recording.ts';
import type { Settings } from '../../protocol/settings.ts';
import type { ConnectOptions } from '../connect.ts';
import { findFolders } from '../folders.ts';
import { cases } from './cases.ts';
import { compare } from './compare.ts';
import { doctor } from './doctor.ts';
import { measure } from './measure.ts';
import { optimize } from './optimize.ts';
import { measurePack } from './pack.ts';
import { profile } from './profile.ts';
import { record } from './record.ts';
import { replay } from './replay.ts';
import { scale } from './scale.ts';
import { Session } from './session.ts';
import { settingOptions } from './settings.ts';
import { stop } from './stop.ts';
import type { Surroundings } from './terminal.ts';

export interface ProgramOptions extends Pick<ConnectOptions, 'build' | 'program'> {
  readonly version: string;
}

const sandboxSettings: readonly (keyof Settings)[] = [
  'sandbox',
  'image',
  'caseTimeoutSeconds',
  'memoryLimitMb',
];
const caseSettings: readonly (keyof Settings)[] = ['discoverCases', 'timingInputs'];
const comparisonSettings: readonly (keyof Settings)[] = [
  'minimumGain',
  'comparisonSeconds',
  'exploration',
];
const testSettings: readonly (keyof Settings)[] = ['testCommand', 'testTimeoutSeconds'];
const loopSettings: readonly (keyof Settings)[] = [
  'iterations',
  'proposers',
  'candidatesPerIteration',
  'baseUrl',
  'model',
  'promptProfile',
  'tokenBudget',
  'costBudget',
  'promptTokenPrice',
  'answerTokenPrice',
  'modelTimeoutSeconds',
  'allowUnsandboxedModels',
];

/** Runs the command that the arguments name; resolves to the exit code. */
export async function runCommandLine(
  args: readonly string[],
  surroundings: Surroundings,
  options: ProgramOptions,
): Promise<number> {
  // What stands behind -- is another program's.
  const own = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  const json = own.includes('--json');
  const connection: ConnectOptions = {
    folders: findFolders(surroundings.env),
    build: options.build,
    program: options.program,
    env: surroundings.env,
  };
  const session = new Session(surroundings, connection, json);
  let exit = 0;
  const program = describe(session, options.version, (code) => (exit = code));
  if (args.length === 0) return session.fail(fail('usage', 'No command was given.').failure);
  try {
    await program.parseAsync(args, { from: 'user' });
    return exit;
  } catch (error) {
    if (!(error instanceof CommanderError)) return session.fail(defect(error));
    if (error.exitCode === 0) return 0;
    return session.fail(usage(error));
  }
}

function describe(session: Session, version: string, exit: (code: number) => void): Command {
  const { stdout } = session.surroundings;
  const program = new Command('afterburner')
    .description('Makes a function faster or leaner without changing what it does, and proves it.')
    .version(version, '-V, --version', 'Print the version.')
    .helpOption('-h, --help', 'Show this help.')
    .helpCommand('help [command]', 'Show the help of a command.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      // Errors come back as exceptions and are said in one line, like all others.
      writeErr: () => undefined,
      getOutHelpWidth: () => Math.min(stdout.columns, 100),
      getOutHasColors: () => stdout.hasColors,
    })
    .showSuggestionAfterError()
    .addHelpText('after', examples);

  measured(program, 'measure <file>', [], [])
    .description('Run a function on its cases: how long, how much memory, is it right?')
    .action(async (file, options) => exit(await measure(session, file, options)));

  measured(program, 'compare <baseline> <candidate>', [objective], comparisonSettings)
    .description('Is the function in CANDIDATE equivalent to the one in BASELINE, and better?')
    .action(async (baseline, candidate, options) =>
      exit(await compare(session, baseline, candidate, options)),
    );

  const optimizeSettings = [...comparisonSettings, ...testSettings, ...loopSettings];
  measured(program, 'optimize <file>', [objective, write], optimizeSettings)
    .description('Look for a better version of a function, and prove that it is one.')
    .action(async (file, options) => exit(await optimize(session, file, options)));

  measured(program, 'scale <file>', [], ['comparisonSeconds'])
    .description('How do runtime and memory of a function grow with its input?')
    .action(async (file, options) => exit(await scale(session, file, options)));

  measured(program, 'profile <file>', [], [])
    .description('Where does the time of a function go, line by line?')
    .action(async (file, options) => exit(await profile(session, file, options)));

  const discovered = program
    .command('cases <file>')
    .description('Which cases do the docstring, comments and tests of a function have?')
    .option('--function <name>', 'function, Class.method or outer.inner.')
    .option('--generate', 'Instead: run it on generated inputs, and make cases of some.')
    .option('--write', 'Add them to the case file beside FILE.')
    .addOption(domain)
    .option(
      '--cases <file>',
      'With --domain or --generate: the case file, if it is not the one beside FILE.',
    )
    .option('--json', jsonHelp);
  for (const option of settingOptions(sandboxSettings)) discovered.addOption(option);
  discovered
    .hook('preAction', () => {
      if (discovered.getOptionValue('function') !== undefined) return;
      discovered.error('The function is not named.', { code: 'afterburner.noFunction' });
    })
    .action(async (file, options) => exit(await cases(session, file, options)));

  const recorded = program
    .command('record <file> [command...]')
    .usage('<file> --function <name> [options] -- <command...>')
    .description(
      "Run a command, such as the project's tests, and make cases of a function's calls.",
    )
    .option('--function <name>', 'function or Class.method.')
    .option('--limit <n>', `Cases to choose, at most. (default: ${usualRecordLimit})`)
    .option('--json', jsonHelp);
  for (const option of settingOptions([...sandboxSettings, 'testTimeoutSeconds'])) {
    recorded.addOption(option);
  }
  recorded
    .hook('preAction', () => {
      if (recorded.getOptionValue('function') === undefined) {
        recorded.error('The function is not named.', { code: 'afterburner.noFunction' });
      }
      if (recorded.args.length < 2) {
        recorded.error('There is no command to run: it stands behind --.');
      }
    })
    .action(async (file, command, options) => exit(await record(session, file, command, options)));

  program
    .command('replay <run>')
    .description('Run a recorded comparison again: RUN, RUN#ATTEMPT or last. Does it hold?')
    .option('--json', jsonHelp)
    .action(async (run) => exit(await replay(session, run)));

  const pack = program
    .command('pack')
    .description('Problem packs: reference solutions to be ranked among.')
    .helpCommand(false);
  const packed = pack
    .command('measure <file>')
    .description('Measure the reference solutions of a problem pack in this environment.')
    .addOption(problem)
    .option('--again', 'Measure those too that were measured here before.')
    .option('--json', jsonHelp);
  for (const option of settingOptions([...sandboxSettings, 'comparisonSeconds'])) {
    packed.addOption(option);
  }
  packed.action(async (file, options) => exit(await measurePack(session, file, options)));

  const doctored = program
    .command('doctor')
    .description('What works here, what does not, and how to mend it.');
  for (const option of settingOptions(['sandbox', 'image', 'proposers', 'baseUrl', 'model'])) {
    doctored.addOption(option);
  }
  doctored
    .option('--json', jsonHelp)
    .action(async (options) => exit(await doctor(session, options)));

  program
    .command('stop')
    .description('Ask the daemon to finish and leave.')
    .option('--json', jsonHelp)
    .action(async () => exit(await stop(session)));
  return program;
}

const objective = new Option('--objective <what>', 'What is to become less.')
  .choices(objectiveSchema.options)
  .default('integral');
const problem = new Option('--problem <id>', 'Only this problem. Can be repeated.').argParser(
  (id: string, before: readonly string[] | undefined) => [...(before ?? []), id],
);
const domain = new Option(
  '--domain <rule>',
  'Instead: write what can occur into the case file, as in \'xs={"minItems":1}\'. Can be repeated.',
).argParser((rule: string, before: readonly string[] | undefined) => [...(before ?? []), rule]);
const write = new Option('--write', 'Replace the function in FILE by the best version.');
const jsonHelp = 'Print one JSON document on standard output.';

/** A command that runs code: it names a function, its cases, and where it runs. */
function measured(
  program: Command,
  usageText: string,
  own: readonly Option[],
  settings: readonly (keyof Settings)[],
) {
  const command = program
    .command(usageText)
    .option('--function <name>', 'function, Class.method or outer.inner.')
    .option('--program', 'Instead of a function: the whole file, on standard input.')
    .option(
      '--cases <file>',
      'Case file; by default NAME.cases.json beside the file, else what docstrings and tests have.',
    )
    .option('--json', jsonHelp);
  const options = [...own, ...settingOptions([...sandboxSettings, ...caseSettings, ...settings])];
  for (const option of options) command.addOption(option);
  // Not as a required option: commander would ask for it before it sees that it is misspelt.
  return command.hook('preAction', () => {
    const named = command.getOptionValue('function') !== undefined;
    const whole = command.getOptionValue('program') === true;
    if (named && whole) command.error('--function and --program exclude each other.');
    if (!named && !whole) {
      command.error('The function is not named.', { code: 'afterburner.noFunction' });
    }
    if (whole) command.setOptionValue('function', programName);
  });
}

/** Commander's words as a failure: a sentence, with its suggestion in the same line. */
function usage({ message, code }: CommanderError): Failure {
  // A command of commands by itself: commander would show its help as an error.
  if (code === 'commander.help') {
    return fail('usage', 'The command lacks what is to be done.', 'Add --help to see.').failure;
  }
  const text = message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ');
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  const hint =
    code === 'afterburner.noFunction'
      ? 'Add --function NAME, or --program for the whole file.'
      : undefined;
  return fail('usage', /[.?!)]$/.test(sentence) ? sentence : `${sentence}.`, hint).failure;
}

/** A throw is a bug; its exit code must not be taken for an answer. */
function defect(error: unknown): Failure {
  const text = error instanceof Error ? error.message : String(error);
  return fail('internal', `Something broke in the command line: ${text}.`).failure;
}

const examples = `
Examples:
  afterburner measure pairs.py --function pair_with_sum
  afterburner compare old.py new.py --function pair_with_sum --objective time
  afterburner optimize pairs.py --function pair_with_sum --write
  afterburner scale pairs.py --function pair_with_sum
  afterburner profile pairs.py --function pair_with_sum
  afterburner record pairs.py --function pair_with_sum -- python -m pytest -q
  afterburner replay last
  afterburner doctor

Every setting, from --sandbox on, is also read from the environment: --minimum-gain from
AFTERBURNER_MINIMUM_GAIN. A model's key is read from AFTERBURNER_API_KEY or OPENAI_API_KEY alone.

Exit codes: 0 done, 1 the answer is no, 2 wrong use or bad input, 3 no usable sandbox,
4 the sandbox failed, 130 interrupted.`;
