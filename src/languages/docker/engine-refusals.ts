import { posix } from 'node:path';
import type { Problem, Span } from '../../text/span';
import { known, show } from './part';
import type { RunValues } from './run-values';
import type { Mount } from './values/mount';

/** What the client passes on and the engine refuses when it creates the container, as far as the command line shows it. */
export function engineRefusals(spec: RunValues): Problem[] {
  const problems: Problem[] = [];
  const refuse = (message: string, span: Span): void => {
    problems.push({ message, span });
  };
  for (const mount of spec.mounts) problems.push(...checkMount(mount));
  const name = spec.name?.text;
  if (name !== undefined && name !== '' && !/^\/?[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name))
    refuse(`Invalid container name (${name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`, spec.name!.span);
  for (const request of spec.gpus?.requests ?? [])
    if (typeof request.count === 'number' && request.count !== 0 && request.ids.length > 0)
      refuse('cannot set both Count and DeviceIDs on device request', request.flag.value!.span);
  const ipc = spec.ipc?.text;
  if (ipc !== undefined && !/^(|none|private|host|shareable|container:.*)$/s.test(ipc))
    refuse(`invalid IPC mode: ${ipc}`, spec.ipc!.span);
  const workdir = spec.workdir?.masked;
  if (workdir && known(workdir[0]!) && !workdir.startsWith('/'))
    refuse(`the working directory '${show(workdir)}' is invalid, it needs to be an absolute path`, spec.workdir!.span);
  return problems;
}

const mountTypes = ['bind', 'volume', 'tmpfs', 'image', 'npipe', 'cluster'];

const volumeName = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

const volumeModes = /^(rw|ro|z|Z|nocopy|consistent|cached|delegated|r?(private|shared|slave))$/;

/** The first refusal, if any. */
function checkMount(mount: Mount): Problem[] {
  const refuse = (message: string, span: Span): Problem[] => [{ message, span }];
  const { type, source, target, span } = mount;
  const targetSpan = target.masked === '' ? span : mount.targetSpan;
  if (type !== undefined && !mountTypes.includes(type)) return refuse(`mount type unknown: "${type}"`, mount.typeSpan ?? span);
  if (type === 'tmpfs' && source && source.masked !== '')
    return refuse('invalid mount config for type "tmpfs": field Source must not be specified', source.span);
  if (type === 'bind') {
    if ((!source || source.masked === '') && !mount.open)
      return refuse('invalid mount config for type "bind": field Source must not be empty', span);
    if (source && known(source.masked[0] ?? '') && !/^[./]/.test(source.masked))
      return refuse(
        `invalid mount config for type "bind": invalid mount path: '${show(source.masked)}' mount path must be absolute`,
        source.span,
      );
  }
  if (type === 'volume' && source?.text && !volumeName.test(source.text))
    return refuse(
      `create ${source.text}: "${source.text}" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path`,
      source.span,
    );
  if (known(target.masked[0] ?? '') && !target.masked.startsWith('/'))
    return refuse(`invalid mount path: '${show(target.masked)}' mount path must be absolute`, targetSpan);
  if (target.text !== undefined && posix.normalize(target.text) === '/')
    return refuse(`invalid specification: destination can't be '/'`, targetSpan);
  const mode =
    mount.from === '-v' ? mount.options.find((option) => known(option.name) && !volumeModes.test(option.name)) : undefined;
  return mode ? refuse(`invalid mode: ${mode.name}`, span) : [];
}
