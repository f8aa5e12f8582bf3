import { definePlugin } from '../../src/api';
import archived from './archived';
import buildPreset from './build-preset';
import capabilityPath from './capability-path';
import nameFormat from './name-format';
import nameUnique from './name-unique';
import presetScript from './preset-script';
import schema from './schema';
import syntax from './syntax';
import unknownField from './unknown-field';
import verification from './verification';
import vocabulary from './vocabulary';

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
