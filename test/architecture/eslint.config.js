import tseslint from 'typescript-eslint';
import { RUN_MODES, TERMINALS } from '#shared/domain/terminal-table.ts';
import { numbersOnScreen } from './number-rule.js';

const root = process.cwd();
const PURE = ['shared/**', 'main/engine/**', 'main/paper-broker/**'];
const PRODUCT = ['shared/**', 'main/**', 'renderer/**'];
const SETTINGS = ['**/vite*.config.ts', 'test/architecture/*.config.js'];

/**
 * What a member of a closed set means is in its table, so that a new row is all there is to do; and what is written into a
 * typed object is written field by field, because `Object.assign` is not checked.
 */
const anyOf = (table) => `/^(${Object.keys(table).join('|')})$/`;
const TABLES = [
  ...[
    `BinaryExpression[operator=/^[=!]==?$/] > Literal[value=${anyOf(TERMINALS)}]`,
    `SwitchCase > Literal.test[value=${anyOf(TERMINALS)}]`,
    `BinaryExpression:matches([left.name='mode'], [left.property.name='mode']) > Literal[value=${anyOf(RUN_MODES)}]`,
  ].map((selector) => ({
    selector,
    message:
      'No code asks for one kind of terminal or run: ask its row in TERMINALS or RUN_MODES, or a capability of the terminal.',
  })),
  {
    selector: "CallExpression[callee.object.name='Object'][callee.property.name='assign']",
    message: 'Object.assign is not checked by the compiler: write the fields, or make a new object.',
  },
  {
    selector: "ConditionalExpression[test.operator='instanceof'][test.right.name='Error'][alternate.callee.name='String']",
    message: 'What an error says is messageOf(error) of #shared/lib.',
  },
  {
    selector: "TSAsExpression > TSTypeReference[typeName.name='Criterion']",
    message: 'A criterion is built by rule({...}) of #shared/domain.',
  },
];

const ban = (message, ...names) => names.map((name) => ({ name, message }));
const electron = ['electron', 'electron/main', 'electron/common', 'electron/renderer'];

/** Rules that need no types; they also hold for the plain .mjs tools. */
const everywhere = {
  eqeqeq: 'error',
  'prefer-const': 'error',
  'no-var': 'error',
  'no-restricted-exports': [
    'error',
    { restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true, namespaceFrom: true } },
  ],
};

const typed = {
  // There is no enum (erasable syntax only), and classes keep their members behind #, which TypeScript tells apart by itself. Looking for
  // wrong assignments to either is an eighth of all the time that linting takes.
  '@typescript-eslint/no-unsafe-enum-assignment': 'off',
  '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  '@typescript-eslint/no-confusing-void-expression': [
    'error',
    { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
  ],
  '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'only-allowed-literals' }],
  '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
  '@typescript-eslint/unbound-method': 'off',
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/no-unnecessary-type-parameters': 'off',
};

const size = {
  'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
};

const pure = {
  'no-restricted-globals': [
    'error',
    ...ban('Time is an argument.', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'performance'),
    ...ban('Ids and chance are arguments.', 'crypto'),
    ...ban('The core has no platform.', 'process', 'globalThis', 'window', 'document', 'require', 'Buffer'),
    ...ban('The core does no I/O.', 'fetch', 'console', 'WebSocket'),
  ],
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: 'Time is an argument.' },
    { object: 'Math', property: 'random', message: 'Chance is an argument.' },
  ],
  'no-restricted-syntax': [
    'error',
    ...TABLES,
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time is an argument.' },
    { selector: "CallExpression[callee.name='Date']", message: 'Time is an argument.' },
    { selector: 'AwaitExpression', message: 'The core is synchronous.' },
    { selector: ':function[async=true]', message: 'The core is synchronous.' },
    { selector: 'ForOfStatement[await=true]', message: 'The core is synchronous.' },
    { selector: 'ImportExpression', message: 'The core imports statically.' },
  ],
};

/** What writes a number by itself, and so differently from the number beside it. */
const WRITERS = [
  {
    selector: 'MemberExpression[property.name=/^(toFixed|toPrecision|toExponential|toLocale(Time|Date)?String)$/]',
    message: 'A number on screen is written by renderer/format.',
  },
  { selector: "Identifier[name='Intl']", message: 'A number or time on screen is written by renderer/format.' },
];

const forTests = {
  '@typescript-eslint/no-non-null-assertion': 'off',
  '@typescript-eslint/no-unsafe-assignment': 'off',
  '@typescript-eslint/no-unsafe-member-access': 'off',
  '@typescript-eslint/no-unsafe-argument': 'off',
  '@typescript-eslint/no-unsafe-call': 'off',
  '@typescript-eslint/no-unsafe-return': 'off',
  '@typescript-eslint/no-empty-function': 'off',
};

export default tseslint.config(
  { ignores: ['**/node_modules/**', 'dist/**', '.cache/**', 'renderer/vite.config.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  { files: ['**/*.mjs', '**/*.js'], rules: everywhere },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    rules: { ...everywhere, ...typed },
  },
  { files: PRODUCT, rules: { ...size, 'no-restricted-syntax': ['error', ...TABLES] } },
  {
    files: ['renderer/**'],
    ignores: ['renderer/format/**'],
    rules: { 'no-restricted-syntax': ['error', ...TABLES, ...WRITERS] },
  },
  {
    files: ['renderer/panels/**', 'renderer/store/**'],
    plugins: { screen: numbersOnScreen },
    rules: {
      'screen/no-raw-number': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: false, allowBoolean: true }],
    },
  },
  { files: PURE, rules: pure },
  { files: ['test/**'], rules: forTests },
  {
    files: ['main/**'],
    ignores: ['main/ipc/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: electron.map((name) => ({ name, importNames: ['ipcMain'], message: 'Only main/ipc touches ipcMain.' })) },
      ],
    },
  },
  { files: [...SETTINGS, 'test/vitest.config.ts'], rules: { 'no-restricted-exports': 'off' } },
);
