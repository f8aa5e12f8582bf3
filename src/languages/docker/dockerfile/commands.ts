import type { Problem, SourceFile } from '../../../text/span';
import { type Bashism, bashisms, commandsOf, type PlainCommand, parseShell, parseSource } from '../../shell';
import type { Run, Stage } from './model';

/** The RUN instructions whose commands are nested too deeply to be read. */
export const deepCommands = (stages: readonly Stage[], file: SourceFile): readonly Problem[] =>
  stages.flatMap(({ runs }) =>
    runs.flatMap(({ body, span }) => {
      const tooDeep = body && parseShell({ path: file.path, text: body.text }).tooDeep;
      return tooDeep ? [{ message: tooDeep.message, span }] : [];
    }),
  );

const cached = new WeakMap<Run, readonly PlainCommand[]>();

/**
 * The simple commands of a RUN in order of position, with ENV and ARG expanded. Empty where something other than a shell reads
 * it.
 */
export function runCommands(run: Run, stage: Stage, file: SourceFile): readonly PlainCommand[] {
  let commands = cached.get(run);
  if (!commands) cached.set(run, (commands = readCommands(run, stage, file)));
  return commands;
}

/** What a RUN needs Bash for, if `/bin/sh` runs it. */
export function runBashisms({ body }: Run, stage: Stage, file: SourceFile): readonly Bashism[] {
  const [shell = '/bin/sh'] = stage.shells.at(-1)?.map(({ text }) => text) ?? [];
  if (!body || /^\s*#!/.test(body.text) || !/^(?:\/bin\/)?(?:da)?sh$/.test(shell)) return [];
  return bashisms(parseSource(body.text), file.path, body.start);
}

function readCommands(run: Run, stage: Stage, file: SourceFile): PlainCommand[] {
  const { body, variables } = run;
  if (!body) {
    const alone = { redirects: [], span: run.span, tested: false, pipedTo: undefined, followed: false, substituted: false };
    return run.words.length > 0 ? [{ words: run.words, ...alone }] : [];
  }
  const shell = stage.shells.at(-1)?.[0]?.text ?? 'sh';
  const interpreter = /^\s*#!\s*(\S+)(?:\s+(\S+))?/.exec(body.text);
  const program = interpreter ? (interpreter[2] ?? interpreter[1]!) : shell;
  if (!/(^|\/)(ba|da|k|z|)sh$/.test(program)) return [];
  return commandsOf(parseSource(body.text), file.path, variables, body.start);
}
