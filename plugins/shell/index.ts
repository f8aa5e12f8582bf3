import { definePlugin } from '../../src/api';
import continuation from './rules/continuation';
import lineEndings from './rules/line-endings';
import quoting from './rules/quoting';
import scriptDirectory from './rules/script-directory';
import shebang from './rules/shebang';
import strictMode from './rules/strict-mode';
import syntax from './rules/syntax';
import variables from './rules/variables';

export default definePlugin({
  name: 'shell',
  api: 1,
  rules: [continuation, lineEndings, quoting, scriptDirectory, shebang, strictMode, syntax, variables],
});
