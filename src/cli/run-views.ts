import { basename } from 'node:path';
import type { Configuration } from '../config/types';
import { internalRule, limitRule } from '../engine/internal';
import { ask, runnableHere } from '../engine/isolation/ask';
import type { Answer } from '../engine/isolation/tasks';
import { lint } from '../engine/lint';
import { outcomesOf } from '../engine/outcomes';
import type { Project } from '../engine/project';
import { type RunView, runOf } from '../reporters/runs/view';
import { visible } from '../reporters/text/visible';
import { noteFailures, noteFault } from './faults';
import { note } from './output';

/**
 * All runs below the paths with the findings of the rules of their scope, after suppressions as in `cvl lint`. Where a team's own code is
 * needed, another process looks at them. What fails is said on standard error.
 */
export async function viewsOf(project: Project, version: string): Promise<readonly RunView[]> {
  const { isolation, configuration } = project;
  let seen: RunPart[] = [];
  const faults: string[] = [];
  const isAnswered = await ask({
    isolation,
    configuration,
    rules: ({ id, rule }) => rule.scope === 'run' && configuration.canBeOn(id),
    readsRuns: true,
    name: 'runs',
    about: version,
    part: (value) => seen.push(value as RunPart),
    failed(sentence) {
      seen = [];
      faults.push(sentence);
    },
  });
  if (!isAnswered) seen = await viewRuns({ ...project, configuration: runnableHere(configuration) }, { version });
  await noteFailures(configuration);
  for (const fault of faults) await noteFault(fault);
  for (const part of seen) {
    if ('crash' in part) await noteFault(part.crash);
    if ('note' in part) await note(visible(part.note));
  }
  return seen.flatMap((part) => ('view' in part ? part.view : []));
}

type RunPart = { readonly view: RunView } | { readonly crash: string } | { readonly note: string };

export const answerRuns: Answer = async (project, about, { timeoutMs, part }) => {
  for (const each of await viewRuns(project, { version: String(about), timeoutMs })) part(each);
};

async function viewRuns(
  { repository, configuration, paths }: Project,
  { version, timeoutMs }: { readonly version: string; readonly timeoutMs?: number },
): Promise<RunPart[]> {
  const artifacts = await repository.runs(paths);
  const result = await lint({
    repository,
    configuration: onlyRunRules(configuration),
    paths,
    version,
    today: new Date().toISOString().slice(0, 10),
    wholeRun: false,
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
  const runs = artifacts.map(({ run }) => run);
  const owners = result.findings.map((finding) => ({ finding, owner: runOf(finding, runs) }));
  const views = artifacts.map((artifact, index): RunView => {
    const { run, example, tasks, declaredTasks } = artifact;
    const named = declaredTasks.length > 0 ? declaredTasks : run.task === undefined ? [] : [run.task];
    return {
      run,
      ...(run.path === '' && { title: basename(repository.root) }),
      ...(example && { example: example.folder }),
      tasks: tasks.size > 0 ? [...tasks] : named,
      findings: owners.filter(({ owner }) => owner === index).map(({ finding }) => finding),
      outcomes: outcomesOf(artifact, configuration),
    };
  });
  const crashes = result.findings.filter(({ rule }) => rule === internalRule.id).map(({ message }) => ({ crash: message }));
  const limits = owners.filter(({ finding, owner }) => finding.rule === limitRule.id && owner < 0);
  const notes = limits.map(({ finding: { at, message } }) => ({ note: `${at.file}: ${message}` }));
  return [...views.map((view) => ({ view })), ...crashes, ...notes];
}

function onlyRunRules(configuration: Configuration): Configuration {
  const rules = new Map([...configuration.rules].filter(([, { rule }]) => rule.scope === 'run'));
  return { ...configuration, rules, canBeOn: (id) => rules.has(id) && configuration.canBeOn(id), failures: [] };
}
