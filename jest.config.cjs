const { tmpdir } = require('node:os');
const { join } = require('node:path');

// Tests leave the user's own cache alone.
process.env.CVL_CACHE_DIR ??= join(tmpdir(), 'cvl-test-cache');

/** ESM-only dependencies go through the transform as well: jest runs the tests as CommonJS. */
const esmOnly = [
  'unbash',
  'py-ast',
  'pbf',
  'tinyglobby',
  'diff',
  'fast-check',
  'pure-rand',
  'jiti',
  'supports-color',
  'has-flag',
  '@marcbachmann',
  'eslint-formatter-gitlab',
  'eslint-formatter-codeclimate',
  'fdir',
  'fast-string-width',
  'fast-string-truncated-width',
  'supports-hyperlinks',
];

/** Tests that start processes, watch files, or throw much at a parser. All others are fast: `npm run test:fast` runs those alone. */
const slow = [
  // The built command line, git, bash, docker and other tools.
  'cli/commands',
  'explain/readme',
  'languages/docker/flags',
  'languages/shell/differential',
  'live',
  'lsp',
  'model/disk',
  'reporters/sarif',
  'scripts',
  'text/shell-quote',
  'watch/watch',
  // Random and hostile input.
  'config/robustness',
  'languages/python/robustness',
  'languages/shell/limits',
  'plugins/python/robustness',
  'robustness',
  'runs/damage',
  'runs/number',
  'runs/printed-logs',
  'runs/shapes',
];

const shared = {
  testEnvironment: 'node',
  transform: {
    '\\.[cm]?[jt]s$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
    '\\.ya?ml$': '<rootDir>/scripts/jest-yaml.cjs',
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node', 'yaml'],
  modulePathIgnorePatterns: [
    '<rootDir>/dist/',
    '<rootDir>/test/fixtures/',
    '<rootDir>/test/cases/[^/]+/',
    '<rootDir>/test/reference/[^/]+/',
  ],
};

const ignored = ['/node_modules/', '<rootDir>/test/fixtures/', '<rootDir>/test/cases/[^/]+/', '<rootDir>/test/reference/[^/]+/'];

module.exports = {
  // The longest suites start first, so that all workers end at about the same time.
  testSequencer: '<rootDir>/scripts/longest-first.cjs',
  // A limit is there to end what hangs, also on a machine under load; no test is about time.
  testTimeout: 120_000,
  projects: [
    {
      ...shared,
      displayName: 'fast',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [...ignored, ...slow.map((path) => `<rootDir>/test/${path}[./]`)],
    },
    {
      ...shared,
      displayName: 'slow',
      testMatch: slow.map((path) => `<rootDir>/test/${path}{.test.ts,/**/*.test.ts}`),
      testPathIgnorePatterns: ignored,
    },
  ],
};
