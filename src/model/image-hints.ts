import { canNameImages } from '../languages/shell';
import { folderOf, foldersFrom, isBelow, nameOf } from '../text/path';
import { runsUnnamedScript, scriptsNamed } from './engine-reach';
import { exampleFolderOf } from './examples';
import { isDocumentPath, isScriptPath } from './file-kinds';
import { documentPaths, pathsNamed, scriptPaths } from './file-list';
import type { LintedRepository } from './linted-repository';
import { costlyGround, keyedQuery, query } from './query';
import type { Script } from './targets';

/** What a text alone says of the images that its commands may build or name. Nothing is parsed for it. */
interface ImageHints {
  /** Whether it has a word for building or naming an image. */
  readonly names: boolean;
  /** Its words, in small letters, if that matters. */
  readonly words: readonly string[];
  /** Names of files whose commands it may run. */
  readonly runs: readonly string[];
}

const wordsOf = (text: string): string[] => [...new Set(text.toLowerCase().match(/[a-z0-9]{2,}/g))];

const hintsOf = keyedQuery('repository.imageHints', (repository: LintedRepository, path) =>
  hintsIn(repository.source(path)?.text ?? '', !isDocumentPath(path)),
);

/** What a document holds is evaluated without the scripts that it runs. */
function hintsIn(text: string, isScript: boolean): ImageHints {
  const names = canNameImages(text) || (isScript && runsUnnamedScript(text));
  return { names, words: names || isScript ? wordsOf(text) : [], runs: isScript ? [...new Set(scriptsNamed(text))] : [] };
}

/** The files whose commands a file reaches, itself among them: in its own example, outside of examples, or in a folder that it names. */
const reachedFrom = keyedQuery('repository.reachedFrom', (repository: LintedRepository, path): readonly string[] => {
  const reached = [path];
  for (const each of reached) {
    const { runs, words } = hintsOf(repository, each);
    const own = exampleFolderOf(repository, each);
    const isNear = (found: string): boolean => {
      const example = exampleFolderOf(repository, found);
      return example === undefined || example === own || wordsOf(nameOf(folderOf(found))).every((word) => words.includes(word));
    };
    for (const found of runs.flatMap((name) => pathsNamed(repository, name)))
      if (!reached.includes(found) && isNear(found)) reached.push(found);
  }
  return reached;
});

const reachesNaming = costlyGround('repository.reachesNaming', (repository: LintedRepository, path): boolean =>
  reachedFrom(repository, path).some((each) => hintsOf(repository, each).names),
);

/** Files whose commands may build or name images: scripts, then others, by path. */
const namingPaths = costlyGround('repository.namingPaths', (repository: LintedRepository): readonly string[] =>
  [...scriptPaths(repository, ''), ...documentPaths(repository, '')].filter((path) => reachesNaming(repository, path)),
);

/** Those of scripts. */
export const buildingPaths = costlyGround('repository.buildingPaths', (repository: LintedRepository): readonly string[] =>
  namingPaths(repository, '').filter(isScriptPath),
);

/** Which of those files have a word, in a text that they reach or in their path; and all words, a line each. */
const wordIndex = query('repository.wordIndex', (repository: LintedRepository) => {
  const files = new Map<string, Set<string>>();
  for (const path of namingPaths(repository, '')) {
    const words = reachedFrom(repository, path).flatMap((each) => hintsOf(repository, each).words);
    for (const word of [...words, ...wordsOf(path)]) {
      const known = files.get(word);
      if (known) known.add(path);
      else files.set(word, new Set([path]));
    }
  }
  return { files, text: `\n${[...files.keys()].join('\n')}\n` };
});

/** The files with a word, alone or in another. */
const filesWith = keyedQuery('repository.filesWith', (repository: LintedRepository, word): ReadonlySet<string> => {
  const { files, text } = wordIndex(repository);
  const found = new Set<string>();
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at)) {
    const end = text.indexOf('\n', at);
    for (const path of files.get(text.slice(text.lastIndexOf('\n', at) + 1, end)) ?? []) found.add(path);
    at = end;
  }
  return found;
});

/**
 * Files whose commands may give an image this name: a name is written in some text, at least in part, or is that of a folder. Every
 * word of two characters counts, but for the tag's.
 */
export const filesNaming = costlyGround('repository.filesNaming', (repository: LintedRepository, name): readonly string[] => {
  const words = wordsOf(withoutTag(name));
  const paths = namingPaths(repository, '');
  return words.length === 0 ? paths : paths.filter((path) => words.some((word) => filesWith(repository, word).has(path)));
});

/**
 * Scripts that may build a Dockerfile: those outside of examples, those of its own example or of one around it, and those that name its
 * folder.
 */
export const scriptsBuilding = costlyGround(
  'repository.scriptsBuilding',
  (repository: LintedRepository, dockerfile): readonly string[] => {
    const words = wordsOf(nameOf(folderOf(dockerfile)));
    const around = new Set(foldersFrom(folderOf(dockerfile)));
    return buildingPaths(repository, '').filter((path) => {
      const example = exampleFolderOf(repository, path);
      if (example === undefined || around.has(example) || isBelow(path, folderOf(dockerfile))) return true;
      return words.every((word) => filesWith(repository, word).has(path));
    });
  },
);

/** Whether the commands of a script may build or name images. */
export const namesImages = ({ repository, path, language, shell: { file } }: Script): boolean =>
  language === 'shell' ? reachesNaming(repository as LintedRepository, path) : canNameImages(file.text);

function withoutTag(name: string): string {
  const from = name.lastIndexOf('/') + 1;
  const at = name.slice(from).search(/[:@]/);
  return at < 0 ? name : name.slice(0, from + at);
}
