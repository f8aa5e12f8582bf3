import { type ContainerProgram, type Download, isByDefault, nameOf, repositoryPath, stringValue } from '../../src/api';

/** A download that surely happens, and doesn't end up in the image's own build. */
export interface Downloaded {
  readonly download: Download;
  readonly name: string;
  /** The name, with the option that would change it. */
  readonly what: string;
  readonly script: string;
}

/** What a program's own code downloads by default. */
export const downloadsOf = (program: ContainerProgram): Downloaded[] =>
  program.start.preceded || isOffline(program) || isDryRun(program)
    ? []
    : program.own.flatMap(({ facts }) => facts.downloads.flatMap((download) => downloaded(download, program) ?? []));

/** What a program's own code downloads to a library's cache unless that has it already, whatever its name. */
export const mayDownload = (program: ContainerProgram): Download[] =>
  isOffline(program) || isDryRun(program)
    ? []
    : program.own.flatMap(({ facts }) =>
        facts.downloads.filter(({ local, cache, target }) => !local && cache !== 'none' && !target),
      );

function downloaded(download: Download, { start }: ContainerProgram): Downloaded | undefined {
  const { local, cache, what } = download;
  const name = stringValue(what);
  if (local || cache === 'none' || !name || !isByDefault(what.setters, start)) return undefined;
  const [setter] = what.setters;
  const isOptional = setter && setter.kind !== 'configuration';
  return {
    download,
    name,
    what: isOptional ? `${name} (if ${setter.name} isn't given)` : name,
    script: nameOf(start.launch.path),
  };
}

const isOffline = ({ start }: ContainerProgram): boolean =>
  ['HF_HUB_OFFLINE', 'TRANSFORMERS_OFFLINE'].some((name) => start.container.variable(name) === '1') ||
  start.launch.spec.network?.text === 'none';

const isDryRun = ({ start }: ContainerProgram): boolean => start.arguments.some(({ text }) => /^--dry[-_]?run/.test(text ?? ''));

/** Whether the container's user is root, with the home folder `/root`. */
export function runsAsRoot({ start }: ContainerProgram): boolean {
  const { container, launch } = start;
  const { view } = launch.image;
  if (launch.spec.user || !view) return false;
  const isRoot = view.user === undefined || view.user.value === 'root' || view.user.value === '0';
  return isRoot && !view.env.has('HOME') && container.variable('HOME') === null;
}

/** The folder in the container that the call names. Undefined if it isn't known. */
export function targetFolder({ download }: Downloaded, program: ContainerProgram): string | undefined {
  const folder = download.target && stringValue(download.target.value);
  if (folder === undefined || download.target?.value.setters.length || repositoryPath(folder) !== undefined) return undefined;
  if (folder.startsWith('~')) return runsAsRoot(program) ? folder.replace(/^~/, '/root') : undefined;
  return folder.startsWith('/') || !program.entry.source.text.includes('chdir') ? folder : undefined;
}
