import { findingsOf } from './check';

const launch = (words: string, before = ''): string => `#!/bin/bash\n${before}docker run ${words}\n`;
const data = { on: 'launch', forbid: 'launch.mounts.exists(m, m.target == "/data" && !m.readonly)' } as const;

test('a launch is checked by its mounts, image, and variables', async () => {
  expect(await findingsOf(data, launch('-v /srv/data:/data demo'))).toEqual(['found @ docker run -v /srv/data:/data demo']);
  expect(await findingsOf(data, launch('-v /srv/data:/data:ro demo'))).toEqual([]);
  const image = { on: 'launch', require: 'launch.image.startsWith("acme/")', message: 'not {{ launch.image }}' } as const;
  expect(await findingsOf(image, launch('--rm "$IMAGE"', 'IMAGE=demo:1\n'))).toEqual(['not demo:1 @ demo:1']);
  const variable = { on: 'launch', require: '"HF_HOME" in launch.env' } as const;
  expect(await findingsOf(variable, launch('-e A=1 demo'))).toHaveLength(1);
  expect(await findingsOf(variable, launch('-e HF_HOME=/x demo'))).toEqual([]);
});

test('a finding points at the word that writes the mount', async () => {
  const check = {
    on: 'launch',
    each: 'launch.mounts',
    forbid: 'item.target == "/data" && !item.readonly',
    at: 'item.source',
  } as const;
  const script = '#!/bin/bash\nargs=(-v /cache:/cache)\nargs+=(-v /srv/data:/data)\ndocker run "${args[@]}" demo\n';
  expect(await findingsOf(check, script)).toEqual(['found @ /srv/data']);
});

test('unknown values are reported neither by require nor by forbid', async () => {
  const open = launch('$MORE -v /cache:/cache demo');
  const asks = [
    'launch.mounts.exists(m, m.target == "/data")',
    'size(launch.mounts) == 1',
    'launch.mounts.exists_one(m, m.target == "/cache")',
    'launch.mounts.map(m, m.target) == ["/cache"]',
    'launch.mounts.filter(m, m.target == "/data").size() == 0',
    'launch.mounts.all(m, m.readonly || m.target == "/cache")',
    '"HF_HOME" in launch.env',
    'has(launch.workdir)',
    'launch.privileged',
    'launch.mounts.exists(m, m.target == "/data") || has(launch.workdir)',
    'launch.privileged ? true : false',
  ];
  for (const ask of asks) {
    expect([ask, await findingsOf({ on: 'launch', require: ask }, open)]).toEqual([ask, []]);
    expect([ask, await findingsOf({ on: 'launch', forbid: ask }, open)]).toEqual([ask, []]);
    expect([ask, await findingsOf({ on: 'launch', forbid: `!(${ask})` }, open)]).toEqual([ask, []]);
  }
});

test('known values beside unknown ones are reported', async () => {
  const open = launch('$MORE -v /srv/data:/data demo');
  expect(await findingsOf(data, open)).toHaveLength(1);
  for (const certain of [
    'launch.mounts.exists(m, m.target == "/data")',
    '!launch.mounts.all(m, m.readonly)',
    'launch.privileged || launch.image == "demo"',
    '!(launch.privileged && launch.image == "other")',
    'launch.mounts[0].target == "/data"',
  ]) {
    expect([certain, await findingsOf({ on: 'launch', forbid: certain }, open)]).toEqual([
      certain,
      [expect.stringContaining('found')],
    ]);
  }
});

test('a mount that is there only on some paths is unknown', async () => {
  const script = '#!/bin/bash\nargs=()\n[ -n "$DATA" ] && args+=(-v /srv:/data)\ndocker run "${args[@]}" demo\n';
  expect(await findingsOf(data, script)).toEqual([]);
  expect(await findingsOf({ on: 'launch', require: 'launch.mounts.exists(m, m.target == "/data")' }, script)).toEqual([]);
});

test('a variable that is passed on without a value is unknown', async () => {
  for (const check of [{ require: '"TOKEN" in launch.env' }, { forbid: '"TOKEN" in launch.env' }])
    expect(await findingsOf({ on: 'launch', ...check }, launch('-e TOKEN demo'))).toEqual([]);
});
