import { relative } from 'node:path';
import type { RuleTiming } from '../../api/finding';
import type { Report } from '../../api/rule';
import { moduleOf } from '../../config/code';
import type { Configuration, RuleEntry } from '../../config/types';
import type { Directives } from '../../model/directives';
import type { LintedRepository } from '../../model/repository';
import { untraced } from '../../model/tracing';
import { defaultTimeoutMs } from '../check';
import { asSentence, crashed, crashMessage, type RawFinding } from '../raw-finding';
import { faultOf } from '../report-fault';
import { rawFinding } from '../reported';
import type { Target } from '../targets';
import { isDescribed } from './encode';
import type { Isolation } from './index';
import { type EncodedDirectives, hashOf, type Message } from './protocol';

/** What rules in other processes found. */
export interface OutsideResult {
  readonly found: readonly RawFinding[];
  /** Paths of the targets that they checked. */
  readonly visited: readonly string[];
  readonly timings: readonly RuleTiming[];
  /** Rules of cvl's own that were to run with a plugin's log readers and did not: they must run here, without. */
  readonly undone: readonly string[];
}

/** Rules that run in other processes. */
export interface OutsideRules {
  handles(id: string): boolean;
  run(today: string): Promise<OutsideResult>;
  judge(directives: readonly Directives[], today: string): Promise<readonly RawFinding[]>;
}

/** Scopes in which rules of cvl's own look at runs, and so need the log readers of plugins. */
const scopesOfRuns: ReadonlySet<string> = new Set(['run', 'example', 'repository']);

/** A module whose process failed so often is given up. */
const mostStarts = 5;

export function outsideRules(isolation: Isolation, configuration: Configuration, repository: LintedRepository): OutsideRules {
  const entries = [...configuration.rules.values()].filter(({ id }) => configuration.canBeOn(id));
  const readsRuns = ({ rule }: RuleEntry): boolean => isolation.withReaders.size > 0 && scopesOfRuns.has(rule.scope);
  const outside = entries.filter((entry) => isDescribed(entry.rule) || readsRuns(entry));
  const handled = new Set(outside.map(({ id }) => id));

  /** The rules of each module, one process a module; those of cvl's own, which only need readers, in another. */
  function jobs(wanted: (entry: RuleEntry) => boolean): ReadonlyMap<string | undefined, readonly RuleEntry[]> {
    const byModule = new Map<string | undefined, RuleEntry[]>();
    for (const entry of outside.filter(wanted)) {
      const file = moduleOf(entry.rule);
      byModule.set(file, [...(byModule.get(file) ?? []), entry]);
    }
    return byModule;
  }

  async function runAll(
    wanted: (entry: RuleEntry) => boolean,
    today: string,
    directives?: readonly EncodedDirectives[],
  ): Promise<OutsideResult> {
    const results = await Promise.all(
      [...jobs(wanted)].map(([file, rules]) =>
        runModule({ isolation, configuration, repository, file, rules, today, directives }),
      ),
    );
    return {
      found: results.flatMap(({ found }) => found),
      visited: results.flatMap(({ visited }) => visited),
      timings: results.flatMap(({ timings }) => timings),
      undone: results.flatMap(({ undone }) => undone),
    };
  }

  return {
    handles: (id) => handled.has(id),
    run: (today) => runAll(({ rule }) => rule.scope !== 'directives', today),
    async judge(all, today) {
      if (all.length === 0 || !outside.some(({ rule }) => rule.scope === 'directives')) return [];
      const encoded = all.map((each) => ({ ...each, knownRules: [...each.knownRules] }));
      return (await runAll(({ rule }) => rule.scope === 'directives', today, encoded)).found;
    },
  };
}

interface Job {
  readonly isolation: Isolation;
  readonly configuration: Configuration;
  readonly repository: LintedRepository;
  readonly file: string | undefined;
  readonly rules: readonly RuleEntry[];
  readonly today: string;
  readonly directives: readonly EncodedDirectives[] | undefined;
}

/** Runs the rules of one module. Where a check ends the process, it's started again with the rules after that one. */
async function runModule(job: Job): Promise<OutsideResult> {
  const { isolation, file, today, directives } = job;
  const listener = listen(job);
  let left = job.rules;
  for (let start = 1; left.length > 0; start++) {
    const task = {
      kind: 'check' as const,
      project: isolation.projectOf(file),
      rules: left.map(({ id }) => id),
      today,
      timeoutMs: Math.min(defaultTimeoutMs, isolation.limits.silenceMs / 2),
      ...(directives && { directives }),
    };
    // Rules that run here meanwhile don't rest on what is asked for this.
    const ending = await isolation.run(task, (message) => untraced(() => listener.hear(message)));
    if (ending.isWhole) break;
    const culprit = listener.failed(ending.reason);
    const next = culprit === undefined ? left.length : left.findIndex(({ id }) => id === culprit) + 1;
    left = left.slice(next);
    if (start >= mostStarts && left.length > 0) {
      listener.giveUp(left);
      break;
    }
  }
  return listener.result();
}

/** Turns what a module's process says into findings; none of it is believed unchecked. */
function listen({ configuration, repository, file, rules, isolation }: Job) {
  const found: RawFinding[] = [];
  const visited = new Set<string>();
  const timings = new Map<string, RuleTiming>();
  const undone: string[] = [];
  const entries = new Map(rules.map((entry) => [entry.id, entry]));
  const modules = file === undefined ? [...isolation.withReaders] : [file];
  const whole: Target = { value: repository, path: '', example: undefined };
  const names = modules.map((each) => `${pluginsOf(each, configuration)} (${relative(process.cwd(), each)})`).join(' and ');
  let current: { readonly entry: RuleEntry; readonly target: Target; readonly where: string } | undefined;

  const crash = (reason: string): void => {
    const message = current
      ? crashMessage(current.entry, current.target, reason)
      : `The plugin ${names} failed. ${asSentence(reason)} Its findings may be missing. This is a bug in the plugin, not in your files.`;
    found.push(crashed(current?.target ?? whole, message));
  };
  const inExample = (target: Target, folder: string | undefined): Target => {
    const example = folder === undefined ? undefined : repository.examples.find((each) => each.folder === folder);
    return { ...target, example };
  };
  const take = ({ report: given, saw, example: folder }: Message & { readonly type: 'found' }): void => {
    const report: Report = isStale(saw, repository) ? { ...given, fix: undefined } : given;
    if (!current) return;
    const { entry } = current;
    const target = inExample(current.target, folder);
    const fault = faultOf(report, { rule: entry.rule, target, repository, wholly: false });
    const { severity } = configuration.setting(entry.id, target.path, target.example);
    if (fault !== undefined) crash(fault);
    else if (severity !== 'off') found.push(rawFinding(entry, target, report, { severity, repository }));
  };

  return {
    hear(message: Message): void {
      if (message.type === 'checking') {
        const entry = entries.get(message.rule);
        const target: Target = { ...whole, path: String(message.path) };
        current = entry && { entry, target, where: String(message.where) };
        if (target.path !== '') visited.add(target.path);
      } else if (message.type === 'found') take(message);
      else if (message.type === 'crashed' || message.type === 'stray' || message.type === 'failed') crash(String(message.reason));
      else if (message.type === 'checked' && current) {
        const { id } = current.entry;
        const { milliseconds = 0, targets = 0, findings = 0 } = timings.get(id) ?? {};
        timings.set(id, {
          rule: id,
          milliseconds: milliseconds + message.milliseconds,
          targets: targets + 1,
          findings: findings + message.findings,
        });
        current = undefined;
      }
    },
    /** Notes that the process failed; gives the rule that was running. */
    failed(reason: string): string | undefined {
      const culprit = current?.entry.id;
      // A rule of cvl's own was running: the log readers are to blame.
      if (file === undefined) current = undefined;
      crash(reason + (current?.where ?? ''));
      if (file === undefined) undone.push(...rules.map(({ id }) => id));
      current = undefined;
      return file === undefined ? undefined : culprit;
    },
    giveUp(left: readonly RuleEntry[]): void {
      current = undefined;
      crash(`it failed ${mostStarts} times, so these rules did not run: ${left.map(({ id }) => id).join(', ')}`);
    },
    result(): OutsideResult {
      const kept = undone.length > 0 ? found.filter(({ messageId }) => messageId === 'crashed') : found;
      return { found: kept, visited: [...visited], timings: [...timings.values()], undone };
    },
  };
}

/** Whether a file that a fix edits has changed since the child read it: the fix would edit something else. */
const isStale = (saw: unknown, repository: LintedRepository): boolean =>
  Object.entries(Object(saw)).some(([path, hash]) => hash !== hashOf(repository.source(path)?.text ?? ''));

/** The names of the plugins that a module brings. */
function pluginsOf(file: string, { rules, plugins }: Configuration): string {
  const names = [...rules.values()].filter(({ rule }) => moduleOf(rule) === file).map(({ plugin }) => plugin);
  return [...new Set(names)].join(', ') || (plugins.length > 0 ? 'with log readers' : '');
}
