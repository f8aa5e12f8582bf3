const Sequencer = require('@jest/test-sequencer').default;

/** Suites of more than about ten seconds, the longest first. */
const longest = [
  'robustness/plugins/commands',
  'robustness/size',
  'robustness/regexps',
  'robustness/ends',
  'robustness/plugins/lint',
  'robustness/kill',
  'robustness/every-file',
  'robustness/trust',
  'robustness/writing',
  'robustness/matching',
  'config/robustness',
  'plugins/python/robustness',
  'cli/commands/lint',
  'cli/commands/configuration',
  'languages/python/robustness',
  'languages/shell/limits',
];

const rank = ({ path }) => {
  const index = longest.findIndex((name) => path.endsWith(`/test/${name}.test.ts`));
  return index < 0 ? longest.length : index;
};

/** Starts long suites first: otherwise one of them may run alone at the end. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other));
  }
};
