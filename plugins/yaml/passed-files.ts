import { posix } from 'node:path';
import { folderOf, type Program, type PythonFile, query, type Start, type YamlDocument } from '../../src/api';

/** The configuration files that a program surely reads with PyYAML: those that its command passes, and those that its code names. */
export const pyYamlFiles = query('yaml.pyYamlFiles', ({ start, graph }: Program): readonly YamlDocument[] => {
  const files = [...graph.files.values()];
  const readers = files.filter(({ source: { text } }) => /\byaml\.(?:safe_|full_|unsafe_)?load\(/.test(text));
  if (readers.length === 0 || files.some(({ source: { text } }) => convertsNumbers.test(text))) return [];
  const paths = new Set([...passedPaths(start), ...readers.flatMap((file) => namedPaths(file, start))]);
  return [...paths].flatMap((path) => {
    const document = start.repository.yaml(path);
    return document?.problems.length === 0 ? [document] : [];
  });
});

/** Other readers of YAML, and code that makes numbers of texts wherever it finds them. */
const convertsNumbers =
  /\bruamel\b|OmegaConf|\bhydra\b|jsonargparse|LightningCLI|yacs|resolver\(|add_constructor|pydantic|dacite|HfArgumentParser|literal_eval|\beval\(|set_defaults\(|mmengine|mmcv|\bConfigDict\b|attrs\b|typedload|isinstance\([^()\n]{1,60},\s*\(?str\b|float\(\s*(?:v|val|value|x|s|item|param)\s*\)/;

function passedPaths({ arguments: words, workdir, world }: Start): readonly string[] {
  return words.flatMap(({ text }) => {
    const path = /^(?:--?[\w-]+=)?([\w./-]+\.ya?ml)$/.exec(text ?? '')?.[1];
    if (path === undefined || (workdir === undefined && !path.startsWith('/'))) return [];
    const located = world.locate(path.startsWith('/') ? path : posix.join(workdir ?? '', path));
    return 'path' in located && located.path !== undefined ? [located.path] : [];
  });
}

/** The texts of a file that name one YAML file, from where the program starts, or from the file's own folder. */
function namedPaths({ source: { text }, path: own }: PythonFile, { repository, workdir, world }: Start): readonly string[] {
  return [...text.matchAll(/["']([\w./-]{1,200}\.ya?ml)["']/g)].flatMap(({ 1: name = '' }) => {
    if (name.startsWith('/') || name.includes('..')) return [];
    const located = workdir === undefined ? undefined : world.locate(posix.join(workdir, name));
    const places = [located && 'path' in located ? located.path : undefined, posix.join(folderOf(own), name)];
    return places.find((place) => place !== undefined && repository.kind(place) === 'file') ?? [];
  });
}
