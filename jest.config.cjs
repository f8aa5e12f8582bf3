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
];

module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: {
    '\\.[cm]?[jt]s$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
    '\\.ya?ml$': '<rootDir>/scripts/jest-yaml.cjs',
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node', 'yaml'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/fixtures/', '<rootDir>/test/cases/[^/]+/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/test/fixtures/', '<rootDir>/test/cases/[^/]+/'],
};
