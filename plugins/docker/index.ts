import { definePlugin } from '../../src/api';
import environment from './environment';
import environmentForwarding from './environment-forwarding';
import gpus from './gpus';
import mountConflict from './mount-conflict';
import mountSource from './mount-source';
import mounts from './mounts';
import sharedMemory from './shared-memory';
import workdir from './workdir';

export default definePlugin({
  name: 'docker',
  api: 1,
  rules: [environment, environmentForwarding, gpus, mountConflict, mountSource, mounts, sharedMemory, workdir],
});
