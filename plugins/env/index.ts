import { definePlugin } from '../../src/api';
import names from './rules/names';
import values from './rules/values';

export default definePlugin({ name: 'env', api: 1, rules: [names, values] });
