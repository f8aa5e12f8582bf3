import { definePlugin } from '../../src/api';
import lineEndings from './line-endings';
import quoting from './quoting';
import scriptDirectory from './script-directory';
import strictMode from './strict-mode';
import syntax from './syntax';

export default definePlugin({ name: 'shell', api: 1, rules: [lineEndings, quoting, scriptDirectory, strictMode, syntax] });
