import { definePlugin } from '../../src/api';
import values from './rules/values';
import versions from './rules/versions';

export default definePlugin({ name: 'yaml', api: 1, rules: [values, versions] });
