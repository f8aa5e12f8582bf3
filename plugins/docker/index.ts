import { definePlugin } from '../../src/api';
import commandArguments from './arguments';
import build from './build';
import command from './command';
import environment from './environment';
import environmentForwarding from './environment-forwarding';
import flags from './flags';
import gpus from './gpus';
import image from './image';
import mountConflict from './mount-conflict';
import mountSource from './mount-source';
import mounts from './mounts';
import privilege from './privilege';
import secrets from './secrets';
import sharedMemory from './shared-memory';
import workdir from './workdir';

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
