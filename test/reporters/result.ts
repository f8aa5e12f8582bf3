import type { Finding, LintResult, RuleDescription, SuppressedFinding } from '../../src/api/finding';
import type { ReporterOptions } from '../../src/api/reporter';

export const plain: ReporterOptions = { color: false, hyperlinks: false, env: {}, cwd: '/repository' };

/** A rule as the engine describes it. */
export const rule = (id: string, more: Partial<RuleDescription> = {}): RuleDescription => ({
  id,
  docs: {
    summary: `Demands what ${id} demands`,
    why: 'Otherwise the container does not start.',
    bad: { 'train.sh': 'docker run\n' },
    good: { 'train.sh': 'docker run --rm\n' },
  },
  messages: { wrong: 'something is wrong' },
  fixable: false,
  precision: 'high',
  severity: 'error',
  ...more,
});

let made = 0;

/** A finding at a word of a file, or about the whole file. */
export const finding = (file: string, more: Partial<Finding> = {}): Finding => ({
  rule: 'docker/mounts',
  severity: 'error',
  message: 'no mount at /workspace',
  messageId: 'missing',
  at: { file, start: 0, end: 1 },
  related: [],
  fingerprint: (made++).toString(16).padStart(16, '0'),
  ...more,
});

export const suppressed = (file: string, more: Partial<SuppressedFinding> = {}): SuppressedFinding => ({
  ...finding(file),
  suppression: { kind: 'directive', reason: 'an old image' },
  ...more,
});

/** The result of linting the given texts. */
export function lintResult(texts: { readonly [file: string]: string }, more: Partial<LintResult> = {}): LintResult {
  return {
    root: '/repository',
    version: '1.2.3',
    findings: [],
    suppressed: [],
    files: Object.keys(texts).sort(),
    rules: [rule('docker/mounts')],
    text: (file) => (Object.hasOwn(texts, file) ? texts[file] : undefined),
    crashed: false,
    statistics: {
      milliseconds: 1,
      phases: [],
      rules: [],
      queries: [],
      files: { listed: 1, read: 1, bytes: 1 },
      examples: 1,
    },
    ...more,
  };
}
