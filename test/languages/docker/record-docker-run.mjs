/**
 * Records again, in place, what the docker client makes of the command lines in docker-run.generated.json. The real client talks to
 * an engine on a socket that only stores the request. To add a case, add a line with its `argv`, run this, and read the diff.
 *
 *   node test/languages/docker/record-docker-run.mjs
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const table = new URL('docker-run.generated.json', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'engine-'));
const socket = join(folder, 'engine.sock');
let seen;

const engine = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    if (request.url.includes('/containers/create')) seen = { url: request.url, body: JSON.parse(body) };
    response.writeHead(request.method === 'POST' ? 201 : 200, {
      'Api-Version': '1.50',
      OSType: 'linux',
      'Content-Type': 'application/json',
    });
    const answer =
      request.method === 'POST'
        ? { Id: 'f'.repeat(64), Warnings: [] }
        : { ApiVersion: '1.50', Os: 'linux', MinAPIVersion: '1.24' };
    response.end(request.method === 'HEAD' ? '' : JSON.stringify(answer));
  });
});

const client = (process.env.PATH ?? '')
  .split(':')
  .map((directory) => join(directory, 'docker'))
  .find((path) => existsSync(path));

/** `create` reads the same flags and starts nothing. Only flags that it lacks need `run`. */
const needsRun = (argv) => argv.some((word) => /^(-d|--detach.*|--sig-proxy.*|-itd|-dit)$/.test(word));

const docker = (argv) =>
  new Promise((resolve) => {
    seen = undefined;
    let errors = '';
    const env = { PATH: '/usr/bin:/bin', HOME: '/tmp', SHELLVAR: 'sv' };
    const child = spawn(client, ['-H', `unix://${socket}`, needsRun(argv) ? 'run' : 'create', ...argv], {
      cwd: '/tmp',
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr.on('data', (chunk) => (errors += chunk));
    child.on('close', () => resolve({ errors, request: seen }));
  });

const isEmpty = (value) => !value || (typeof value === 'object' && Object.keys(value).length === 0);
const given = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) => !isEmpty(value)));

function compact({ url, body }) {
  const host = body.HostConfig;
  const mounts = [
    ...(host.Mounts ?? []).map((mount) => [mount.Type, mount.Source ?? '', mount.Target, Boolean(mount.ReadOnly)]),
    ...(host.Binds ?? []).map((bind) => ['-v', bind]),
    ...Object.keys(body.Volumes ?? {}).map((volume) => ['-v', volume]),
    ...Object.entries(host.Tmpfs ?? {}).map(([path, options]) => ['tmpfs', options ? `${path}:${options}` : path]),
  ].sort();
  const request = given({
    image: body.Image,
    command: body.Cmd,
    workdir: body.WorkingDir,
    user: body.User,
    env: (body.Env ?? []).sort(),
    mounts,
    name: new URL(url, 'http://engine').searchParams.get('name'),
    gpus: (host.DeviceRequests ?? []).map(given),
    shmSize: host.ShmSize,
    memory: host.Memory,
    ipc: host.IpcMode,
    network: host.NetworkMode === 'default' ? '' : host.NetworkMode,
    ports: Object.fromEntries(
      Object.entries(host.PortBindings ?? {}).map(([port, all]) => [
        port,
        all.map((each) => (each.HostIp ? `${each.HostIp}:${each.HostPort}` : each.HostPort)),
      ]),
    ),
    privileged: host.Privileged,
    remove: host.AutoRemove,
    tty: body.Tty,
    interactive: body.OpenStdin,
    runtime: host.Runtime,
    labels: body.Labels,
    ulimits: Object.fromEntries((host.Ulimits ?? []).map((limit) => [limit.Name, [limit.Soft, limit.Hard]])),
    devices: (host.Devices ?? []).map((device) => `${device.PathOnHost}:${device.PathInContainer}`),
  });
  return body.Entrypoint ? { ...request, entrypoint: body.Entrypoint[0] } : request;
}

function refusal(errors) {
  const [message] = errors.split('\n\n');
  return (
    message
      .replace(/\n+$/, '')
      .replace(/^docker: /, '')
      .replace("'docker create'", "'docker run'") || 'help'
  );
}

await new Promise((resolve) => engine.listen(socket, resolve));
const rows = [];
for (const { argv } of JSON.parse(readFileSync(table, 'utf8'))) {
  const { errors, request } = await docker(argv);
  rows.push(JSON.stringify(request ? { argv, request: compact(request) } : { argv, refused: refusal(errors) }));
}
writeFileSync(table, `[\n${rows.join(',\n')}\n]\n`);
engine.close();
rmSync(folder, { recursive: true });
