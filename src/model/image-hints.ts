import { mayBeCommands } from '../languages/markdown';
import { canNameImages } from '../languages/shell';
import { groupBy } from '../text/group-by';
import { folderOf, foldersFrom, isBelow, joinPath, nameOf } from '../text/path';
import { namesRun, runsUnnamedScript } from './engine-reach';
import { exampleFolderOf } from './examples';
import { isDocumentPath, isMarkdownPath, isScriptPath } from './file-kinds';
import { documentPaths, pathsNamed, scriptPaths } from './file-list';
import type { LintedRepository } from './linted-repository';
import { costlyGround, keyedQuery, query } from './query';
import type { Script } from './targets';

/** What a text alone says of the images that its commands may build or name. Nothing is parsed for it. */
interface ImageHints {
  /** Whether it has a word for building or naming an image. */
  readonly names: boolean;
  /** Its commands in small letters, if their words matter. */
  readonly text: string;
}

const wordsIn = (lower: string): ReadonlySet<string> => new Set(lower.match(/[a-z0-9]{2,}/g));

const wordsOf = (text: string): ReadonlySet<string> => wordsIn(text.toLowerCase());

const hintsOf = keyedQuery('repository.imageHints', (repository: LintedRepository, path) =>
  hintsIn(path, repository.source(path)?.text ?? ''),
);

/** What a document holds is evaluated without the scripts that it runs. Its prose, and a script's comments, name nothing. */
function hintsIn(path: string, text: string): ImageHints {
  const isScript = !isDocumentPath(path);
  const commands = (isMarkdownPath(path) ? mayBeCommands(text) : text).replace(/^[ \t]*#.*$/gm, '');
  const names = canNameImages(commands) || (isScript && runsUnnamedScript(commands));
  return { names, text: names || isScript ? commands.toLowerCase() : '' };
}

const wordsOfFile = keyedQuery('repository.imageWords', (repository: LintedRepository, path) =>
  wordsIn(hintsOf(repository, path).text),
);

/** Of more scripts of one name than these, a script runs those in its own folder, in one around it, or in a folder that it names. */
const mostOfName = 30;

/** Scripts of one name, also by the last word of their folder, which a text that names the folder has. */
const ofName = keyedQuery('repository.ofName', (repository: LintedRepository, name) => ({
  paths: new Set(pathsNamed(repository, name)),
  byWord: groupBy(pathsNamed(repository, name), (path) => [...folderWords(path)].at(-1) ?? ''),
}));

const folderWords = (path: string): ReadonlySet<string> => wordsOf(nameOf(folderOf(path)));

/** The scripts of a name that a file may run: in its own example, outside of examples, or in a folder that it names. */
function scriptsRun(repository: LintedRepository, path: string, name: string): readonly string[] {
  const words = wordsOfFile(repository, path);
  const isNamed = (found: string): boolean => [...folderWords(found)].every((word) => words.has(word));
  const all = pathsNamed(repository, name);
  if (all.length <= mostOfName) {
    const own = exampleFolderOf(repository, path);
    return all.filter((found) => {
      const example = exampleFolderOf(repository, found);
      return example === undefined || example === own || isNamed(found);
    });
  }
  const { paths, byWord } = ofName(repository, name);
  const named = [...(words.size < byWord.size ? words : byWord.keys())].flatMap((word) =>
    words.has(word) ? (byWord.get(word) ?? []) : [],
  );
  const around = foldersFrom(folderOf(path)).map((folder) => joinPath(folder, name));
  return [...around.filter((each) => paths.has(each)), ...(byWord.get('') ?? []), ...named.filter(isNamed)];
}

/** The files whose commands a file reaches, itself among them. */
const reachedFrom = keyedQuery('repository.reachedFrom', (repository: LintedRepository, path): readonly string[] => {
  const reached = new Set([path]);
  for (const each of reached)
    for (const name of isDocumentPath(each) ? [] : namesRun(repository, each))
      for (const found of scriptsRun(repository, each, name)) reached.add(found);
  return [...reached];
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
    const words = reachedFrom(repository, path).flatMap((each) => [...wordsOfFile(repository, each)]);
    for (const word of new Set([...words, ...wordsOf(path)])) {
      const known = files.get(word);
      if (known) known.add(path);
      else files.set(word, new Set([path]));
    }
  }
  return { files, text: `\n${[...files.keys()].join('\n')}\n` };
});

/** The files with a word, alone or in another. */
const filesWith = keyedQuery(
  'repository.filesWith',
  (repository: LintedRepository, word): ReadonlySet<string> =>
    isManyAsked(repository) ? findInIndex(repository, word) : search(repository, word),
);

/** For so few words, as one example has, the texts are searched: an index of all words takes longer. */
const mostSearched = 40;

function isManyAsked(repository: LintedRepository): boolean {
  let asked = 0;
  for (const _ of filesWith.answers(repository)) if (++asked > mostSearched) return true;
  return false;
}

function search(repository: LintedRepository, word: string): ReadonlySet<string> {
  const known = new Map<string, boolean>();
  const has = (path: string): boolean => {
    const found = known.get(path) ?? hintsOf(repository, path).text.includes(word);
    known.set(path, found);
    return found;
  };
  return new Set(
    namingPaths(repository, '').filter((path) => path.toLowerCase().includes(word) || reachedFrom(repository, path).some(has)),
  );
}

function findInIndex(repository: LintedRepository, word: string): ReadonlySet<string> {
  const { files, text } = wordIndex(repository);
  const found = new Set<string>();
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at)) {
    const end = text.indexOf('\n', at);
    for (const path of files.get(text.slice(text.lastIndexOf('\n', at) + 1, end)) ?? []) found.add(path);
    at = end;
  }
  return found;
}

/**
 * Files whose commands may give an image this name: a name is written in some text, at least in part, or is that of a folder. Every
 * word of two characters counts, but for the tag's.
 */
export const filesNaming = costlyGround('repository.filesNaming', (repository: LintedRepository, name): readonly string[] => {
  const words = [...wordsOf(withoutTag(name))];
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
    const words = [...folderWords(dockerfile)];
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
