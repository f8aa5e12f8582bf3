import { folderOf, joinPath, patternWith, type Script, type VariableRead } from '../../src/api';

const asWord = (name: string): RegExp => patternWith('g')`(?<![A-Za-z0-9_])${name}(?![A-Za-z0-9_])`;

/**
 * Whether a variable's name is only in expansions, in the script and in those that may source it, so that nothing can set it: the
 * scripts of the example and of the folder.
 */
export function isReadOnly(name: string, reads: readonly VariableRead[], script: Script): boolean {
  const { shell, example, path, repository } = script;
  const uses = reads.filter((read) => read.name === name).length;
  if ((shell.file.text.match(asWord(name)) ?? []).length !== uses) return false;
  const beside = filesBeside(script).filter((file) => /\.(sh|bash|env|conf)$/.test(file));
  const others = new Set([...(example?.scripts ?? []).map((other) => other.path), ...beside]);
  others.delete(path);
  return ![...others].some((other) => repository.source(other)?.text.match(asWord(name)));
}

/** Whether the code or the README of the example mentions the variable; of the folder where there is no example. */
export function isDocumented(name: string, script: Script): boolean {
  const { example, repository } = script;
  const files = example ? example.files.flatMap(({ type, path }) => (type === 'file' ? [path] : [])) : filesBeside(script);
  return files.some((file) => {
    const text = /\.(py|md|ya?ml)$/.test(file) ? repository.source(file)?.text : undefined;
    return text?.includes(name) === true && asWord(name).test(text);
  });
}

function filesBeside({ path, repository }: Script): string[] {
  const folder = folderOf(path);
  return repository.list(folder).flatMap(({ name, kind }) => (kind === 'file' ? [joinPath(folder, name)] : []));
}
