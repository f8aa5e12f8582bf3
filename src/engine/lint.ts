import type { Finding, LintResult } from '../api/finding';
import { describeRules } from './describe';
import { type EverywhereContext, everywhere } from './everywhere';
import { fingerprinter } from './fingerprint';
import { internalRule } from './internal';
import { crashed, type RawFinding } from './raw-finding';
import { settle } from './settle';

export interface LintOptions extends EverywhereContext {
  readonly version: string;
  /** Whether all rules run, so that unused directives and suppressions can be reported. Default true. */
  readonly wholeRun?: boolean;
}

/** Runs every rule that is on over the given paths. */
export async function lint(options: LintOptions): Promise<LintResult> {
  const { repository, configuration, paths, today, wholeRun = true } = options;
  const started = performance.now();
  const runner = everywhere(options);
  const raw = [...(await runner.run()), ...failedPlugins(options)];
  const { visited } = runner;
  const text = (file: string): string | undefined => repository.source(file)?.text;

  const settleStarted = performance.now();
  const settled = await settle(raw, {
    repository,
    configuration,
    paths,
    today,
    wholeRun,
    visited,
    text,
    judge: runner.judge,
  });
  const fingerprint = fingerprinter(text);
  const identified = <Item extends Omit<Finding, 'fingerprint'>>(item: Item): Item & Finding => ({
    ...item,
    fingerprint: fingerprint(item),
  });
  const findings = settled.findings.map(identified);
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
    files: [...new Set([...visited, ...findings.map(({ at }) => at.file)])].filter((file) => file !== '').sort(),
    rules: describeRules(configuration, ran),
    text,
    crashed: findings.some(({ rule }) => rule === internalRule.id),
    statistics: {
      milliseconds: performance.now() - started,
      phases: [...runner.phases, settling],
      rules,
      files: { listed: repository.files.length, read: repository.reading.files, bytes: repository.reading.bytes },
      examples: repository.examples.length,
    },
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
