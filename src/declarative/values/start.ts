import { showRoots } from '../../languages/shell';
import type { Start } from '../../model/targets';
import { type Field, integer, objectOf, placed } from '../objects';
import { mapOf, unknown } from '../unknown';
import { launchValue } from './launch';
import { spanOf, textOf, textsOf } from './words';

export function startValue(start: Start): object {
  const { runner, target, launcher, processes, launch, workdir, span } = start;
  return objectOf(
    'Start',
    {
      runner: () => runner,
      target: () => textOf(target.part),
      kind: () => target.kind,
      entry: () => entryOf(start),
      arguments: () => textsOf(start.arguments, span),
      workdir: () => (workdir === undefined ? unknown : showRoots(workdir)),
      env: () => environment(start),
      launcher: () => launcher?.name,
      launcher_options: () => textsOf(launcher?.options ?? [], span),
      processes: () => (processes || !launcher ? integer(processes?.count) : unknown),
      world: () => start.world.kind,
      launch: () => launch && launchValue(launch),
      certainty: () => start.certainty,
      script: () => start.path,
    },
    {
      self: span,
      part: (key) => {
        if (key === 'target' || key === 'entry') return spanOf(target.part);
        if (key === 'processes') return processes?.part.span;
        return key === 'launcher' ? launcher?.options[0]?.span : undefined;
      },
    },
  );
}

/** The file that it runs. Unknown if that isn't certain, absent if it's certainly no file of the repository. */
function entryOf({ entry, target, located }: Start): Field {
  if (entry !== undefined) return entry;
  const isElsewhere = target.kind === 'code' || (located !== undefined && located.kind !== 'unknown');
  return isElsewhere ? undefined : unknown;
}

function environment({ world, variables, span }: Start): Field {
  const names = new Set([...world.names, ...variables.keys()]);
  const values = [...names].map((name): [string, string | typeof unknown] => {
    const value = variables.has(name) ? variables.get(name) : world.variable(name);
    return [name, value === undefined || value === null ? unknown : showRoots(value)];
  });
  // No variable has an empty name, so a world that doesn't know about that one can have others.
  const isOpen = world.variable('') !== null;
  return placed(mapOf(values, isOpen), { self: span });
}
