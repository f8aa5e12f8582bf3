import syntax from '../../../plugins/dockerfile/rules/syntax';
import { words } from './sample';

test('a fragment that no script builds has no FROM', async () => {
  const fragment = { 'Dockerfile.base': 'RUN pip install torch\n' };
  expect(await words(syntax, fragment)).toEqual([]);
  expect(await words(syntax, { Dockerfile: 'RUN pip install torch\n' })).toHaveLength(1);
  const built = { ...fragment, 'build.sh': '#!/bin/bash\ncd "$(dirname "$0")"\ndocker build -f Dockerfile.base .\n' };
  expect(await words(syntax, built)).toHaveLength(1);
});

test('a template of a Dockerfile is not a Dockerfile', async () => {
  expect(
    await words(syntax, { 'Dockerfile.jinja': 'FROM python:{{ TAG }} slim\n', 'Dockerfile.cpu': 'FROM a b\n' }),
  ).toHaveLength(1);
});
