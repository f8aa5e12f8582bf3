import { builtinReporters } from '../../reporters/index';
import { configurationFlags } from '../flags';
import { Flags } from '../oclif';

const report = { helpGroup: 'REPORT' };
const cache = { helpGroup: 'CACHE' };
const fixes = { helpGroup: 'FIX' };
const baseline = { helpGroup: 'BASELINE' };
const revisions = { helpGroup: 'REVISIONS' };

/** What is on disk is fixed, and what is on disk is held back. */
const writing = ['write-baseline', 'prune-baseline', 'fix', 'fix-unsafe', 'fix-dry-run'];

/** The flags of `cvl lint`. */
export const lintFlags = {
  ...configurationFlags,
  'fail-on': Flags.option({ options: ['error', 'warning', 'info'] as const })({
    default: 'error',
    description: 'The lowest severity that sets exit code 1.',
  }),
  'max-warnings': Flags.integer({ min: 0, helpValue: 'N', description: 'Exit with 1 if there are more warnings.' }),
  'allow-empty': Flags.boolean({ description: 'Exit with 0, not 2, if there is nothing to check.' }),
  'no-inline-directives': Flags.boolean({ description: 'Report what comments such as cvl-disable-line suppress as well.' }),
  task: Flags.string({
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'TASK',
    description: 'Treat training runs as this task instead of what the metadata says.',
  }),
  watch: Flags.boolean({
    exclusive: [...writing, 'since', 'new-since', 'staged', 'rev', 'stdin-filename', 'format', 'output-file', 'stats'],
    description: 'Lint again after each change, and print what is new and how much is gone, until Ctrl-C.',
  }),
  shard: Flags.string({
    helpValue: 'I/N',
    exclusive: [...writing, 'since', 'new-since', 'staged', 'rev', 'stdin-filename', 'watch'],
    description: 'Lint one of N parts, for several jobs. `cvl merge` makes one report of theirs.',
  }),
  'stdin-filename': Flags.string({ helpValue: 'FILE', description: 'Read standard input instead of this file.' }),

  format: Flags.string({
    ...report,
    char: 'f',
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'NAME[:FILE]',
    description: `Report format, with an optional file to write to; may be repeated. ${Object.keys(builtinReporters).join(', ')}, or one from a plugin.`,
  }),
  'output-file': Flags.string({
    ...report,
    char: 'o',
    helpValue: 'FILE',
    description: 'Write to this file the report of a format that names no file.',
  }),
  summary: Flags.boolean({
    ...report,
    description: 'Print only how many findings each rule and each example has, and what to fix first.',
  }),
  group: Flags.option({ options: ['file', 'example', 'rule', 'severity'] as const })({
    ...report,
    description: 'Group the findings of the report for people.',
  }),
  max: Flags.integer({ ...report, min: 1, helpValue: 'N', description: 'Show at most so many findings of each rule to people.' }),
  sort: Flags.option({ options: ['place', 'severity'] as const })({
    ...report,
    default: 'place',
    description: 'The order of the findings of a file for people.',
  }),
  quiet: Flags.boolean({ ...report, char: 'q', description: 'Report errors only.' }),
  color: Flags.boolean({ ...report, allowNo: true, description: 'Force colors on or off.' }),
  stats: Flags.boolean({ ...report, description: 'Print timings to standard error.' }),
  progress: Flags.boolean({ ...report, allowNo: true, default: true, description: 'Show a progress line on a terminal.' }),

  since: Flags.string({
    ...revisions,
    helpValue: 'REF',
    exclusive: [...writing, 'new-since', 'staged'],
    description: 'Report only findings of what rests on files that differ from this commit.',
  }),
  'new-since': Flags.string({
    ...revisions,
    helpValue: 'REF',
    exclusive: [...writing, 'since', 'staged'],
    description: 'Report only findings that this commit does not have.',
  }),
  staged: Flags.boolean({
    ...revisions,
    exclusive: [...writing, 'since', 'new-since', 'rev', 'stdin-filename'],
    description: 'Lint what is staged, and report only findings of what rests on staged changes.',
  }),
  rev: Flags.string({
    ...revisions,
    helpValue: 'REF',
    exclusive: [...writing, 'staged', 'stdin-filename'],
    description: 'Lint this commit instead of the files on disk, without a checkout.',
  }),

  cache: Flags.boolean({
    ...cache,
    allowNo: true,
    default: true,
    description: 'Keep results, and use them again where nothing that they rest on has changed.',
  }),
  'cache-location': Flags.string({
    ...cache,
    helpValue: 'DIR',
    description: "Keep results here instead of in the user's cache folder, which CVL_CACHE_DIR sets.",
  }),

  fix: Flags.boolean({ ...fixes, description: 'Apply automatic fixes, then report what is left.' }),
  'fix-unsafe': Flags.boolean({
    ...fixes,
    description: 'Apply fixes that guess what was meant, or change what a program does, as well.',
  }),
  'fix-dry-run': Flags.boolean({
    ...fixes,
    exclusive: ['fix'],
    description: 'Print fixes as a diff instead of a report, and write nothing. Exit with 1 if there are any.',
  }),

  'write-baseline': Flags.boolean({
    ...baseline,
    exclusive: ['fix', 'fix-unsafe', 'fix-dry-run', 'no-baseline', 'stdin-filename', 'format', 'output-file'],
    description: 'Hold back all current findings from now on, in .cvl-baseline.json. Paths and --rule limit which.',
  }),
  'prune-baseline': Flags.boolean({
    ...baseline,
    exclusive: ['no-baseline', 'stdin-filename', 'write-baseline', 'fix-dry-run'],
    description: 'Remove known findings that no longer occur, then report.',
  }),
  'no-baseline': Flags.boolean({ ...baseline, exclusive: ['baseline'], description: 'Report known findings as well.' }),
  baseline: Flags.string({ ...baseline, helpValue: 'FILE', description: 'Use this baseline instead of .cvl-baseline.json.' }),
};
