import { runCommands } from '../languages/docker';
import { type Requirement, readInstall, readPyproject, readRequirementsTxt } from '../languages/python';
import { query } from './query';
import type { Start } from './targets';

/** What the image if there is one, the requirements files of the example, and the command ask for. */
export const requirementsOf = query(
  'start.requirements',
  ({ repository, example, image, installs }: Start): readonly Requirement[] => {
    const files = (example?.files ?? []).flatMap(({ path }) => {
      const source = /(^|\/)(requirements[^/]*\.txt|pyproject\.toml)$/.test(path) ? repository.source(path) : undefined;
      if (!source) return [];
      return path.endsWith('.toml') ? readPyproject(source).requirements : readRequirementsTxt(source).requirements;
    });
    const file = image?.dockerfile?.dockerfile.file;
    const built = (image?.view?.stages ?? []).flatMap((stage) =>
      stage.runs.flatMap((run) =>
        file ? runCommands(run, stage, file).flatMap(({ words }) => readInstall(words)?.requirements ?? []) : [],
      ),
    );
    return [...built, ...installs.flatMap(({ requirements }) => requirements), ...files];
  },
);
