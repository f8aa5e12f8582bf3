import syntax from '../../../plugins/shell/rules/syntax';
import { report } from '../docker/report';
import { bash, words } from './sample';

describe('syntax', () => {
  test('the first error, once', async () => {
    expect(await report(syntax, bash('if true; then', 'echo a', 'while do', 'fi )'))).toHaveLength(1);
  });

  test.each([
    ['DATA=<path to data>', '<path to data>'],
    ['./prepare.sh <raw> <processed>', '<raw>'],
    ['az account set --subscription <subscription>', '<subscription>'],
  ])('a placeholder in %s', async (line, placeholder) => {
    const [found, ...more] = await report(syntax, bash(line, 'ls'));
    expect(more).toEqual([]);
    expect(found?.[0]).toBe('placeholder');
    expect(found?.[1]).toBe(placeholder);
  });

  test.each([
    '#!/bin/bash\nif [[ a == b && !( -v A || -v B )]]; then ls; fi\n',
    '#!/usr/bin/env python\nprint("a" if 1 else (2))\n',
    '#!/usr/bin/fish\nif true\nend\n',
    '#!/bin/bash\n',
    '',
  ])('%j is fine, or not read by Bash', async (text) => {
    expect(await report(syntax, text)).toEqual([]);
  });
});

test('a quote that is not closed is reported where it opens', async () => {
  const text = bash('docker run --rm \\', '  -v "$PWD:/workspace \\', '  --env "A=1" \\', '  demo');
  expect(await words(syntax, text)).toEqual([['quote', '"$PWD:/workspace']]);
});
