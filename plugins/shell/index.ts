import { definePlugin } from '../../src/api';
import assignment from './rules/assignment';
import batchOptions from './rules/batch-options';
import buildFolder from './rules/build-folder';
import continuation from './rules/continuation';
import expansion from './rules/expansion';
import interpreter from './rules/interpreter';
import lineEndings from './rules/line-endings';
import makeShell from './rules/make-shell';
import pipefail from './rules/pipefail';
import quoting from './rules/quoting';
import redirect from './rules/redirect';
import scriptDirectory from './rules/script-directory';
import shebang from './rules/shebang';
import strictMode from './rules/strict-mode';
import syntax from './rules/syntax';
import variables from './rules/variables';

export default definePlugin({
  name: 'shell',
  api: 1,
  rules: [
    assignment,
    batchOptions,
    buildFolder,
    continuation,
    expansion,
    interpreter,
    lineEndings,
    makeShell,
    pipefail,
    quoting,
    redirect,
    scriptDirectory,
    shebang,
    strictMode,
    syntax,
    variables,
  ],
});
