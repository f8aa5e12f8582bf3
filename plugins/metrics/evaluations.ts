import { configuredPattern, type Location, type RunArtifact } from '../../src/api';
import { trainingLosses } from './curves';
import type { Mentions } from './judge/expected';

/** Whether a log of the run that people read mentions some words; where its text can't be read, it may. `people`: readers of such logs. */
export const mentionsIn =
  ({ run, repository }: RunArtifact, people: readonly string[]): Mentions =>
  (words) => {
    const pattern = configuredPattern(words, 'i');
    return run.files
      .filter(({ reader }) => people.includes(reader))
      .some(({ path }) => {
        const text = repository.source(path)?.text;
        return text === undefined || pattern.test(text);
      });
  };

/** Where to report that something is missing: at the last training loss, else at the run's main file. */
export const endOf = (target: RunArtifact): Location =>
  trainingLosses(target)[0]?.closing.place ?? { file: target.run.files[0]?.path ?? target.path };
