import { definePlugin } from '../../src/api';
import baseImage from './rules/base-image';
import copySource from './rules/copy-source';
import pinned from './rules/pinned';
import pythonUnbuffered from './rules/python-unbuffered';
import redirect from './rules/redirect';
import syntax from './rules/syntax';
import workdir from './rules/workdir';

export default definePlugin({
  name: 'dockerfile',
  api: 1,
  rules: [baseImage, copySource, pinned, pythonUnbuffered, redirect, syntax, workdir],
});
