import order from '../../../plugins/docker/rules/flag-order';
import refused from '../../../plugins/docker/rules/flags';
import terminal from '../../../plugins/docker/rules/terminal';
import type { Sample } from '../../../src/api';
import { report, script, words } from './report';

const flags = [refused, order, terminal];

describe('flags', () => {
  test.each([
    ['--wokdir /workspace demo', '--wokdir', 'Write `--workdir`'],
    ['--mount type=bind,src=/data,dest=/data demo', 'dest=/data', 'Write `dst`'],
    ['--mount "type=bind,src=/data, dst=/data" demo', ' dst=/data', 'Delete the space before `dst`'],
    ['--mount type=bnd,src=/data,dst=/data demo', 'bnd', 'Write `bind`'],
    ['--mount type=bind,src=/data,dst=data demo', 'data', 'Write `/data`'],
    ['--shm-size 8gig demo', '8gig', 'Write a size such as `8g`'],
    ['--rm', undefined, 'Name the image after the flags'],
  ])('%s: what to write', async (line, word, advice) => {
    const [found, ...more] = await report(flags, { 'train.sh': script(`docker run ${line}`) });
    expect(found).toEqual(['flags advised', word ?? expect.anything(), expect.stringContaining(`. ${advice}`)]);
    expect(more).toEqual([]);
  });

  const train = (launch: string): Sample => ({ 'train.sh': script(launch) });

  test.each([
    ['docker run --gpus demo', ['flags']],
    ['docker run --shm-sise 8g demo', ['flags']],
    ['docker run --shm-size 8x demo', ['flags']],
    ['docker run -v a:b:c:d demo', ['flags']],
    ['docker run --mount type=bind,src=/a,dst=b demo', ['flags']],
    ['docker run demo --gpus all', ['flag-order']],
    ['docker run "--rm -it" demo', ['flags']],
    ['OPTS="--rm -it"; docker run "$OPTS" demo --gpus all', ['flags']],
    ['docker run demo --rm', ['flag-order']],
    ['docker run demo --model x', []],
    ['docker run --entrypoint train demo --name x', []],
    ['docker run -it demo python train.py', ['terminal']],
    ['docker run -i demo python train.py', []],
    ['docker run -it demo', []],
    ['docker run -it demo bash', []],
    ['docker run $(tty -s && echo -it) demo python train.py', []],
    ['A=(); [ -t 0 ] && A+=(-it)\ndocker run "${A[@]}" demo python train.py', []],
    ['podman run --gpus all --pod new:x demo python train.py', []],
  ])('%s', async (launch, expected) => {
    expect((await words(flags, train(launch))).map(([id]) => id?.split(' ')[0])).toEqual(expected);
  });

  test('several flags in quotes are one word', async () => {
    const found = await report(flags, train('docker run "--rm -it" demo'));
    expect(found).toEqual([['flags quoted', '"--rm -it"', expect.stringContaining('unknown flag: --rm -it')]]);
  });

  test('a flag after an image with an entrypoint belongs to the entrypoint', async () => {
    const sample = (entrypoint: string): Sample => ({
      Dockerfile: `FROM python:3.12\n${entrypoint}`,
      'build.sh': script('docker build -t demo "$DIR"'),
      'train.sh': script('docker run demo --name x'),
    });
    expect(await words(flags, sample('ENTRYPOINT ["python", "train.py"]\n'))).toEqual([]);
    expect(await words(flags, sample(''))).toEqual([['flag-order after', '--name']]);
  });

  test('a script for people may ask for a terminal', async () => {
    const chat = {
      'example.yaml': 'presets:\n  chat: {script: chat.sh}\n',
      'chat.sh': script('docker run -it demo python chat.py'),
    };
    expect(await words(flags, chat)).toEqual([]);
  });
});
