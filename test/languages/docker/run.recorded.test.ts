import { type RunSpec, readRun } from '../../../src/languages/docker/run';
import { specJson } from '../../../src/languages/docker/spec-json';
import recorded from './docker-run.generated.json';
import { words } from './words';

/**
 * What the docker client 28.2 makes of each command line: the request that it sends to the engine, or its refusal. The real
 * client talked to an engine that only stores requests, in the folder /tmp with HOME=/tmp, PATH=/usr/bin:/bin and SHELLVAR=sv.
 */
interface Row {
  readonly argv: string[];
  readonly refused?: string;
  readonly request?: Record<string, unknown>;
}

const rows = recorded as Row[];
const environment = { HOME: '/tmp', PATH: '/usr/bin:/bin', SHELLVAR: 'sv' };

describe('docker run, as the real client reads it', () => {
  const refused = rows.filter((row) => row.refused !== undefined);
  const accepted = rows.filter((row) => row.request !== undefined);

  test.each(refused.map((row) => [JSON.stringify(row.argv), row] as const))('refuses %s', (_, row) => {
    const spec = readRun(words(...row.argv), { at: { file: 'run.sh', start: 0, end: 0 } });
    if (row.refused === 'help') expect(spec.help).toBe(true);
    else if (readsFiles(row.refused!)) expect(spec.problems).toEqual([]);
    else expect(spec.problems[0]?.message ?? 'accepted').toBe(row.refused);
  });

  test.each(accepted.map((row) => [JSON.stringify(row.argv), row] as const))('accepts %s', (_, row) => {
    const spec = readRun(words(...row.argv), { at: { file: 'run.sh', start: 0, end: 0 } });
    expect(spec.problems).toEqual([]);
    expect(requestOf(spec)).toEqual({ ...row.request, mounts: sorted(row.request!['mounts']) });
  });
});

/** The client reads these files itself. The reader of words doesn't. */
const readsFiles = (message: string): boolean => /no such file or directory/.test(message);

const sorted = (mounts: unknown): unknown[] =>
  [...((mounts as unknown[]) ?? [])].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** The request in the form of the recording, without what is absent or zero. */
function requestOf(spec: RunSpec): Record<string, unknown> {
  const json = specJson(spec, { origin: () => null, cwd: '/tmp', environment });
  const request: Record<string, unknown> = {
    image: json.image,
    command: json.command,
    workdir: json.workdir,
    user: json.user,
    name: json.name,
    env: Object.entries(json.env)
      .map(([name, value]) => (value === null ? name : `${name}=${value}`))
      .sort(),
    gpus: gpuRequests(spec),
    shmSize: json.shmSize,
    memory: spec.memory?.bytes,
    ipc: json.ipc,
    network: json.network === 'default' ? null : json.network,
    ports: ports(spec),
    privileged: json.privileged,
    remove: json.remove,
    tty: json.tty,
    interactive: json.interactive,
    runtime: json.runtime,
    labels: json.labels,
    ulimits: Object.fromEntries(Object.entries(json.ulimits).map(([name, { soft, hard }]) => [name, [soft, hard]])),
    devices: devices(spec),
  };
  const isEmpty = (value: unknown) => !value || (typeof value === 'object' && Object.keys(value).length === 0);
  const given = Object.entries(request).filter(([, value]) => !isEmpty(value));
  const entrypoint = json.entrypoint === null ? {} : { entrypoint: json.entrypoint };
  return { ...Object.fromEntries(given), ...entrypoint, mounts: mounts(spec, json.mounts) };
}

function mounts(
  spec: RunSpec,
  json: readonly {
    readonly type: string | null;
    readonly source: string | null;
    readonly target: string | null;
    readonly readonly: boolean | null;
  }[],
): unknown[] {
  const seen = new Set<string>();
  const unique = spec.mounts.filter(
    ({ from, flag }) => from !== '-v' || (!seen.has(flag.value!.text!) && seen.add(flag.value!.text!)),
  );
  return sorted(
    unique.map((mount, index) => {
      const { type, source, target, readonly } = json[index]!;
      if (mount.from === '--mount') return [type, source ?? '', target, readonly];
      const rest = mount.flag.value!.text!;
      if (mount.from === '--tmpfs') return ['tmpfs', rest.endsWith(':') ? rest.slice(0, -1) : rest];
      return ['-v', mount.source?.text?.startsWith('.') ? source + rest.slice(mount.source.text.length) : rest];
    }),
  );
}

function gpuRequests(spec: RunSpec): unknown[] {
  const requests: unknown[] = (spec.gpus?.requests ?? []).map((request) => ({
    ...(request.driver ? { Driver: request.driver } : {}),
    ...(request.count ? { Count: request.count === 'all' ? -1 : request.count } : {}),
    ...(request.ids.length ? { DeviceIDs: request.ids.map((id) => id.text) } : {}),
    Capabilities: [request.capabilities],
    ...(request.options
      ? {
          Options: Object.fromEntries(
            request.options.text!.split(',').map((pair) => [pair.split('=')[0], pair.split('=').slice(1).join('=')]),
          ),
        }
      : {}),
  }));
  const qualified = spec.devices.filter((device) => device.text!.includes('='));
  return qualified.length ? [...requests, { Driver: 'cdi', DeviceIDs: qualified.map((device) => device.text) }] : requests;
}

function ports(spec: RunSpec): Record<string, string[]> {
  const bindings: Record<string, string[]> = {};
  for (const { mapping } of spec.ports) {
    const { address, host, container, protocol } = mapping!;
    const [first, last = first] = container.split('-').map(Number) as [number, number?];
    const [hostFirst, hostLast = hostFirst] = host.split('-').map(Number) as [number, number?];
    for (let port = first; port <= last; port++) {
      const outside = host === '' ? '' : first === last && hostFirst !== hostLast ? host : String(hostFirst + port - first);
      (bindings[`${port}/${protocol}`] ??= []).push(address ? `${address}:${outside}` : outside);
    }
  }
  return bindings;
}

const devices = (spec: RunSpec): string[] =>
  spec.devices.flatMap((device) => {
    if (device.text!.includes('=')) return [];
    const [host, second] = device.text!.split(':');
    return [`${host}:${second === undefined || /^[rwm]+$/.test(second) ? host : second}`];
  });
