import baseImage from '../../../plugins/dockerfile/rules/base-image';
import baseImageDigest from '../../../plugins/dockerfile/rules/base-image-digest';
import type { Sample } from '../../../src/api';
import { words } from './sample';

describe('base-image', () => {
  test.each([
    ['FROM ubuntu\n', [['untagged', 'ubuntu']]],
    ['FROM ghcr.io/acme/net:latest\n', [['latest', 'ghcr.io/acme/net:latest']]],
    ['ARG BASE=ubuntu\nFROM $BASE\n', [['untagged', 'ubuntu']]],
    ['ARG TAG=latest\nFROM ubuntu:${TAG}\n', [['latest', 'latest']]],
    ['FROM localhost:5000/net\n', [['untagged', 'localhost:5000/net']]],
    [`FROM ubuntu@sha256:${'a'.repeat(64)}\n`, []],
    ['FROM ubuntu:24.04 AS latest\nFROM latest\n', []],
    ['ARG BASE\nFROM $BASE\n', []],
  ])('%j', async (dockerfile, expected) => {
    expect(await words(baseImage, dockerfile)).toEqual(expected);
  });

  test("a name without an owner that is not one of Docker's images is the team's own", async () => {
    expect(await words(baseImage, 'FROM demo-base\n')).toEqual([]);
    expect(await words(baseImage, 'FROM python\n')).toHaveLength(1);
  });

  test('an image that a script of the repository builds has no version to write', async () => {
    const base: Sample = { Dockerfile: 'FROM team/demo-base\n', 'Dockerfile.base': 'FROM ubuntu:24.04\n' };
    expect(await words(baseImage, base)).toHaveLength(1);
    const built = { 'build.sh': '#!/bin/bash\ndocker build -f Dockerfile.base -t team/demo-base .\ndocker build -t demo .\n' };
    expect(await words(baseImage, { ...(base as object), ...built })).toEqual([]);
  });

  test('a build that gives the argument', async () => {
    const build = '#!/bin/bash\ncd "$(dirname "$0")"\ndocker build --build-arg BASE=ubuntu:24.04 .\n';
    expect(await words(baseImage, { Dockerfile: 'ARG BASE=ubuntu\nFROM $BASE\n', 'build.sh': build })).toEqual([]);
  });

  test('an option lets images move', async () => {
    const options = { allow: ['acme/*'] };
    expect(await words(baseImage, 'FROM acme/base\n', { options })).toEqual([]);
    expect(await words(baseImageDigest, 'FROM acme/base:1\n', { options })).toEqual([]);
  });
});

test.each([
  ['FROM ubuntu:24.04\n', ['ubuntu:24.04']],
  ['FROM ubuntu\n', []],
  ['FROM ubuntu:latest\n', []],
  [`FROM ubuntu:24.04@sha256:${'a'.repeat(64)}\n`, []],
])('base-image-digest: %j', async (dockerfile, expected) => {
  expect((await words(baseImageDigest, dockerfile)).map(([, word]) => word)).toEqual(expected);
});
