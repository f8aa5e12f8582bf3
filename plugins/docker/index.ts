import { definePlugin } from '../../src/api';
import argumentQuoting from './rules/argument-quoting';
import commandArguments from './rules/arguments';
import background from './rules/background';
import build from './rules/build';
import buildArgument from './rules/build-argument';
import command from './rules/command';
import commandInImage from './rules/command-in-image';
import commandModule from './rules/command-module';
import composeReferences from './rules/compose-references';
import engineSocket from './rules/engine-socket';
import entrypoint from './rules/entrypoint';
import envFile from './rules/env-file';
import envFileBlanks from './rules/env-file-blanks';
import envFileMissing from './rules/env-file-missing';
import envFileQuotes from './rules/env-file-quotes';
import environment from './rules/environment';
import environmentForwarding from './rules/environment-forwarding';
import environmentTwice from './rules/environment-twice';
import flagOrder from './rules/flag-order';
import flags from './rules/flags';
import gpuChoice from './rules/gpu-choice';
import gpuDevice from './rules/gpu-device';
import gpuNumbers from './rules/gpu-numbers';
import gpus from './rules/gpus';
import hostNetwork from './rules/host-network';
import hostProcesses from './rules/host-processes';
import image from './rules/image';
import imageBuild from './rules/image-build';
import imageRunner from './rules/image-runner';
import imageSecrets from './rules/image-secrets';
import inputMissing from './rules/input-missing';
import leftoverContainer from './rules/leftover-container';
import mountAccess from './rules/mount-access';
import mountConflict from './rules/mount-conflict';
import mountExample from './rules/mount-example';
import mountHidesBuild from './rules/mount-hides-build';
import mountPoint from './rules/mount-point';
import mountRoot from './rules/mount-root';
import mountSource from './rules/mount-source';
import mountSourceCaller from './rules/mount-source-caller';
import mountSourceCreated from './rules/mount-source-created';
import mountSourceEmpty from './rules/mount-source-empty';
import mountSourceHome from './rules/mount-source-home';
import mountSourceJoined from './rules/mount-source-joined';
import mountSourceMoved from './rules/mount-source-moved';
import mountSourceOutside from './rules/mount-source-outside';
import mountSourceUser from './rules/mount-source-user';
import mountVolume from './rules/mount-volume';
import mounts from './rules/mounts';
import outputLost from './rules/output-lost';
import outputReadonly from './rules/output-readonly';
import privilege from './rules/privilege';
import pythonPath from './rules/python-path';
import pythonPathMount from './rules/python-path-mount';
import secrets from './rules/secrets';
import sharedMemory from './rules/shared-memory';
import shell from './rules/shell';
import splitValue from './rules/split-value';
import terminal from './rules/terminal';
import unexpanded from './rules/unexpanded';
import user from './rules/user';
import workdir from './rules/workdir';

export default definePlugin({
  name: 'docker',
  api: 1,
  rules: [
    argumentQuoting,
    commandArguments,
    background,
    build,
    buildArgument,
    command,
    commandInImage,
    commandModule,
    composeReferences,
    engineSocket,
    entrypoint,
    envFile,
    envFileBlanks,
    envFileMissing,
    envFileQuotes,
    environment,
    environmentForwarding,
    environmentTwice,
    flagOrder,
    flags,
    gpuChoice,
    gpuDevice,
    gpuNumbers,
    gpus,
    hostNetwork,
    hostProcesses,
    image,
    imageBuild,
    imageRunner,
    imageSecrets,
    inputMissing,
    leftoverContainer,
    mountAccess,
    mountConflict,
    mountExample,
    mountHidesBuild,
    mountPoint,
    mountRoot,
    mountSource,
    mountSourceCaller,
    mountSourceCreated,
    mountSourceEmpty,
    mountSourceHome,
    mountSourceJoined,
    mountSourceMoved,
    mountSourceOutside,
    mountSourceUser,
    mountVolume,
    mounts,
    outputLost,
    outputReadonly,
    privilege,
    pythonPath,
    pythonPathMount,
    secrets,
    sharedMemory,
    shell,
    splitValue,
    terminal,
    unexpanded,
    user,
    workdir,
  ],
});
