import { definePlugin } from '../../src/api';
import continuation from './continuation';
import lineEndings from './line-endings';
import quoting from './quoting';
import scriptDirectory from './script-directory';
import shebang from './shebang';
import strictMode from './strict-mode';
import syntax from './syntax';
import variables from './variables';

export default definePlugin({
  name: 'shell',
  api: 1,
  rules: [continuation, lineEndings, quoting, scriptDirectory, shebang, strictMode, syntax, variables],
});
