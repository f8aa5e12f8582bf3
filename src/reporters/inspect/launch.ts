import type { Mount, Part, RunSpec } from '../../languages/docker';
import type { InspectedLaunch, SourceState } from '../../model/inspection';
import type { Span } from '../../text/span';
import { commandLine, condition, partText, type Row } from './words';

/** The lines about a container: what the command asks for, each with its place. */
export function specRows(launch: InspectedLaunch, spec: RunSpec, place: (span: Span) => string): Row[] {
  const { command } = launch;
  const rows: Row[] = [];
  const add = (label: string, part: Part | null, more = ''): void => {
    if (part) rows.push({ label, text: `${partText(part)}${more}${condition(part.word)}`, at: part.span });
  };
  const builders = [...new Set(launch.imageFrom.map(place))];
  const built = builders.length > 0 ? `  built by ${builders.slice(0, 3).join(', ')}` : '';
  for (const image of spec.images) add('image', image, image === spec.image ? built : '');
  add('name', spec.name);
  add('workdir', spec.workdir);
  add('entrypoint', spec.entrypoint);
  const [first] = spec.command;
  if (first) rows.push({ label: 'command', text: commandLine(spec.command.map(({ word }) => word)), at: first.span });
  spec.mounts.forEach((mount, index) => {
    rows.push(mountRow(mount, launch.sources[index] ?? 'unknown'));
  });
  for (const { name, value, entry } of spec.env) {
    const shown = value ? `${partText(name)}=${partText(value)}` : `${partText(name)}  from the environment`;
    rows.push({ label: 'env', text: `${shown}${condition(entry.word)}`, at: entry.span });
  }
  for (const file of spec.envFiles) add('env file', file);
  if (spec.gpus) {
    const { count, ids, value } = spec.gpus;
    const devices =
      ids.length > 0
        ? `devices ${ids.map(partText).join(', ')}`
        : count === undefined || count === null
          ? partText(value)
          : String(count);
    rows.push({ label: 'gpus', text: `${devices}${condition(value.word)}`, at: value.span });
  }
  add('runtime', spec.runtime);
  add('shm size', spec.shmSize?.value ?? null);
  add('memory', spec.memory?.value ?? null);
  add('ipc', spec.ipc);
  add('network', spec.network);
  add('user', spec.user);
  for (const port of spec.ports) add('port', port.flag.value);
  for (const part of spec.open)
    rows.push({ label: 'unknown', text: `${partText(part)}  can be any flag${condition(part.word)}`, at: part.span });
  if (spec.ambiguous)
    rows.push({ label: 'unknown', text: `which word is the image: ${commandLine(command.argv)}`, at: command.span });
  for (const { message, span } of [...spec.problems, ...spec.engineProblems])
    rows.push({ label: 'rejected', text: message, at: span });
  return rows;
}

const states: Readonly<Record<SourceState, string>> = {
  exists: 'exists',
  made: 'created by the script',
  missing: 'MISSING',
  unknown: 'not checked',
  none: '',
};

function mountRow(mount: Mount, state: SourceState): Row {
  const access = mount.readonly === undefined ? 'access unknown' : mount.readonly ? 'read-only' : 'writable';
  const source = mount.source ? partText(mount.source) : (mount.type ?? 'mount');
  const kind = mount.type === 'bind' || mount.type === undefined ? states[state] : mount.type;
  const text = [`${partText(mount.target)} <- ${source}`, access, kind].filter((part) => part !== '').join('  ');
  return { label: 'mount', text: `${text}${condition(mount.flag.value?.word)}`, at: mount.sourceSpan ?? mount.span };
}
