import { posix } from 'node:path';
import type { ContainerFacts, InsideFacts } from '../../model/live/facts';
import type { ContainerStart, Launch } from '../../model/targets';
import { type Called, type Engine, execIn, readGpus } from '../engine';

/** Asks in a running container what the reference's commands show, by commands that only read. Undefined if it runs no commands. */
export async function insideOf(
  engine: Engine,
  container: ContainerFacts,
  launch: Launch | undefined,
  signal: AbortSignal,
): Promise<InsideFacts | undefined> {
  if (!container.isRunning || container.state === 'paused') return undefined;
  const run = (words: readonly string[]) => execIn(engine, container.id, words, { signal, timeoutMs: 60_000 });
  const listed = await run(['ls', '-A', container.workdir ?? '/']);
  if (!listed.ok || listed.value.code === 127) return undefined;
  const missing: string[] = [];
  for (const path of entriesOf(launch, container)) {
    const found = await run(['ls', '-d', path]);
    if (found.ok && found.value.code !== 0 && /no such file/i.test(found.value.stderr)) missing.push(path);
  }
  const inContainer = async (words: readonly string[]): Promise<Called> => {
    const done = await run(words);
    const none = { ended: 'unstarted', code: null, stdout: '', stderr: '', truncated: false, reason: '' } as const;
    return done.ok ? { ...none, ...done.value, ended: 'exited' } : none;
  };
  return {
    missing,
    workdir: listed.value.code === 0 ? listed.value.stdout.split('\n').filter((line) => line !== '') : undefined,
    modules: await missingModules(launch, run),
    gpus: launch?.spec.gpus ? await readGpus(inContainer) : undefined,
  };
}

/** The scripts that the programs of a launch start from, as the container sees them. */
function entriesOf(launch: Launch | undefined, { workdir = '/' }: ContainerFacts): readonly string[] {
  const paths = (launch?.starts ?? []).flatMap(({ target, workdir: from, preceded }) => {
    const path = target.kind === 'file' && !preceded ? target.part.text : undefined;
    return path === undefined || /[\uE000-\uF8FF]/.test(path) ? [] : posix.resolve(from ?? workdir, path);
  });
  return [...new Set(paths)];
}

/** Looks for modules without importing them, which can take minutes and use the GPU. */
const findModules =
  'import importlib.util, sys\nfor name in sys.argv[1:]:\n  try:\n    found = importlib.util.find_spec(name)\n  except Exception:\n    found = True\n  if found is None: print(name)';

async function missingModules(
  launch: Launch | undefined,
  run: (words: readonly string[]) => ReturnType<typeof execIn>,
): Promise<readonly string[]> {
  const modules = [...new Set((launch?.starts ?? []).flatMap(importsOf))].sort();
  if (modules.length === 0) return [];
  for (const python of ['python', 'python3']) {
    const done = await run([python, '-c', findModules, ...modules]);
    if (done.ok && done.value.code === 0) return done.value.stdout.split('\n').filter((line) => line !== '');
  }
  return [];
}

/** The modules that a program certainly imports from elsewhere than beside itself: packages, and those of the repository. */
function importsOf({ program, preceded, installs }: ContainerStart): readonly string[] {
  if (!program || preceded || installs.length > 0) return [];
  const { graph, entry } = program;
  const beside = entry.path.slice(0, entry.path.lastIndexOf('/') + 1);
  const isBeside = (name: string): boolean =>
    [...graph.files.keys()].some((path) => path === `${beside}${name}.py` || path.startsWith(`${beside}${name}/`));
  return graph.imports.flatMap(({ file, import: { module, level, guard, lazy } }) => {
    const top = module.split('.')[0] ?? '';
    const isCertain = graph.unconditional.has(file.path) && level === 0 && guard === 'none' && !lazy;
    return isCertain && top !== '' && !isBeside(top) ? [top] : [];
  });
}
