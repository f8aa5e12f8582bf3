import type { ContainerProgram, Launch } from '../../src/api';
import type { RequiredMount } from './mount-demands';

/** Variables that move the Hugging Face cache. */
export interface CacheVariables {
  /** Set in the container. */
  readonly container: readonly string[];
  /** Set by the code itself: how their names begin. */
  readonly code: readonly string[];
}

/** Whether the launch surely suffers without the mount. */
export function isNeeded(launch: Launch, { when, target }: RequiredMount, variables: CacheVariables): boolean {
  if (when === 'always') return true;
  return when === 'package' ? importsPackage(launch) : downloadsTo(launch, target, variables);
}

/** The code imports a package of the repository's root that it can't find and that nothing installs. */
function importsPackage(launch: Launch): boolean {
  const { repository } = launch;
  return launch.starts.some(({ program, preceded, launch: { image } }) => {
    if (!program || program.graph.unknownSearchPaths.length > 0 || preceded || !image.view) return false;
    const unconditional = new Set(program.unconditional.map(({ path }) => path));
    return program.graph.external.some(({ file, import: { module, guard, lazy } }) => {
      const name = module.split('.')[0]!;
      return (
        guard === 'none' &&
        !lazy &&
        unconditional.has(file.path) &&
        repository.kind(`${name}/__init__.py`) === 'file' &&
        !image.dockerfile?.dockerfile.file.text.includes(name)
      );
    });
  });
}

/** The code downloads from Hugging Face to the folder where the library keeps its cache for root. */
function downloadsTo(launch: Launch, folder: string, variables: CacheVariables): boolean {
  const { container, image, spec } = launch;
  if (spec.user || image.view?.user || !image.view) return false;
  if (variables.container.some((name) => container.variable(name) !== null)) return false;
  if (container.locate(folder).kind !== 'image') return false;
  return launch.starts.some(({ program, preceded }) => program && !preceded && downloads(program, variables));
}

const downloads = ({ unconditional }: ContainerProgram, { code }: CacheVariables): boolean =>
  unconditional.some(
    ({ facts }) =>
      !facts.environment.writes.some(({ name }) => code.some((beginning) => name.startsWith(beginning))) &&
      facts.downloads.some(({ cache, target, local }) => cache === 'huggingface' && !target && !local),
  );
