import type { Finding, LintResult, RuleTiming } from '../api/finding';
import type { Report, Scope, Severity } from '../api/rule';
import type { Configuration, RuleEntry } from '../config/types';
import type { LintedRepository } from '../model/repository';
import { check } from './check';
import { describeRules } from './describe';
import { fingerprinter } from './fingerprint';
import { internalRule } from './internal';
import { renderMessage } from './message';
import { settle } from './settle';
import { isWanted, type Target, targetFinders } from './targets';

export interface LintOptions {
  readonly repository: LintedRepository;
  readonly configuration: Configuration;
  /** Paths to lint, relative to the root; `''` is all of it. */
  readonly paths: readonly string[];
  readonly version: string;
  /** YYYY-MM-DD, for directives that expire. */
  readonly today: string;
  /** Called with what is being done, often. */
  readonly progress?: (doing: string) => void;
  /** Milliseconds that an asynchronous check may take. */
  readonly patience?: number;
  /** Tell unused directives and suppressions: off where only some rules run. Default true. */
  readonly wholeRun?: boolean;
}

/** A finding before anything was done with it, and the target whose settings count. */
export interface RawFinding extends Omit<Finding, 'fingerprint'> {
  readonly target: Target;
}

/** Runs every rule that is on over the targets that were asked for. */
export async function lint(options: LintOptions): Promise<LintResult> {
  const { repository, configuration, paths } = options;
  const started = performance.now();
  const phases: { name: string; milliseconds: number }[] = [];
  const timings = new Map<string, { milliseconds: number; targets: number; findings: number }>();
  const raw: RawFinding[] = [];
  const visited = new Set<string>();

  for (const [scope, rules] of rulesByScope(configuration)) {
    const scopeStarted = performance.now();
    try {
      for await (const target of targetFinders[scope](repository, paths)) {
        options.progress?.(target.path || '.');
        if (target.path !== '') visited.add(target.path);
        for (const entry of rules) {
          const setting = configuration.setting(entry.id, target.path, target.example);
          if (setting.severity === 'off') continue;
          const timing = timings.get(entry.id) ?? { milliseconds: 0, targets: 0, findings: 0 };
          timings.set(entry.id, timing);
          const before = performance.now();
          const outcome = await check(entry.rule, target, { options: setting.options, today: options.today }, options.patience);
          timing.milliseconds += performance.now() - before;
          timing.targets++;
          timing.findings += outcome.reports.length;
          for (const report of outcome.reports) raw.push(finding(entry, target, report, setting.severity));
          if (outcome.crash !== undefined)
            raw.push(
              crashed(
                target,
                `The rule ${entry.id} crashed on ${target.path || 'the repository'}: ${outcome.crash}. Its other findings there may be missing; this is a fault of the rule, not of your files.`,
              ),
            );
        }
      }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      raw.push(
        crashed(
          { value: repository, path: '', example: undefined },
          `Reading the repository for rules of scope "${scope}" failed: ${message}. Their findings may be missing.`,
        ),
      );
    }
    phases.push({ name: scope, milliseconds: performance.now() - scopeStarted });
  }

  const settleStarted = performance.now();
  const settled = settle(raw, { ...options, visited, text: (file) => repository.source(file)?.text });
  const fingerprint = fingerprinter((file) => repository.source(file)?.text);
  const identified = <Item extends Omit<Finding, 'fingerprint'>>(item: Item): Item & Finding => ({
    ...item,
    fingerprint: fingerprint(item),
  });
  const findings = settled.findings.map(identified);
  const suppressed = settled.suppressed.map(identified);
  phases.push({ name: 'settle', milliseconds: performance.now() - settleStarted });

  const ran = new Set([...timings.keys(), ...findings.map(({ rule }) => rule), ...suppressed.map(({ rule }) => rule)]);
  return {
    root: repository.root,
    ...(repository.folderInCheckout && { folderInCheckout: repository.folderInCheckout }),
    version: options.version,
    findings,
    suppressed,
    files: [...new Set([...visited, ...findings.map(({ at }) => at.file)])].filter((file) => file !== '').sort(),
    rules: describeRules(configuration, ran),
    text: (file) => repository.source(file)?.text,
    crashed: findings.some(({ rule }) => rule === internalRule.id),
    statistics: {
      milliseconds: performance.now() - started,
      phases,
      rules: [...timings]
        .map(([rule, timing]): RuleTiming => ({ rule, ...timing }))
        .sort((a, b) => b.milliseconds - a.milliseconds),
      files: { listed: repository.files.length, read: repository.reading.files, bytes: repository.reading.bytes },
      examples: repository.examples.length,
    },
  };

  function finding(entry: RuleEntry, target: Target, report: Report, severity: Severity): RawFinding {
    return {
      rule: entry.id,
      severity: report.severity ?? severity,
      message: renderMessage(entry.rule.messages[report.message] ?? '', report.data),
      messageId: report.message,
      at: report.at,
      related: report.related ?? [],
      ...(report.fix && { fix: report.fix }),
      ...(report.evidence && { evidence: report.evidence }),
      ...(report.sparkline && { sparkline: report.sparkline }),
      ...(target.example && { example: target.example.folder }),
      ...(entry.rule.fatal && { fatal: true }),
      target,
    };
  }
}

function crashed(target: Target, message: string): RawFinding {
  return {
    rule: internalRule.id,
    severity: 'error',
    message,
    messageId: 'crashed',
    at: { file: target.path },
    related: [],
    fatal: true,
    target,
  };
}

/** The rules that could be on anywhere, by scope in a fixed order, so that cheap scopes come first. */
function rulesByScope(configuration: Configuration): ReadonlyMap<Scope, readonly RuleEntry[]> {
  const byScope = new Map<Scope, RuleEntry[]>();
  for (const scope of Object.keys(targetFinders) as Scope[]) {
    const rules = [...configuration.rules.values()].filter(({ id, rule }) => rule.scope === scope && configuration.canBeOn(id));
    if (rules.length > 0) byScope.set(scope, rules);
  }
  return byScope;
}

export { isWanted };
