import { relative } from 'node:path';
import { moduleOf } from '../../config/code';
import type { Configuration, RuleEntry } from '../../config/types';
import { defaultTimeoutMs } from '../check';
import { asSentence } from '../raw-finding';
import { isDescribed } from './encode';
import type { Isolation } from './index';
import type { AskTask } from './protocol';

/** What a process is asked that loads code of the configuration. */
export interface Question {
  readonly isolation: Isolation | undefined;
  readonly configuration: Configuration;
  /** Which rules are needed. */
  readonly rules: (entry: RuleEntry) => boolean;
  /** Whether runs are read, and so log readers are needed. */
  readonly readsRuns: boolean;
  readonly name: string;
  readonly about: unknown;
  /** Called with each part of the answer. */
  part(value: unknown): void;
  /** Called where a module failed: all that came so far doesn't count, and the answer starts again without the module. */
  failed(sentence: string): void;
  /** Asks for an early end. */
  readonly ending?: AbortSignal;
}

/**
 * Asks a process that loads the modules which bring the wanted rules and log readers. A module that ends, hangs, or spoils that process is
 * left out of the next one. False: there is no module that it needs, or none that works, so this process can answer itself.
 */
export async function ask(question: Question): Promise<boolean> {
  const { isolation, configuration } = question;
  if (!isolation) return false;
  const wanted = [...configuration.rules.values()].filter((entry) => isDescribed(entry.rule) && question.rules(entry));
  const readers = question.readsRuns ? [...isolation.withReaders] : [];
  let files = [...new Set([...wanted.flatMap(({ rule }) => moduleOf(rule) ?? []), ...readers])];
  while (files.length > 0) {
    const failure = await askOnce(isolation, files, question);
    if (!failure) return true;
    const { culprit, reason } = failure;
    const blamed = culprit ? [moduleOf(culprit.rule) ?? ''] : files;
    const names = blamed.map((file) => relative(process.cwd(), file)).join(' and ');
    const subject = culprit
      ? `The rule ${culprit.id} of the plugin ${culprit.plugin} (${names})`
      : `The plugin${blamed.length > 1 ? 's' : ''} ${names}`;
    question.failed(`${subject} failed. ${asSentence(reason)} What it would have added is missing. This is a bug in the plugin.`);
    files = files.filter((file) => !blamed.includes(file));
  }
  return false;
}

interface Failure {
  readonly culprit: RuleEntry | undefined;
  readonly reason: string;
}

async function askOnce(
  isolation: Isolation,
  files: readonly string[],
  { configuration, name, about, part, ending }: Question,
): Promise<Failure | undefined> {
  const { silenceMs } = isolation.limits;
  const task: AskTask = {
    kind: 'ask',
    project: isolation.projectWith(files),
    question: name,
    about,
    timeoutMs: Math.min(defaultTimeoutMs, silenceMs / 2),
  };
  let culprit: RuleEntry | undefined;
  let where = '';
  const whole = await isolation.runWith(task, {
    ...(ending && { ending }),
    hear(message, stop) {
      if (message.type === 'checking') {
        culprit = described(configuration.rules.get(String(message.rule)));
        where = String(message.where);
      } else if (message.type === 'answer' || message.type === 'alive') culprit = undefined;
      if (message.type === 'answer') part(message.value);
      else if (message.type === 'failed' || message.type === 'stray' || message.type === 'crashed') stop(String(message.reason));
    },
  });
  return whole.isWhole ? undefined : { culprit, reason: whole.reason + (culprit ? where : '') };
}

const described = (entry: RuleEntry | undefined): RuleEntry | undefined => (entry && isDescribed(entry.rule) ? entry : undefined);

/** A configuration without the rules that can't run in this process. */
export function runnableHere(configuration: Configuration): Configuration {
  const rules = new Map([...configuration.rules].filter(([, { rule }]) => !isDescribed(rule)));
  return { ...configuration, rules, canBeOn: (id) => rules.has(id) && configuration.canBeOn(id) };
}
