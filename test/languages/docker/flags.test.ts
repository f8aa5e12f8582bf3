import { spawnSync } from 'node:child_process';
import { type CommandName, flagTable, flagTables, valueTypes } from '../../../src/languages/docker/flags';

const help = (command: string): string => spawnSync('docker', [command, '--help'], { encoding: 'utf8' }).stdout ?? '';

const isClient28 = /version 28\./.test(spawnSync('docker', ['--version'], { encoding: 'utf8' }).stdout ?? '');

/** `-v, --volume list` and so on, as the help lists them. */
function listed(text: string): string[] {
  const options = /Options:\n([\s\S]*?)(\n\n|$)/.exec(text.slice(text.search(/^(Global )?Options:$/m)))?.[1] ?? '';
  return options.split('\n').flatMap((row) => {
    const match = /^ {2}(?:-(\w), | {4})--([\w-]+)(?: ([\w-]+))?(?: {2,}.*)?$/.exec(row);
    return match ? [`${match[1] ? `-${match[1]}, ` : ''}--${match[2]} ${match[3] ?? 'bool'}`] : [];
  });
}

const ours = (command: CommandName): string[] =>
  [...flagTable(command).long.values()]
    .filter((flag) => !flag.hidden)
    .map((flag) => `${flag.short ? `-${flag.short}, ` : ''}--${flag.name} ${flag.type}`);

describe('flag tables', () => {
  const whereDocker = isClient28 ? test : test.skip;

  whereDocker.each(['run', 'create', 'build'] as const)(
    "of %s are those in the help of docker client 28 (skipped where it isn't installed)",
    (command) => {
      expect(ours(command).sort()).toEqual(listed(help(command)).sort());
    },
  );

  test.each([...flagTables.keys()] as CommandName[])('of %s have types that the client knows', (command) => {
    const types = [...flagTable(command).long.values()].map(({ type }) => type);
    expect(types.filter((type) => !valueTypes.includes(type))).toEqual([]);
  });

  test('know which flags take a value', () => {
    const run = flagTable('run');
    expect(run.short.get('v')).toMatchObject({ name: 'volume', type: 'list', repeated: true });
    expect(run.long.get('rm')).toMatchObject({ type: 'bool', repeated: false });
  });
});
