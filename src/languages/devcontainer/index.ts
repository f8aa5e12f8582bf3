/** Development containers: the commands of a `devcontainer.json`, and the words of its `docker run`. See README.md. */

import type { SourceFile, Span } from '../../text/span';
import { type EmbeddedText, type EmbeddedTextWriter, type Segment, type Word, writeEmbedded } from '../shell';
import { copyPieces, placesOf } from '../workflow';
import { type Fields, fieldsOf, parseYaml, type YamlDocument, type YamlPath } from '../yaml';

export interface Devcontainer {
  /** The commands that it runs, in order, as texts of a shell. */
  readonly commands: readonly EmbeddedText[];
  /** Whether the commands start in the folder that is opened. Otherwise their folder isn't known. */
  readonly isInWorkspace: boolean;
  /** The words after `docker run`. Undefined if the file names no image. */
  readonly run: readonly Word[] | undefined;
  /** The Dockerfile and the context of its build, as written. */
  readonly build: { readonly dockerfile: Word; readonly context: Word | undefined } | undefined;
  /** Where the image is named. */
  readonly span: Span;
}

const lifecycle = ['onCreateCommand', 'updateContentCommand', 'postCreateCommand', 'postStartCommand', 'postAttachCommand'];

/** Reads a file. Undefined if it's too broken. https://containers.dev/implementors/json_reference/ */
export function readDevcontainer(file: SourceFile, root: string): Devcontainer | undefined {
  const yaml = parseYaml({ ...file, text: withoutComments(file.text) });
  const fields = fieldsOf(yaml.value);
  if (yaml.problems.length > 0) return undefined;
  const commands = lifecycle.flatMap((name) => commandsOf(yaml, fields[name], [name], root, file));
  return { commands, isInWorkspace: isInWorkspace(fields), ...containerOf(yaml, fields) };
}

/** Blanks for comments, and for tabs, which YAML doesn't allow as indentation. A string that isn't closed ends with its line. */
const withoutComments = (text: string): string =>
  text.replace(/"(?:[^"\\\n]|\\.)*"?|\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/)?|\t/g, (found) =>
    found.startsWith('"') ? found : found.replace(/[^\n]/g, ' '),
  );

function commandsOf(yaml: YamlDocument, value: unknown, path: YamlPath, root: string, file: SourceFile): readonly EmbeddedText[] {
  if (typeof value === 'string') return [written(file, (writer) => writeText(writer, yaml, path, root))];
  if (Array.isArray(value)) return [written(file, (writer) => writeWords(writer, yaml, value, path, root))];
  return Object.entries(fieldsOf(value)).flatMap(([name, each]) =>
    typeof each === 'string' || Array.isArray(each) ? commandsOf(yaml, each, [...path, name], root, file) : [],
  );
}

function written(file: SourceFile, write: (writer: EmbeddedTextWriter) => void): EmbeddedText {
  const writer = writeEmbedded(file);
  write(writer);
  return writer.finish();
}

/** What an editor replaces before a shell reads the text. */
const replaced =
  /\$\{(localEnv|containerEnv|localWorkspaceFolder|containerWorkspaceFolder|devcontainerId)\w{0,20}(?::[^}$\s]{0,200})?\}/g;

function writeText(writer: EmbeddedTextWriter, yaml: YamlDocument, path: YamlPath, root: string): void {
  const pieces = yaml.textPieces(path);
  const whole = pieces.map(({ text }) => text).join('');
  const spanOf = placesOf(pieces);
  let from = 0;
  for (const { 0: found, index } of whole.matchAll(replaced)) {
    copyPieces(writer, pieces, from, index);
    from = index + found.length;
    const span = spanOf(index, from);
    if (/WorkspaceFolder\}$/.test(found)) writer.put(root, span);
    else writer.unknown(span);
  }
  copyPieces(writer, pieces, from, whole.length);
}

/** A list of words, quoted for a shell where they need it. */
function writeWords(
  writer: EmbeddedTextWriter,
  yaml: YamlDocument,
  words: readonly unknown[],
  path: YamlPath,
  root: string,
): void {
  for (const [index, word] of words.entries()) {
    const at = [...path, index];
    const span = yaml.valueSpan(at) ?? yaml.nearestSpan(path);
    if (index > 0) writer.put(' ', { ...span, end: span.start });
    if (typeof word !== 'string') writer.unknown(span);
    else if (/^[\w./:=@%+,-]*$/.test(word.replace(replaced, ''))) writeText(writer, yaml, at, root);
    else if (word.includes('${')) writer.unknown(span);
    else writer.put(`'${word.replaceAll("'", "'\\''")}'`, span);
  }
}

/** The folder is the one that is opened, unless the file names another. */
function isInWorkspace({ workspaceFolder: folder, workspaceMount: mount }: Fields): boolean {
  if (folder === undefined || typeof folder !== 'string') return folder === undefined;
  if (/^\/workspaces\/\$\{localWorkspaceFolderBasename\}\/?$/.test(folder)) return true;
  return typeof mount === 'string' && /source=\$\{localWorkspaceFolder\}(?:,|$)/.test(mount) && targetOf(mount) === folder;
}

const targetOf = (mount: string): string | undefined => /(?:^|,)(?:target|dst|destination)=([^,]*)/.exec(mount)?.[1];

/** What starts the container. Its own command is replaced by one that waits. */
function containerOf(yaml: YamlDocument, fields: Fields): Pick<Devcontainer, 'run' | 'build' | 'span'> {
  const build = fieldsOf(fields.build);
  const image = wordAt(yaml, ['image'], fields.image);
  const dockerfile = wordAt(yaml, ['build', 'dockerfile'], build.dockerfile) ?? wordAt(yaml, ['dockerFile'], fields.dockerFile);
  const named = image ?? dockerfile;
  if (!named) return { run: undefined, build: undefined, span: yaml.nearestSpan([]) };
  const given = Array.isArray(fields.runArgs) ? fields.runArgs : [];
  const words = given.flatMap((word, index) => wordAt(yaml, ['runArgs', index], word) ?? []);
  const name = image ?? literal('devcontainer', named.span);
  const run = [...words, ...gpusOf(yaml, fields), literal('--entrypoint', named.span), literal('/bin/sh', named.span), name];
  const context = wordAt(yaml, ['build', 'context'], build.context) ?? wordAt(yaml, ['context'], fields.context);
  return { run, build: image || !dockerfile ? undefined : { dockerfile, context }, span: named.span };
}

/** The container gets all GPUs if the file requires one. `optional` depends on the machine. https://containers.dev/implementors/json_reference/ */
function gpusOf(yaml: YamlDocument, fields: Fields): readonly Word[] {
  const { gpu } = fieldsOf(fields.hostRequirements);
  const isGiven = Array.isArray(fields.runArgs) && fields.runArgs.some((word) => /^--gpus/.test(String(word)));
  if (isGiven || (gpu !== true && (typeof gpu !== 'object' || gpu === null))) return [];
  const span = yaml.valueSpan(['hostRequirements', 'gpu']) ?? yaml.nearestSpan(['hostRequirements']);
  return [literal('--gpus', span), literal('all', span)];
}

const literal = (text: string, span: Span): Word => ({ segments: [{ text, span }], span });

/** A text as one word. What an editor replaces in it isn't known. */
function wordAt(yaml: YamlDocument, path: YamlPath, value: unknown): Word | undefined {
  if (typeof value !== 'string') return undefined;
  const span = yaml.valueSpan(path) ?? yaml.nearestSpan(path);
  const segments = yaml
    .textPieces(path)
    .map(
      ({ text, span: at, isPlain }): Segment =>
        text.includes('${') ? { text: null, span, unknown: { reason: 'placeholder' } } : { text, span: isPlain ? at : span },
    );
  return { segments, span };
}
