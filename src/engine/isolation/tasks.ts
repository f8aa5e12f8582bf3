import type { LintResult } from '../../api/finding';
import type { Report, Rule } from '../../api/rule';
import { loadModule, moduleOf, rememberRule } from '../../config/code';
import { messageOf } from '../../config/errors';
import type { Builtins } from '../../config/form';
import type { Configuration, RuleEntry } from '../../config/types';
import { freezeAnswers } from '../../model/frozen';
import { check } from '../check';
import { openProject, type Project } from '../project';
import { type Target, targetsFor } from '../targets';
import { lineOfCheck, lineOfError } from '../where';
import { runnableHere } from './ask';
import { decode } from './encode';
import { damage, send, turn } from './parent';
import { type AskTask, type ChildProject, hashOf, type Task } from './protocol';

/** How a question is answered. `about` is what it was asked with. */
export type Answer = (project: Project, about: unknown, conversation: Conversation) => Promise<void>;

export interface Conversation {
  /** How long an asynchronous check may take. */
  readonly timeoutMs: number;
  part(value: unknown): void;
  /** To be called again and again while nothing of the configuration's code runs. */
  alive(): void;
}

/** Does a task that needs the linted project. */
export async function perform(
  task: Exclude<Task, { readonly kind: 'describe' }>,
  builtins: Builtins,
  answers: { readonly [question: string]: Answer },
): Promise<void> {
  const project = await open(task.project, builtins);
  damage(); // Modules are judged when they are described.
  send({ type: 'alive' });
  if (task.kind === 'check') await checkAll(task, project);
  else if (task.kind === 'ask') await reply(task, project, answers[task.question]);
  else await report(task, project);
}

function open({ options, modules, loaded }: ChildProject, builtins: Builtins): Promise<Project> {
  return openProject({
    ...options,
    builtins,
    withoutFailed: true,
    async loadCode(file, root) {
      if (loaded.includes(file)) return loadModule(file, root);
      const module = modules[file];
      if (!module || 'failure' in module) throw new Error(module?.failure ?? 'It was not there before.');
      return decode(module.encoded, { report: () => ({ report: () => '' }), hasReaders: () => {} });
    },
  });
}

/** Answers a question with the rules of the loaded modules. */
async function reply(task: AskTask, project: Project, answer: Answer | undefined): Promise<void> {
  freezeAnswers();
  const intact = (): void => {
    const reason = damage();
    if (reason !== undefined) send({ type: 'crashed', reason });
  };
  try {
    await answer?.({ ...project, configuration: announced(runnableHere(project.configuration), intact) }, task.about, {
      timeoutMs: task.timeoutMs,
      part(value) {
        intact();
        send({ type: 'answer', value });
      },
      alive() {
        intact();
        send({ type: 'alive' });
      },
    });
  } catch (error) {
    send({ type: 'failed', reason: messageOf(error) + lineOfError(error, task.project.loaded[0]) });
  }
  intact();
}

/** The configuration with rules that say when they begin. */
function announced(configuration: Configuration, before: () => void): Configuration {
  const announce = (entry: RuleEntry): RuleEntry => {
    const { id, rule } = entry;
    const module = moduleOf(rule);
    const where = lineOfCheck(rule, {}, module);
    const whole: Rule = {
      ...rule,
      check(target, context) {
        before();
        send({ type: 'checking', rule: id, path: '', where });
        return rule.check(target, context);
      },
    };
    if (module !== undefined) rememberRule(whole, module);
    return { ...entry, rule: whole };
  };
  return { ...configuration, rules: new Map([...configuration.rules].map(([id, entry]) => [id, announce(entry)])) };
}

type CheckTask = Task & { readonly kind: 'check' };

async function checkAll(task: CheckTask, project: Project): Promise<void> {
  freezeAnswers();
  for (const id of task.rules) {
    const entry = project.configuration.rules.get(id);
    if (!entry) continue;
    const where = lineOfCheck(entry.rule, {}, moduleOf(entry.rule));
    for await (const target of targetsOf(entry.rule, task, project)) await checkOne(entry, target, { task, project, where });
    // Promises that were rejected, and timers that are due, are heard of before the next rule, which may end the process.
    await turn();
  }
}

function targetsOf(rule: Rule, { directives }: CheckTask, { repository, paths }: Project) {
  const { scope } = rule;
  if (scope !== 'directives') return targetsFor(rule, scope, { repository, wanted: paths });
  return (directives ?? []).map(
    (each): Target => ({
      value: { ...each, knownRules: new Set(each.knownRules) },
      path: each.path,
      example: repository.exampleOf(each.path),
    }),
  );
}

interface Surroundings {
  readonly task: CheckTask;
  readonly project: Project;
  readonly where: string;
}

async function checkOne({ id, rule }: RuleEntry, target: Target, { task, project, where }: Surroundings): Promise<void> {
  const { repository, configuration } = project;
  const { severity, options } = configuration.setting(id, target.path, target.example);
  if (severity === 'off') return;
  const example = target.example && { example: target.example.folder };
  send({ type: 'checking', rule: id, path: target.path, where });
  const started = performance.now();
  let findings = 0;
  const { crashes } = await check(rule, target, {
    repository,
    context: { options, today: task.today },
    timeoutMs: task.timeoutMs,
    file: moduleOf(rule),
    found(report) {
      findings++;
      const edited = [...new Set(report.fix?.map(({ file }) => file))];
      const saw = edited.map((file) => [file, hashOf(repository.source(file)?.text ?? '')] as const);
      send({ type: 'found', report: asData(report), ...(saw.length > 0 && { saw: Object.fromEntries(saw) }), ...example });
    },
  });
  for (const reason of crashes) send({ type: 'crashed', reason, ...example });
  const reason = damage();
  if (reason !== undefined) send({ type: 'crashed', reason: reason + where, ...example });
  send({ type: 'checked', milliseconds: performance.now() - started, findings });
}

/** The parts of a report that count, with the data as they will be printed. */
function asData({ message, data, at, related, fix, severity, evidence, sparkline, cause, follows }: Report): Report {
  const texts = Object.entries(data ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  const values = Object.fromEntries(texts) as Report['data'];
  return { message, data: values, at, related, fix, severity, evidence, sparkline, cause, follows };
}

async function report(task: Task & { readonly kind: 'report' }, { configuration, repository }: Project): Promise<void> {
  const { texts, options } = task;
  const result: LintResult = {
    ...task.result,
    text: (file) => (Object.hasOwn(texts, file) ? texts[file] : repository.source(file)?.text),
  };
  try {
    const reporter = configuration.reporters.get(task.reporter);
    if (!reporter) throw new Error('It was not there again.');
    const text = await reporter.report(result, options);
    if (typeof text !== 'string')
      throw new Error(`It returned ${text === null ? 'null' : `a ${typeof text}`} instead of a text.`);
    const attachments = reporter.attachments?.(result, options) ?? [];
    send({
      type: 'report',
      text,
      attachments: attachments.map((each) => ({ path: String(each.path), text: String(each.text) })),
    });
  } catch (error) {
    send({ type: 'failed', reason: messageOf(error) + lineOfError(error, task.project.loaded[0]) });
  }
}
