import { definePlugin } from '../../src/api';
import assignment from './rules/assignment';
import buildFolder from './rules/build-folder';
import continuation from './rules/continuation';
import expansion from './rules/expansion';
import lineEndings from './rules/line-endings';
import pipefail from './rules/pipefail';
import quoting from './rules/quoting';
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
    buildFolder,
    continuation,
    expansion,
    lineEndings,
    pipefail,
    quoting,
    scriptDirectory,
    shebang,
    strictMode,
    syntax,
    variables,
  ],
});
