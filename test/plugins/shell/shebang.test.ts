import shebang from '../../../plugins/shell/rules/shebang';
import { report } from '../docker/report';

test.each([
  ['#!/bin/sh\nA=(a b)\n', 1],
  ['#!/bin/sh\nsource ./a.sh\n', 1],
  ['#!/usr/bin/env sh\necho "${BASH_SOURCE[0]}"\n', 1],
  ['#!/bin/sh\n. ./a.sh\necho "$0"\n', 0],
  ['#!/bin/bash\nA=(a b)\n', 0],
  ['A=(a b)\n', 0],
])('%j: what only Bash has', async (text, count) => {
  expect(await report(shebang, text)).toHaveLength(count);
});
