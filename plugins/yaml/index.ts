import { definePlugin } from '../../src/api';
import types from './rules/types';
import values from './rules/values';
import versions from './rules/versions';

export default definePlugin({ name: 'yaml', api: 1, rules: [types, values, versions] });
