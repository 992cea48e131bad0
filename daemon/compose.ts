import { join } from 'node:path';
import { ok, type Result } from '../protocol/failures.ts';
import { parseCases } from './cases/case-file.ts';
import { chooseCases } from './cases/choice.ts';
import { describeInputs } from './cases/describe.ts';
import { describeDiscovery, discoverCases } from './cases/discovery.ts';
import { expectationsOf } from './cases/expectations.ts';
import { describeGenerated, withGenerated } from './cases/generated.ts';
import { KnownPacks } from './cases/known-packs.ts';
import { MadeInputs } from './cases/made-inputs.ts';
import { casesOf, readPack } from './cases/pack-file.ts';
import { rootOf } from './cases/project-root.ts';
import { TestFinder } from './cases/project-texts.ts';
import { chooseCalls } from './cases/recorded-choice.ts';
import { differenceBetween, recordedFile, showCall } from './cases/recorded-file.ts';
import { scalableOf } from './cases/scalable.ts';
import { findFunction } from './core/candidates.ts';
import type { Proposer } from './core/ports/proposing.ts';
import type { Service } from './core/ports/service.ts';
import { createEquivalence } from './equivalence/equivalence.ts';
import { createInputMaker } from './equivalence/making/input-maker.ts';
import { openHistory } from './history/open.ts';
import { lookAtHistory } from './history/look.ts';
import { createPython } from './languages/python/python.ts';
import type { ComposeOptions } from './lifecycle.ts';
import { createOpenAiProposer } from './proposers/openai.ts';
import { lookAtModel } from './proposers/openai/look.ts';
import { RulesProposer } from './proposers/rules.ts';
import { findResources } from './resources.ts';
import { RunService } from './runs/service.ts';
import { SandboxChoice } from './sandbox/choice.ts';
import { doctor } from './sandbox/doctor.ts';
import { Slots } from './sandbox/slots.ts';

/** What most runs stay within: the size of the warm sandboxes. */
const ceiling = { memoryBytes: 1024 * 1024 * 1024, processes: 64 };

/** Puts the daemon's parts together. Called once, by the process that holds the lock. */
export async function compose({ folders, log }: ComposeOptions): Promise<Result<Service>> {
  const resources = findResources();
  const python = await createPython(join(resources.languages, 'python'));
  const history = openHistory(folders.data, (language, source, name) => {
    if (language !== python.id) return null;
    const found = findFunction(python, source, name);
    return found && { ...found, code: python.extract(source, found) };
  });
  if (!history.ok) return history;
  if (history.value.movedTo !== null) {
    log.warn(`the history could not be read, and was moved to ${history.value.movedTo}`);
  }
  const interrupted = history.value.history.interrupted();
  for (const run of interrupted) {
    log.warn(`${run.kind} of ${run.function} (${run.id}) was interrupted`);
  }
  const languages = [python];
  const packs = new KnownPacks({
    languages,
    shipped: resources.packs,
    packOf: (problem) => history.value.history.packOf(problem),
    measured: () => history.value.history.packs(),
  });
  const finder = new TestFinder();
  const files = {
    recipes: resources.languages,
    state: folders.data,
    probe: resources.probe,
  };
  const sandboxes = new SandboxChoice(files, new Slots({ ceiling }));
  return ok(
    new RunService({
      languages,
      history: history.value.history,
      sandboxFor: (settings, signal, tell, wish) => sandboxes.choose(settings, signal, tell, wish),
      rootOf,
      casesFor: (subject, path, { discoverCases: discovery }) =>
        chooseCases(subject, path, { packs, finder, discovery }),
      discover: async (subject) => describeDiscovery(subject, await discoverCases(subject, finder)),
      recording: { chooseCalls, recordedFile, difference: differenceBetween, showCall },
      problems: () => packs.all(),
      readPack: (path) => readPack(path, languages),
      casesOf,
      scalableOf,
      parseCases: (text, path, { target, language }) =>
        parseCases(text, path, target.name, language.id),
      expectationsOf,
      equivalenceOf: createEquivalence,
      inputMakerOf: createInputMaker,
      withGenerated,
      describeGenerated,
      inputMemory: new MadeInputs(join(folders.data, 'inputs')),
      describeInputs,
      clean: (text) => log.clean(text),
      proposersFor(settings, apiKey) {
        const proposers: Proposer[] = [];
        for (const name of new Set(settings.proposers)) {
          if (name === 'rules') {
            proposers.push(new RulesProposer());
            continue;
          }
          const env = apiKey === null ? {} : { AFTERBURNER_API_KEY: apiKey };
          const proposer = createOpenAiProposer(settings, env);
          if (!proposer.ok) return proposer;
          proposers.push(proposer.value);
        }
        return ok(proposers);
      },
      async doctor(settings, signal) {
        const found = await doctor(settings, signal, files);
        if (!found.ok) return found;
        const model = await lookAtModel(settings, signal);
        const findings = [
          ...found.value.findings,
          model,
          lookAtHistory(history.value, interrupted),
        ];
        return ok({ ...found.value, findings });
      },
      async close() {
        await sandboxes.close();
        history.value.history.close();
      },
    }),
  );
}
