import type { Finding, LintResult } from '../api/finding';
import { queryTimings } from '../model/bills';
import type { BaselineContext, Compared } from './baseline/apply';
import type { Baseline, BaselineEntry } from './baseline/form';
import { describeRules } from './describe';
import { type EverywhereContext, everywhere } from './everywhere';
import { contentIdentifier, fingerprinter } from './fingerprint';
import { internalRule } from './internal';
import { compareFindings } from './order';
import { crashed, type RawFinding } from './raw-finding';
import { keyOf, type Touched } from './run-rules';
import { settle } from './settle';
import { shardRecorder } from './shard/record';
import { isWanted } from './units';

export interface LintOptions extends EverywhereContext {
  readonly version: string;
  /** Whether all rules run, so that unused directives and suppressions can be reported. Default true. */
  readonly wholeRun?: boolean;
  /** Whether comments may suppress findings. Default true. */
  readonly inlineDirectives?: boolean;
  /** Called with what rests on a change; then only findings of that are reported. Needs `kept` with `isTouched`. */
  readonly changed?: (touched: Touched) => void;
  /** Findings that are known, and don't count. */
  readonly baseline?: Baseline;
  /** Called with how the findings compare with the baseline. */
  readonly compared?: (compared: Compared<Unidentified>, id: BaselineContext['id']) => void;
}

type Unidentified = Omit<Finding, 'fingerprint'>;

/** Runs every rule that is on over the given paths. */
export async function lint(options: LintOptions): Promise<LintResult> {
  const { repository, configuration, paths, today, wholeRun = true } = options;
  const started = performance.now();
  const recorder = repository.options.shard && shardRecorder(options, repository.options.shard);
  const runner = everywhere({ ...options, ...recorder?.listening });
  const raw = [...(await runner.run()), ...failedPlugins(options)];
  const { visited, commented } = runner;
  const text = (file: string): string | undefined => repository.source(file)?.text;

  const settleStarted = performance.now();
  const settled = await settle(raw, {
    repository,
    configuration,
    paths,
    today,
    wholeRun,
    inlineDirectives: options.inlineDirectives ?? true,
    visited,
    commented,
    text,
    judge: runner.judge,
    ...(options.baseline && { known: knownFindings(options.baseline, raw, options) }),
  });
  if (settled.compared) options.compared?.(settled.compared, contentIdentifier(text));
  const { touched } = runner;
  options.changed?.(touched);
  const isReported = (finding: Unidentified): boolean =>
    options.changed === undefined ||
    touched.findings.has(keyOf(finding)) ||
    options.outside?.handles(finding.rule) || // it isn't known what they rest on
    (configuration.rules.get(finding.rule)?.rule.scope === 'directives' && touched.visited.has(finding.at.file));
  const identified = withFingerprints([...settled.findings, ...settled.suppressed], text);
  const findings = settled.findings.filter(isReported).map(identified);
  const suppressed = settled.suppressed.map(identified);
  const settling = { name: 'settle', milliseconds: performance.now() - settleStarted };

  const rules = runner.timings();
  const ran = new Set([...rules, ...findings, ...suppressed].map(({ rule }) => rule));
  return {
    root: repository.root,
    ...(repository.folderInCheckout && { folderInCheckout: repository.folderInCheckout }),
    version: options.version,
    findings,
    suppressed,
    ...(options.baseline && { baseline: options.baseline.name }),
    files: [...new Set([...(options.changed ? touched.visited : visited), ...findings.map(({ at }) => at.file)])]
      .filter((file) => file !== '')
      .sort(),
    rules: describeRules(configuration, ran),
    text,
    crashed: findings.some(({ rule }) => rule === internalRule.id),
    statistics: {
      milliseconds: performance.now() - started,
      phases: [...runner.phases(), settling],
      rules,
      queries: queryTimings(),
      files: { listed: repository.files.length, read: repository.reading.files, bytes: repository.reading.bytes },
      examples: repository.examples.length,
    },
    ...(recorder && { shard: recorder.record() }),
  };
}

/**
 * Gives findings their fingerprints. Equal findings are counted in their order, so that suppressing one changes no other. Not every report
 * shows them, so files are read when the first one is asked for.
 */
function withFingerprints(all: readonly Unidentified[], text: (file: string) => string | undefined) {
  let fingerprints: ReadonlyMap<Unidentified, string> | undefined;
  const compute = (): ReadonlyMap<Unidentified, string> => {
    const fingerprint = fingerprinter(text);
    return new Map([...all].sort(compareFindings).map((finding) => [finding, fingerprint(finding)]));
  };
  return <Item extends Unidentified>(item: Item): Item & Finding => ({
    ...item,
    get fingerprint() {
      fingerprints ??= compute();
      return fingerprints.get(item) ?? '';
    },
  });
}

/** How a baseline is compared. Nothing is called gone that this run may have missed. */
function knownFindings(
  baseline: Baseline,
  raw: readonly RawFinding[],
  { repository, configuration, paths }: LintOptions,
): Omit<BaselineContext, 'today'> {
  const isWhole = !repository.options.shard && !raw.some(({ rule }) => rule === internalRule.id);
  const isInScope = ({ file, rule }: BaselineEntry): boolean =>
    isWhole && isWanted(file, paths) && (configuration.canBeOn(rule) || !configuration.rules.has(rule));
  return {
    baseline,
    id: contentIdentifier((file) => repository.source(file)?.text),
    isGone: (file) => repository.kind(file) === undefined,
    isInScope,
  };
}

/** A finding for each plugin that takes no part, where the configuration names it. */
const failedPlugins = ({ repository, configuration }: LintOptions): readonly RawFinding[] =>
  (configuration.failures ?? []).map(({ message, origin }) => {
    const target = { value: repository, path: repository.kind(origin.name) === 'file' ? origin.name : '', example: undefined };
    const finding = crashed(target, `${message} Its findings are missing.`);
    return origin.line === undefined || target.path === ''
      ? finding
      : { ...finding, at: { file: target.path, line: origin.line, column: 1 } };
  });
