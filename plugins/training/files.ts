import { keyedQuery, mentions, nameOf, type PythonArtifact, type PythonFile } from '../../src/api';

/** The module's file, if it trains with PyTorch in a loop of its own. Tests train on purpose in odd ways. */
export function trainingFile(module: PythonArtifact): PythonFile | undefined {
  const file = torchFile(module);
  return file && isTraining(file) && file.facts.updates.length > 0 ? file : undefined;
}

/** The module's file, if it uses PyTorch and is no test. */
export const torchFile = ({ path, python }: PythonArtifact): PythonFile | undefined =>
  usesTorch(python) && !isTestFile(path) ? python : undefined;

const usesTorch = (file: PythonFile): boolean => mentions(file, ['torch']);

/** Whether the code may have a backward pass. */
export const isTraining = ({ outline, source: { text } }: PythonFile): boolean =>
  outline.mayHold('backward') && text.includes('.backward(');

export const isTestFile = (path: string): boolean =>
  /^test_|_test\.py$|^conftest\.py$/.test(nameOf(path)) || /(?:^|\/)(?:tests?|testing|unit_tests)\//.test(path);

/** Most files in a folder that are searched for what uses a module. */
const most = 60;

/** The other modules of the module's example, or of its folder and those below. Undefined if they are too many. */
export function filesAround({ path, repository, example }: PythonArtifact): PythonFile[] | undefined {
  const base = example?.folder ?? path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const paths = repository
    .filesBelow(base)
    .flatMap((entry) => (entry.path.endsWith('.py') && entry.path !== path ? [entry.path] : []));
  return paths.length > most ? undefined : paths.flatMap((each) => repository.python(each)?.python ?? []);
}

/** Whether the code names one of these attributes or functions anywhere. */
export const namesAny = (file: PythonFile, words: readonly string[]): boolean => words.some((word) => holds(file, word));

const holds = keyedQuery('training.holds', ({ source: { text } }: PythonFile, word: string) => text.includes(word));
