import { nameOf, type PythonArtifact, type PythonFile } from '../../src/api';

/** The module's file, if it trains with PyTorch in a loop of its own. Tests train on purpose in odd ways. */
export function trainingFile({ path, python }: PythonArtifact): PythonFile | undefined {
  const { text } = python.source;
  if (!text.includes('.backward(') || !/\btorch\b/.test(text) || isTest(path)) return undefined;
  return python.facts.updates.length > 0 ? python : undefined;
}

/** The module's file, if it runs or trains a PyTorch model. */
export function torchFile({ path, python }: PythonArtifact): PythonFile | undefined {
  return /\btorch\b/.test(python.source.text) && !isTest(path) ? python : undefined;
}

const isTest = (path: string): boolean =>
  /^test_|_test\.py$|^conftest\.py$/.test(nameOf(path)) || /(?:^|\/)(?:tests?|testing|unit_tests)\//.test(path);

/** Whether the code names one of these attributes or functions anywhere. */
export const namesAny = ({ source: { text } }: PythonFile, words: readonly string[]): boolean =>
  words.some((word) => text.includes(word));
