import { definePlugin } from '../../src/api';
import archived from './rules/archived';
import buildPreset from './rules/build-preset';
import capabilityPath from './rules/capability-path';
import nameFormat from './rules/name-format';
import nameUnique from './rules/name-unique';
import presetScript from './rules/preset-script';
import schema from './rules/schema';
import syntax from './rules/syntax';
import unknownField from './rules/unknown-field';
import verification from './rules/verification';
import vocabulary from './rules/vocabulary';

export default definePlugin({
  name: 'example',
  api: 1,
  rules: [
    archived,
    buildPreset,
    capabilityPath,
    nameFormat,
    nameUnique,
    presetScript,
    schema,
    syntax,
    unknownField,
    verification,
    vocabulary,
  ],
});
