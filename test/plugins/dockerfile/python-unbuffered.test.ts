import unbuffered from '../../../plugins/dockerfile/rules/python-unbuffered';
import type { Sample } from '../../../src/api';
import { words } from './sample';

describe('python-unbuffered', () => {
  const image = 'FROM python:3.12\nCMD ["python", "predict.py"]\n';

  test('launches that bring their own command do not need it', async () => {
    const launch = (command: string): Sample => ({ Dockerfile: image, 'predict.sh': `#!/bin/bash\n${command}\n` });
    expect(await words(unbuffered, launch('docker run --rm demo'))).toHaveLength(1);
    expect(await words(unbuffered, launch('docker run --rm demo python predict.py'))).toEqual([]);
    expect(await words(unbuffered, launch('docker run --rm -e PYTHONUNBUFFERED=1 demo'))).toEqual([]);
  });

  test.each([
    'FROM acme/unknown:1\nCMD ["python", "predict.py"]\n',
    'FROM python:3.12\nCMD ["python"]\n',
    'FROM python:3.12\nCMD ["python", "predict.py", "--help"]\n',
    'FROM python:3.12 AS base\nENV PYTHONUNBUFFERED 1\nFROM base\nCMD python predict.py\n',
  ])('%j', async (dockerfile) => {
    expect(await words(unbuffered, dockerfile)).toEqual([]);
  });
});
