import { definePlugin } from '../../src/api';
import commandArguments from './rules/arguments';
import build from './rules/build';
import command from './rules/command';
import environment from './rules/environment';
import environmentForwarding from './rules/environment-forwarding';
import flags from './rules/flags';
import gpus from './rules/gpus';
import image from './rules/image';
import mountConflict from './rules/mount-conflict';
import mountSource from './rules/mount-source';
import mounts from './rules/mounts';
import privilege from './rules/privilege';
import secrets from './rules/secrets';
import sharedMemory from './rules/shared-memory';
import workdir from './rules/workdir';

export default definePlugin({
  name: 'docker',
  api: 1,
  rules: [
    build,
    commandArguments,
    command,
    environment,
    environmentForwarding,
    flags,
    gpus,
    image,
    mountConflict,
    mountSource,
    mounts,
    privilege,
    secrets,
    sharedMemory,
    workdir,
  ],
});
