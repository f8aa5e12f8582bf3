import { definePlugin } from '../../src/api';
import conversions from './rules/conversions';
import minimumValues from './rules/minimum-values';
import names from './rules/names';
import passedNames from './rules/passed-names';
import splits from './rules/splits';
import values from './rules/values';

export default definePlugin({ name: 'env', api: 1, rules: [conversions, minimumValues, names, passedNames, splits, values] });
