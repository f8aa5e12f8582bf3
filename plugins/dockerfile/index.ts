import { definePlugin } from '../../src/api';
import apt from './rules/apt';
import argumentScope from './rules/argument-scope';
import baseImage from './rules/base-image';
import baseImageDigest from './rules/base-image-digest';
import copyFrom from './rules/copy-from';
import copyIgnored from './rules/copy-ignored';
import copySource from './rules/copy-source';
import copyTracked from './rules/copy-tracked';
import execForm from './rules/exec-form';
import lostEnvironment from './rules/lost-environment';
import missingCompiler from './rules/missing-compiler';
import missingGit from './rules/missing-git';
import missingLibrary from './rules/missing-library';
import missingProgram from './rules/missing-program';
import pinned from './rules/pinned';
import pinnedPackages from './rules/pinned-packages';
import pythonUnbuffered from './rules/python-unbuffered';
import redirect from './rules/redirect';
import replacedTorch from './rules/replaced-torch';
import requirementsCopied from './rules/requirements-copied';
import shell from './rules/shell';
import syntax from './rules/syntax';
import undeclared from './rules/undeclared';
import workdir from './rules/workdir';
import workdirAbsolute from './rules/workdir-absolute';

export default definePlugin({
  name: 'dockerfile',
  api: 1,
  rules: [
    apt,
    argumentScope,
    baseImage,
    baseImageDigest,
    copyFrom,
    copyIgnored,
    copySource,
    copyTracked,
    execForm,
    lostEnvironment,
    missingCompiler,
    missingGit,
    missingLibrary,
    missingProgram,
    pinned,
    pinnedPackages,
    pythonUnbuffered,
    redirect,
    replacedTorch,
    requirementsCopied,
    shell,
    syntax,
    undeclared,
    workdir,
    workdirAbsolute,
  ],
});
