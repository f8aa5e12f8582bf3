import { definePlugin } from '../../src/api';
import quoting from './quoting';
import scriptDirectory from './script-directory';
import strictMode from './strict-mode';
import syntax from './syntax';

export default definePlugin({ name: 'shell', api: 1, rules: [quoting, scriptDirectory, strictMode, syntax] });
