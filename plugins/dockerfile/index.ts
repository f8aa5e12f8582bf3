import { definePlugin } from '../../src/api';
import baseImage from './base-image';
import copySource from './copy-source';
import pinned from './pinned';
import pythonUnbuffered from './python-unbuffered';
import redirect from './redirect';
import syntax from './syntax';
import workdir from './workdir';

export default definePlugin({
  name: 'dockerfile',
  api: 1,
  rules: [baseImage, copySource, pinned, pythonUnbuffered, redirect, syntax, workdir],
});
