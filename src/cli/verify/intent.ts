import { homedir } from 'node:os';
import type { Stage } from '../../live/plan/stages';
import type { Limit } from '../../live/verify/quick';
import { sourceOf } from '../../model/live/join';
import type { Example, Launch, Script } from '../../model/targets';
import { quoteForShell } from '../../text/shell-quote';

/** What would be verified, before it is. */
export interface Intended {
  readonly example: Example;
  readonly stages: readonly Stage[];
  readonly limits: readonly Limit[];
}

/** What starts, line by line: each script, the containers that it starts, and what those may do to the host. */
export function linesOf({ example, stages, limits }: Intended): readonly string[] {
  return [
    `${example.folder || '.'}:`,
    ...stages.flatMap(({ script, arguments: words }) => [
      `  bash ${quoteForShell([script, ...words])}`,
      ...insideOf(example.repository.script(script)).map((line) => `    ${line}`),
    ]),
    ...limits.map(({ name, value, readIn }) => `  ${name}=${value}, which ${readIn} reads`),
  ];
}

function insideOf(script: Script | undefined): readonly string[] {
  if (!script) return [];
  const here = script.starts.flatMap(({ launch, span }) =>
    launch ? [] : (script.repository.source(span.file)?.text.slice(span.start, span.end) ?? []),
  );
  return [
    ...[...new Set(here)].map((command) => `runs on this machine, in no container: ${command}`),
    ...script.launches.flatMap(launchInWords),
    ...(script.incomplete.length > 0 ? ['what else it does is not known before it runs'] : []),
  ];
}

const textOf = ({ text, masked }: { readonly text: string | undefined; readonly masked: string }): string => text ?? masked;

function launchInWords(launch: Launch): readonly string[] {
  const { spec, repository } = launch;
  const command = spec.command.map(textOf);
  const head = [
    `starts a container of ${spec.image ? textOf(spec.image) : 'an unknown image'}`,
    ...(command.length > 0 ? [`that runs ${command.join(' ')}`] : []),
    ...(spec.gpus ? ['with GPUs'] : []),
  ];
  const mounts = spec.mounts.map((mount) => {
    const source = sourceOf(mount, repository, homedir()) ?? (mount.source ? textOf(mount.source) : mount.type);
    return `  ${mount.readonly === true ? 'reads' : 'reads and writes'} ${source} (its ${mount.target ? textOf(mount.target) : '?'})`;
  });
  const rights = rightsOf(launch);
  return [
    head.join(' '),
    ...(rights.length > 0 ? [`  with ${rights.join(', ')}`] : []),
    ...mounts,
    ...(spec.open.length > 0 || spec.ambiguous ? ['  with flags that are not known before it runs'] : []),
  ];
}

/** Flags that weaken what keeps a container apart from the host, or hand it what is the caller's. */
const always = new Set([
  'privileged',
  'cap-add',
  'security-opt',
  'device',
  'device-cgroup-rule',
  'volumes-from',
  'env-file',
  'publish',
  'publish-all',
  'restart',
]);
/** The same with these values alone. */
const withValue: { readonly [flag: string]: RegExp } = {
  network: /^(?:host|container:.*)$/,
  net: /^(?:host|container:.*)$/,
  pid: /^(?:host|container:.*)$/,
  ipc: /^(?:host|container:.*)$/,
  uts: /^host$/,
  userns: /^host$/,
  cgroupns: /^host$/,
};

function rightsOf({ spec }: Launch): readonly string[] {
  const flags = spec.flags.flatMap(({ name, value, enabled }) => {
    const text = value ? textOf(value) : '';
    if (always.has(name)) return enabled === false ? [] : [`--${name}${text === '' ? '' : ` ${text}`}`];
    return withValue[name]?.test(text) ? [`--${name} ${text}`] : [];
  });
  const passedOn = spec.env.flatMap(({ name, value }) => (value === null ? [`your ${textOf(name)}`] : []));
  const sockets = spec.mounts
    .filter(({ source }) => /\.sock$/.test(source?.text ?? ''))
    .map(() => "the engine's socket, and so all rights");
  return [...new Set([...flags, ...sockets, ...passedOn])];
}
