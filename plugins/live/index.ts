import { API_VERSION, definePlugin } from '../../src/api';
import diskSpace from './rules/disk-space';
import environment from './rules/environment';
import exit from './rules/exit';
import files from './rules/files';
import gpu from './rules/gpu';
import gpuRuntime from './rules/gpu-runtime';
import gpusBusy from './rules/gpus-busy';
import imageMissing from './rules/image-missing';
import imagePlatform from './rules/image-platform';
import imageStale from './rules/image-stale';
import imports from './rules/imports';
import mounts from './rules/mounts';
import name from './rules/name';
import settings from './rules/settings';

/** What a container engine has, against what the repository declares. These rules run in `cvl doctor` alone. */
export default definePlugin({
  name: 'live',
  api: API_VERSION,
  rules: [
    diskSpace,
    environment,
    exit,
    files,
    gpu,
    gpuRuntime,
    gpusBusy,
    imageMissing,
    imagePlatform,
    imageStale,
    imports,
    mounts,
    name,
    settings,
  ],
});
