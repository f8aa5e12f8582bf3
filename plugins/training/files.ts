import { nameOf, type PythonArtifact, type PythonFile, query } from '../../src/api';

/** The module's file, if it trains with PyTorch in a loop of its own. Tests train on purpose in odd ways. */
export function trainingFile(module: PythonArtifact): PythonFile | undefined {
  const file = torchFile(module);
  return file && isTraining(file) && file.facts.updates.length > 0 ? file : undefined;
}

/** The module's file, if it uses PyTorch and is no test. */
export const torchFile = ({ path, python }: PythonArtifact): PythonFile | undefined =>
  !isTestFile(path) && usesTorch(python) ? python : undefined;

const usesTorch = query('training.torch', ({ source: { text } }: PythonFile) => /\btorch\b/.test(text));

const isTraining = query('training.backward', ({ source: { text } }: PythonFile) => text.includes('.backward('));

export const isTestFile = (path: string): boolean =>
  /^test_|_test\.py$|^conftest\.py$/.test(nameOf(path)) || /(?:^|\/)(?:tests?|testing|unit_tests)\//.test(path);

/** Whether the code names one of these attributes or functions anywhere. */
export const namesAny = ({ source: { text } }: PythonFile, words: readonly string[]): boolean =>
  words.some((word) => text.includes(word));
