import { definePlugin } from '../../src/api';
import archived from './rules/archived';
import archivedFolder from './rules/archived-folder';
import buildPreset from './rules/build-preset';
import capabilityPath from './rules/capability-path';
import duplicateKey from './rules/duplicate-key';
import emptyFields from './rules/empty-fields';
import expectedFields from './rules/expected-fields';
import mapping from './rules/mapping';
import metadata from './rules/metadata';
import nameFormat from './rules/name-format';
import nameUnique from './rules/name-unique';
import presetCommandLine from './rules/preset-command-line';
import presetExecutable from './rules/preset-executable';
import presetForm from './rules/preset-form';
import presetImplied from './rules/preset-implied';
import presetPath from './rules/preset-path';
import presetPurpose from './rules/preset-purpose';
import presetScript from './rules/preset-script';
import presetShebang from './rules/preset-shebang';
import presetShell from './rules/preset-shell';
import presetShorthand from './rules/preset-shorthand';
import readable from './rules/readable';
import resourceFields from './rules/resource-fields';
import resourceRange from './rules/resource-range';
import resourceZero from './rules/resource-zero';
import schema from './rules/schema';
import scriptPreset from './rules/script-preset';
import syntax from './rules/syntax';
import unknownField from './rules/unknown-field';
import verification from './rules/verification';
import verificationAge from './rules/verification-age';
import verificationDate from './rules/verification-date';
import verificationRecord from './rules/verification-record';
import verificationStatus from './rules/verification-status';
import vocabulary from './rules/vocabulary';
import vocabularySpelling from './rules/vocabulary-spelling';

export default definePlugin({
  name: 'example',
  api: 1,
  rules: [
    archived,
    archivedFolder,
    buildPreset,
    capabilityPath,
    duplicateKey,
    emptyFields,
    expectedFields,
    mapping,
    metadata,
    nameFormat,
    nameUnique,
    presetCommandLine,
    presetExecutable,
    presetForm,
    presetImplied,
    presetPath,
    presetPurpose,
    presetScript,
    presetShebang,
    presetShell,
    presetShorthand,
    readable,
    resourceFields,
    resourceRange,
    resourceZero,
    schema,
    scriptPreset,
    syntax,
    unknownField,
    verification,
    verificationAge,
    verificationDate,
    verificationRecord,
    verificationStatus,
    vocabulary,
    vocabularySpelling,
  ],
});
