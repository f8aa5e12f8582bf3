import { definePlugin } from '../../src/api';
import names from './names';
import values from './values';

export default definePlugin({ name: 'env', api: 1, rules: [names, values] });
