// The directions of ARCHITECTURE.md. `npm run boundaries` asserts too that modules were read at all.
const under = (folder) => `^${folder}/`;
const only = (name, comment, from, to) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(protocol|daemon|language-server|extension|media|test|scripts)/', pathNot: to },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    only('protocol-is-a-leaf', 'Everything may import protocol.', under('protocol'), [
      under('protocol'),
    ]),
    only('core-is-pure', 'The core sees the protocol and itself.', under('daemon/core'), [
      under('protocol'),
      under('daemon/core'),
    ]),
    {
      name: 'core-does-no-io',
      severity: 'error',
      from: { path: '^(protocol|daemon/core)/' },
      to: { dependencyTypes: ['core'] },
    },
    ...['languages', 'cases', 'proposers', 'sandbox', 'measure', 'history'].map((folder) =>
      only(
        `${folder}-sees-the-core`,
        'Sisters do not know each other.',
        under(`daemon/${folder}`),
        [under('protocol'), under('daemon/core'), under(`daemon/${folder}`)],
      ),
    ),
    only(
      'equivalence-sees-cases',
      'It compares outcomes as cases do.',
      under('daemon/equivalence'),
      [under('protocol'), under('daemon/(core|cases|equivalence)')],
    ),
    only('runs-see-measure', 'A run is put together from ports.', under('daemon/runs'), [
      under('protocol'),
      under('daemon/(core|measure|runs)'),
    ]),
    only('cli-sees-the-client', 'The command line is a client.', under('daemon/cli'), [
      under('protocol'),
      under('daemon/cli'),
      '^daemon/(client|connect|build|folders|lock)\\.ts$',
    ]),
    only('language-server-sees-the-client', 'It is a client too.', under('language-server'), [
      under('protocol'),
      under('language-server'),
      under('daemon/languages'),
      '^daemon/(client|connect|build|folders)\\.ts$',
      '^daemon/cases/sidecar\\.ts$',
    ]),
    ...['extension', 'media'].map((folder) =>
      only(`${folder}-sees-the-protocol`, 'It shows what it is told.', under(folder), [
        under('protocol'),
        under(folder),
      ]),
    ),
    {
      name: 'vscode-in-the-extension',
      severity: 'error',
      from: { pathNot: '^(extension|test/editor)/' },
      to: { path: '^vscode$|node_modules/@types/vscode' },
    },
    {
      name: 'dockerode-in-sandbox',
      severity: 'error',
      from: { pathNot: under('daemon/sandbox') },
      to: { path: 'node_modules/(@types/)?dockerode' },
    },
    {
      name: 'sqlite-in-one-file',
      severity: 'error',
      from: { pathNot: '^daemon/history/sqlite\\.ts$' },
      to: { path: 'node_modules/node-sqlite3-wasm' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node'] },
  },
};
