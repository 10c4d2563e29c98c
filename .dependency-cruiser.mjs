// Which folder may import which (docs/ARCHITECTURE.md, "Layers"). tests/layers proves that each rule fires on a forbidden import.

/** Layers of core, each with the layers it may import beside itself. */
const CORE_LAYERS = {
  base: [],
  robot: ['base'],
  bytecode: ['base', 'robot'],
  // Labels of blocks are words.
  language: ['base', 'robot', 'bytecode', 'words'],
  vm: ['base', 'robot', 'bytecode'],
  sim: ['base', 'robot'],
  device: ['base', 'robot'],
  contest: ['base', 'robot'],
  pack: ['base', 'robot'],
  learn: ['base', 'robot'],
  run: ['base', 'robot', 'bytecode', 'vm', 'sim', 'device', 'learn', 'pack'],
  // A car's numbers from its recorded runs, by the simulator's own model.
  fit: ['base', 'robot', 'sim', 'run'],
  project: ['base', 'robot'],
  // Drawing, printing and importing tracks. What stands on paper is words.
  tracks: ['base', 'robot', 'sim', 'words'],
  // A session on a live robot, wherever it runs: in the bridge or in a page.
  live: ['base', 'robot', 'bytecode', 'vm', 'sim', 'device', 'run', 'protocol'],
};

/** Packages that only one folder may import, so that each can be replaced in one place. */
const PACKAGE_OWNERS = {
  typescript: '^core/language/',
  'monaco-editor': '^web/adapters/monaco/',
  blockly: '^web/adapters/blockly/',
  'onnxruntime-web': '^web/adapters/onnx/',
  three: '^web/adapters/three/',
  serialport: '^bridge/devices/',
  'johnny-five': '^core/device/firmata/',
  'firmata-io': '^core/device/firmata/',
  'esptool-js': '^core/device/flash/',
  'pdf-lib': '^core/tracks/print/',
  '@rgrove/parse-xml': '^core/tracks/import/',
  'svg-pathdata': '^core/tracks/import/',
  avr8js: '^bridge/emulator/',
  'better-sqlite3': '^bridge/store/',
  pg: '^bridge/store/',
};

const TESTS = '\\.test\\.ts$|\\.spec\\.ts$|/testing/|^tests/';

/** @param {string} prefix '' for the product, the folder of the fixtures for the test; ends in '/' */
export function layerRules(prefix = '') {
  const at = (pattern) => pattern.replace('^', `^${prefix}`);
  const rule = (name, from, to) => ({ name, severity: 'error', from: { pathNot: TESTS, ...from }, to });
  const layers = Object.entries(CORE_LAYERS).map(([layer, allowed]) =>
    rule(
      `core-${layer}-imports-only-what-is-below`,
      { path: at(`^core/${layer}/`) },
      { path: at('^(core|bridge|web|firmware-profiles|curricula|tests)/'), pathNot: at(`^core/(${[layer, ...allowed].join('|')})/`) },
    ),
  );
  const owners = Object.entries(PACKAGE_OWNERS).map(([name, owner]) =>
    rule(
      `only-its-adapter-imports-${name}`,
      { pathNot: `${TESTS}|${at(owner)}` },
      { path: `node_modules/${name}/`, dependencyTypesNot: ['type-only'] },
    ),
  );
  return [
    ...layers,
    ...owners,
    rule('core-imports-core-only', { path: at('^core/') }, { path: at('^(bridge|web|firmware-profiles|curricula|tests)/') }),
    rule('core-is-free-of-node', { path: at('^core/') }, { dependencyTypes: ['core'] }),
    rule('web-never-imports-bridge', { path: at('^web/') }, { path: at('^bridge/') }),
    rule('bridge-never-imports-web', { path: at('^bridge/') }, { path: at('^web/') }),
    rule(
      'features-do-not-import-each-other',
      { path: at('^web/features/([^/]+)/') },
      { path: at('^web/features/'), pathNot: at('^web/features/$1/') },
    ),
    rule('features-do-not-import-app', { path: at('^web/(features|ui|adapters|workers)/') }, { path: at('^web/app/') }),
    rule('blocks-never-import-blockly', { path: at('^core/language/blocks/') }, { path: 'node_modules/blockly/' }),
    rule(
      'simulator-worker-is-free-of-the-compiler',
      { path: at('^(core/(run|vm|sim)|web/workers/(simulator|run)-worker)') },
      { path: at('^core/language/'), dependencyTypesNot: ['type-only'] },
    ),
    rule('product-never-imports-tests', { pathNot: `${TESTS}|${at('^bridge/cli/commands/bench')}` }, { path: TESTS }),
    // A tree of variables renders itself: the one import of a file by itself.
    rule(
      'no-cycles',
      { pathNot: '^web/features/variables/VariableRow\\.svelte$' },
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    { name: 'every-import-resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ];
}

export default {
  forbidden: layerRules(),
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(\\?url|\\?worker|\\?raw|\\?inline)$|^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'module', 'browser', 'node', 'default', 'types', 'svelte'],
      extensions: ['.ts', '.svelte', '.svelte.ts', '.js', '.mjs', '.json', '.d.ts'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
