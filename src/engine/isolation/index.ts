import { relative } from 'node:path';
import type { LintResult } from '../../api/finding';
import type { Reporter, ReporterOptions } from '../../api/reporter';
import type { LoadCode } from '../../config/code';
import type { ProjectOptions } from '../project-options';
import { type Ending, type Listening, limitsOf, runChild } from './child-process';
import { decode, type Encoded } from './encode';
import type { Attachment, ChildProject, Described, Task } from './protocol';

export type Isolation = ReturnType<typeof isolate>;

/**
 * Keeps code of the configuration out of this process. A module is loaded in a process of its own that describes it; its rules, readers,
 * and reporters run in others. `childFile` is what those start.
 */
export function isolate(options: Omit<ProjectOptions, 'builtins' | 'childFile' | 'late'>, childFile: string) {
  const modules: { [file: string]: Described } = {};
  const withReaders = new Set<string>();
  const limits = limitsOf(process.env);

  const runWith = (task: Task, listening: Listening): Promise<Ending> => runChild(childFile, task, limits, listening);
  const run = (task: Task, hear: Listening['hear']): Promise<Ending> => runWith(task, { hear });

  /** Modules with log readers are loaded wherever runs are read. */
  const projectOf = (file: string | undefined): ChildProject =>
    projectWith([...(file === undefined ? [] : [file]), ...withReaders]);

  const projectWith = (files: readonly string[]): ChildProject => ({ options, modules, loaded: [...new Set(files)] });

  const load: LoadCode = async (file, root) => {
    let encoded: Encoded | undefined;
    let failure: string | undefined;
    const ending = await run({ kind: 'describe', file, root }, (message) => {
      if (message.type === 'described') encoded = message.encoded;
      else if (message.type === 'failed' || message.type === 'stray') failure ??= message.reason;
    });
    if (!ending.isWhole) failure ??= ending.reason;
    if (failure === undefined && encoded === undefined) failure = 'it gave no answer';
    modules[file] = failure === undefined && encoded ? { encoded } : { failure: failure ?? '' };
    if (failure !== undefined || !encoded) throw new Error(failure);
    return decode(encoded, {
      report: (plugin, name) => isolatedReporter({ file, plugin, name }),
      hasReaders: () => withReaders.add(file),
    });
  };

  /** A reporter that writes its report elsewhere. Rejects with a sentence that names the plugin. */
  function isolatedReporter({ file, plugin, name }: { readonly file: string; readonly plugin: string; readonly name: string }) {
    let attachments: readonly Attachment[] = [];
    return {
      async report(result: LintResult, reporterOptions: ReporterOptions): Promise<string> {
        const { text: textOf, ...rest } = result;
        const files = new Set([...result.findings, ...result.suppressed].map(({ at }) => at.file));
        const texts = Object.fromEntries(
          [...files].flatMap((each) => [[each, textOf(each)]].filter(([, text]) => text !== undefined)),
        );
        let text: string | undefined;
        let failure: string | undefined;
        const task: Task = {
          kind: 'report',
          project: projectOf(file),
          reporter: name,
          result: rest,
          texts: texts as { readonly [file: string]: string },
          options: reporterOptions,
        };
        const ending = await run(task, (message) => {
          if (message.type === 'report' && typeof message.text === 'string') ({ text, attachments } = message);
          else if (message.type === 'failed' || message.type === 'stray') failure ??= message.reason;
        });
        if (!ending.isWhole) failure ??= ending.reason;
        if (failure === undefined && text !== undefined) return text;
        throw new ReporterFailure(
          `The reporter ${name} of the plugin ${plugin} (${relative(process.cwd(), file)}) failed: ${failure ?? 'no report came'}.`,
        );
      },
      attachments: () => [...attachments],
    } satisfies Pick<Reporter, 'report' | 'attachments'>;
  }

  return { load, run, runWith, projectOf, projectWith, withReaders: withReaders as ReadonlySet<string>, limits };
}

/** A reporter of a plugin that gave no report. */
export class ReporterFailure extends Error {
  override readonly name = 'ReporterFailure';
}
