const OURS = '^(main|renderer|shared|test|assets)/';
const ZOD = 'node_modules/zod/';
/** A synchronous SHA-256 in plain JavaScript: the same in the page, in Node and in replay. */
const HASHES = 'node_modules/@noble/hashes/';
const ELECTRON = '^electron(/|$)|node_modules/electron/';
const LAUNCHER = '^main/(launch\\.mjs$|launcher/)';

const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });
const path = (value) => ({ path: value });

/** Everything outside the list is refused: our folders, packages, Node and Electron alike. */
const nothingBut = (name, from, allowed, comment) => rule(name, comment, path(from), { pathNot: allowed });

/** Of our own folders only those in the list; packages and Node stay free. */
const ofOurs = (name, from, allowed, comment) => rule(name, comment, from, { path: OURS, pathNot: allowed });

/** A folder under `parent` is entered by its index.ts only, from outside and from its siblings. */
const frontDoors = (parent) => {
  const inside = `^${parent}/[^/]+/.+`;
  const door = `^${parent}/[^/]+/index\\.ts$`;
  const title = parent.replace('/', '-');
  const comment = 'A folder is entered by its index.ts.';
  return [
    rule(
      `front-door-of-${title}`,
      comment,
      { pathNot: [`^${parent}/[^/]+/`, '^test/', '^main/preload\\.ts$'] },
      { path: inside, pathNot: door },
    ),
    rule(`side-door-of-${title}`, comment, path(`^${parent}/([^/]+)/`), { path: inside, pathNot: [`^${parent}/$1/`, door] }),
  ];
};

module.exports = {
  forbidden: [
    rule('no-cycle', 'Two files that need each other are one.', {}, { circular: true }),
    nothingBut(
      'shared-is-a-leaf',
      '^shared/',
      ['^shared/', ZOD, HASHES],
      'shared/ imports itself and packages without a platform.',
    ),
    nothingBut(
      'engine-is-pure',
      '^main/engine/',
      ['^main/engine/', '^shared/', ZOD, 'node_modules/temporal-polyfill/'],
      'The engine knows itself, shared/ and zod.',
    ),
    nothingBut(
      'paper-is-pure',
      '^main/paper-broker/',
      ['^main/paper-broker/', '^shared/'],
      'The paper terminal knows itself and shared/.',
    ),
    ofOurs('files-know-nothing', path('^main/files/'), ['^main/files/'], 'How Windows treats files, and nothing else.'),
    nothingBut('ports-are-types', '^main/ports/', ['^main/ports/', '^shared/'], 'Ports speak in terms of shared/ only.'),
    nothingBut(
      'launcher-stands-alone',
      LAUNCHER,
      ['^main/launcher/', '^(node:)?[a-z_/]+$'],
      'It runs before anything is installed.',
    ),
    ofOurs(
      'adapters-implement-ports',
      { path: '^main/adapters/([^/]+)/', pathNot: '^main/adapters/paper-broker/' },
      ['^main/adapters/$1/', '^main/ports/', '^main/files/', '^shared/'],
      'An adapter knows its ports, not the engine and not its neighbours.',
    ),
    ofOurs(
      'paper-adapter-wraps-paper',
      path('^main/adapters/paper-broker/'),
      ['^main/adapters/paper-broker/', '^main/paper-broker/', '^main/ports/', '^main/files/', '^shared/'],
      'Only this adapter drives the paper terminal.',
    ),
    ofOurs(
      'adapters-have-no-root',
      path('^main/adapters/[^/]+\\.ts$'),
      ['^main/ports/', '^shared/'],
      'Adapters live in folders.',
    ),
    ofOurs(
      'runtime-is-host-agnostic',
      path('^main/runtime/'),
      ['^main/runtime/', '^main/engine/', '^main/ports/', '^shared/'],
      'The runtime drives the engine through ports.',
    ),
    ofOurs(
      'edges-see-the-runtime',
      path('^main/(ipc|window)/'),
      ['^main/$1/', '^main/runtime/', '^main/ports/', '^main/files/', '^shared/'],
      'Channels and windows talk to the runtime.',
    ),
    ofOurs(
      'host-has-no-window',
      path('^main/(host|replay|simulation)/'),
      ['^main/(?!window/)', '^shared/'],
      'Every host shares these; only the desktop has a window.',
    ),
    ofOurs(
      'packaging-knows-no-product',
      path('^main/packaging/'),
      ['^main/packaging/', '^main/launcher/', '^shared/lib/'],
      'What builds the installer works on bundles, not on their code.',
    ),
    rule(
      'product-knows-no-packaging',
      'The installer is built by main/dist.ts alone.',
      { path: '^(main|renderer|shared)/', pathNot: ['^main/packaging/', '^main/dist\\.ts$'] },
      path('^main/packaging/'),
    ),
    ofOurs('roots-compose-main', path('^main/[^/]+\\.ts$'), ['^main/', '^shared/'], 'A root composes main/ and nothing else.'),
    rule(
      'electron-stays-at-the-edge',
      'Only windows, channels, the desktop root and the preload touch Electron.',
      { path: '^main/', pathNot: ['^main/(ipc|window)/', '^main/(index|preload)\\.ts$'] },
      { path: ELECTRON, dependencyTypesNot: ['type-only'] },
    ),
    rule('preload-bundles-channels-only', 'The sandboxed preload is one small file.', path('^main/preload\\.ts$'), {
      pathNot: ['^shared/ipc/channels\\.ts$', ELECTRON],
      dependencyTypesNot: ['type-only'],
    }),
    ofOurs(
      'renderer-sees-only-shared',
      { path: '^renderer/', pathNot: '^renderer/vite\\.config\\.ts$' },
      ['^renderer/', '^shared/'],
      'The screen never imports the engine.',
    ),
    rule(
      'renderer-has-no-node',
      'The page is sandboxed.',
      { path: '^renderer/', pathNot: '^renderer/vite\\.config\\.ts$' },
      { dependencyTypes: ['core'] },
    ),
    rule('renderer-has-no-electron', 'The page talks through its bridge.', path('^renderer/'), { path: ELECTRON }),
    ...frontDoors('main/engine'),
    ...frontDoors('main/adapters'),
    ...frontDoors('shared'),
    rule(
      'front-door-of-main-paper',
      'A folder is entered by its index.ts.',
      { pathNot: ['^main/paper-broker/', '^test/'] },
      { path: '^main/paper-broker/', pathNot: '^main/paper-broker/index\\.ts$' },
    ),
    rule('product-never-imports-tests', 'Tests depend on the product.', { pathNot: '^test/' }, path('^test/')),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '^\\.cache/', '\\.(css|svg|png|wav)$'] },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
    },
  },
};
