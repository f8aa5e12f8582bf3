import { showRoots } from '../../languages/shell';
import type { Start } from '../../model/targets';
import { ownVariables } from './json';
import { commandLine, partText, type Row } from './words';

const kinds = { file: 'program', module: 'module', code: 'code', notebook: 'notebook' };

/** The lines about a program: which it is, how it's started, and what it sees, each with its place. */
export function startRows(start: Start): Row[] {
  const { target, entry, launcher, processes, arguments: words, workdir, searchPath, span } = start;
  const rows: Row[] = [];
  const add = (label: string, text: string, at = span): void => {
    rows.push({ label, text, at });
  };
  const name = partText(target.part);
  const file = entry === undefined || entry === name ? '' : `  which is ${entry}`;
  add(kinds[target.kind], `${name}${file}`, target.part.span);
  const [option] = launcher?.options ?? [];
  if (launcher && option) add('launcher', commandLine([...launcher.options.map(({ word }) => word)]), option.span);
  if (processes) add('processes', String(processes.count), processes.part.span);
  const [first] = words;
  if (first) add('arguments', commandLine(words.map(({ word }) => word)), first.span);
  add('folder', workdir === undefined ? 'unknown' : showRoots(workdir));
  for (const [variable, value] of ownVariables(start))
    add('env', value === undefined ? `${variable}  unknown` : `${variable}=${showRoots(value)}`);
  if (searchPath.length > 0) add('imports from', searchPath.map((folder) => folder || '.').join(', '));
  return rows;
}
