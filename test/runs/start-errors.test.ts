import { readFileSync } from 'node:fs';
import { isEmpty } from '../../src/runs';
import errors from '../../src/runs/tables/start-errors.yaml';
import { runsIn } from './in-memory';

/** The kinds of errors of the one run that a log makes; undefined: it makes no run. */
async function kindsIn(text: string, path = 'demo/logs/train.log', beside: Record<string, string> = {}) {
  const found = (await runsIn({ [path]: text, ...beside })).filter((run) => !isEmpty(run));
  return found[0]?.errors.map(({ kind }) => kind);
}

test.each([
  ['start/program-missing', "python3: can't open file '/app/finetune.py': [Errno 2] No such file or directory"],
  ['start/program-missing', "/opt/conda/bin/python: can't open file '/workspace/main.py': [Errno 2] No such file or directory"],
  ['start/program-missing', "/usr/bin/python3: can't find '__main__' module in '/workspace'"],
  ['start/program-missing', 'bash: ./run_train.sh: No such file or directory'],
  ['start/program-missing', 'sh: 0: cannot open train.sh: No such file'],
  ['start/program-missing', 'slurmstepd: error: execve(): train.sh: No such file or directory'],
  ['start/program-missing', 'exec: "/entrypoint.sh": stat /entrypoint.sh: no such file or directory: unknown.'],
  ['hint/command-missing', 'bash: torchrun: command not found'],
  ['hint/command-missing', './train.sh: line 14: accelerate: command not found'],
  ['hint/command-missing', 'train.sh: 9: deepspeed: not found'],
  ['hint/command-missing', '/bin/sh: 1: python: not found'],
  ['hint/command-missing', '/bin/sh: python: not found'],
  ['hint/command-missing', 'zsh: command not found: python'],
  ['start/command-missing', '/usr/bin/env: ‘python’: No such file or directory'],
  ['start/command-missing', "nohup: failed to run command 'python': No such file or directory"],
  [
    'start/command-missing',
    'docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "python": executable file not found in $PATH: unknown.',
  ],
  ['start/line-ends', "./train.sh: line 2: $'\\r': command not found"],
  ['start/line-ends', "/usr/bin/env: 'bash\\r': No such file or directory"],
  ['start/line-ends', '-bash: ./train.sh: /bin/bash^M: bad interpreter: No such file or directory'],
  ['start/program-missing', 'exec /workspace/entrypoint.sh: no such file or directory'],
  ['start/program-missing', 'standard_init_linux.go:219: exec user process caused: no such file or directory'],
  ['start/exec-format', 'exec /usr/local/bin/python: exec format error'],
  ['start/exec-format', 'bash: ./train: cannot execute binary file: Exec format error'],
  ['start/not-executable', 'bash: ./train.sh: Permission denied'],
  [
    'start/not-executable',
    'docker: Error response from daemon: OCI runtime create failed: container_linux.go:380: starting container process caused: exec: "./train.sh": permission denied: unknown.',
  ],
  ['start/not-executable', "python: can't open file '/workspace/train.py': [Errno 13] Permission denied"],
  [
    'start/mount',
    'docker: Error response from daemon: invalid mount config for type "bind": bind source path does not exist: /data/coco.',
  ],
  ['start/mount', 'docker: Error response from daemon: Duplicate mount point: /workspace.'],
  ['start/mount', 'docker: Error response from daemon: create data: "da ta" includes invalid characters for a local volume name'],
  ['start/mount', 'invalid argument "type=bind,src=,dst=/workspace" for "--mount" flag: field src is required'],
  ['start/image-missing', 'Error response from daemon: No such image: trainer:latest'],
  [
    'start/image-missing',
    'docker: Error response from daemon: manifest for org/trainer:v9 not found: manifest unknown: manifest unknown.',
  ],
  ['start/image-name', 'docker: invalid reference format: repository name must be lowercase.'],
  [
    'start/registry-login',
    'docker: Error response from daemon: Head "https://ghcr.io/v2/a/b/manifests/1": unauthorized: authentication required.',
  ],
  ['start/registry-login', 'Error response from daemon: Get "https://0.dkr.ecr.example/v2/x": no basic auth credentials'],
  ['start/pull-limit', 'docker: Error response from daemon: toomanyrequests: You have reached your pull rate limit.'],
  [
    'start/docker-socket',
    'docker: permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock',
  ],
  [
    'start/docker-daemon',
    'docker: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
  ],
  ['start/gpu-toolkit', 'docker: Error response from daemon: could not select device driver "" with capabilities: [[gpu]].'],
  ['start/gpu-toolkit', 'docker: Error response from daemon: unknown or invalid runtime name: nvidia.'],
  [
    'start/gpu-toolkit',
    'nvidia-container-cli: initialization error: load library failed: libnvidia-ml.so.1: cannot open shared object file: no such file or directory: unknown.',
  ],
  ['start/driver-old', 'nvidia-container-cli: requirement error: unsatisfied condition: cuda>=12.6, please update your driver'],
  ['start/gpu-index', 'nvidia-container-cli: device error: 4: unknown device: unknown.'],
  ['hint/conda', "CondaError: Run 'conda init' before 'conda activate'"],
  ['hint/driver-mismatch', 'Failed to initialize NVML: Driver/library version mismatch'],
  ['hint/gpu-lost', 'Failed to initialize NVML: Unknown Error'],
  ['hint/driver', "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver."],
  ['hint/driver', 'WARNING: The NVIDIA Driver was not detected.  GPU functionality will not be available.'],
  [
    'start/port',
    'docker: Error response from daemon: driver failed programming external connectivity on endpoint x: Bind for 0.0.0.0:6006 failed: port is already allocated.',
  ],
  ['start/port', 'The server socket has failed to bind to [::]:29500 (errno: 98 - Address already in use).'],
  [
    'start/container-name',
    'docker: Error response from daemon: Conflict. The container name "/trainer" is already in use by container "4f". You have to remove it.',
  ],
  ['start/terminal', 'the input device is not a TTY'],
  ['start/platform', 'no matching manifest for linux/arm64/v8 in the manifest list entries'],
  ['disk-full', 'docker: write /var/lib/docker/tmp/GetImageBlob1: no space left on device.'],
  [
    'start/library',
    'python: error while loading shared libraries: libcudart.so.12: cannot open shared object file: No such file or directory',
  ],
  ['start/module', '/usr/bin/python3: No module named axolotl'],
  ['start/module', "ModuleNotFoundError: No module named 'trl'"],
  ['start/arguments', 'train.py: error: unrecognized arguments: --epoch 3'],
  ['start/arguments', 'Error: No such option: --epoch'],
  ['start/unset-variable', './train.sh: line 7: DATA_DIR: unbound variable'],
  ['start/shell-syntax', "train.sh: line 9: syntax error near unexpected token `done'"],
  ['start/python-syntax', '  File "/workspace/train.py", line 4\n    def main(:\n             ^\nSyntaxError: invalid syntax'],
  ['start/scheduler', 'sbatch: error: Batch job submission failed: Invalid account or account/partition combination specified'],
  [
    'start/network',
    'docker: Error response from daemon: Get "https://registry.example/v2/": dial tcp: lookup registry.example: no such host.',
  ],
  [
    'start/container',
    'docker: Error response from daemon: OCI runtime create failed: unable to retrieve OCI runtime error: unknown.',
  ],
  ['hint/driver-old', 'RuntimeError: The NVIDIA driver on your system is too old (found version 11040).'],
  ['hint/driver', 'RuntimeError: No CUDA GPUs are available'],
  ['hint/exception', 'OSError: org/model does not appear to have a file named config.json.'],
  ['hint/path-missing', 'cat: /data/labels.txt: No such file or directory'],
  ['hint/path-missing', './train.sh: line 3: cd: data: No such file or directory'],
  ['hint/path-denied', "mkdir: cannot create directory '/outputs': Permission denied"],
  ['hint/path-denied', 'tee: logs/train.log: Permission denied'],
])('%s: %s', async (kind, line) => {
  expect(await kindsIn(`${line}\n`)).toEqual([kind]);
});

test('lines before and after, a time, and the prefix of Docker Compose do not hide the error, and its place is that of the message', async () => {
  const log = `+ docker run --rm demo
2025-03-01T10:00:00.123456789Z Pulling from org/demo
trainer-1  | 2025-03-01 Starting
2025-03-01T10:00:01Z docker: Error response from daemon: pull access denied for demo.
See 'docker run --help'.
`;
  const [run] = await runsIn({ 'demo/logs/train.log': log });
  expect(run?.errors).toMatchObject([{ kind: 'start/image-missing', place: { line: 4, column: 22 } }]);
  expect(run?.status).toBe('crashed');
  expect(await kindsIn('trainer-1  | bash: torchrun: command not found\n')).toEqual(['hint/command-missing']);
});

test('of several errors, the first that nothing runs after is the cause', async () => {
  const log = `ls: cannot access '/data': No such file or directory
python: can't open file '/workspace/train.py': [Errno 2] No such file or directory
tee: logs/x.log: Permission denied
`;
  expect(await kindsIn(log)).toEqual(['start/program-missing']);
});

test('an error counts only where it is why nothing was logged', async () => {
  const missing = 'cat: /data/labels.txt: No such file or directory\n';
  // A metric comes after it, the program dies of something else, or prints much more.
  expect(await kindsIn(`${missing}step 1 loss: 2.5\nstep 2 loss: 2.4\n`)).toEqual([]);
  expect(await kindsIn(`${missing}Traceback (most recent call last):\n  File "a.py", line 1\nValueError: no labels\n`)).toEqual([
    'traceback',
  ]);
  expect(await kindsIn(missing + 'serving a request\n'.repeat(60), 'demo/logs/server.log')).toBeUndefined();
  // Another log of the run has metrics.
  expect(
    await kindsIn(missing, 'demo/lightning_logs/version_0/start.log', {
      'demo/lightning_logs/version_0/metrics.csv': 'epoch,step,train_loss\n0,10,2.5\n0,20,2.4\n',
    }),
  ).toEqual([]);
});

test.each([
  ['a log of another program', 'demo/node_cache/npm-debug.log', 'sh: webpack: not found\n'],
  [
    'a log that only mentions errors',
    'demo/logs/train.log',
    'Skipped 3 images that could not be found, none is corrupt.\nDone.\n',
  ],
  ['prose', 'demo/logs/notes.log', 'If the image is not found, run build.sh. Permission denied means chmod.\n'],
  [
    'a program that runs without a library',
    'demo/logs/train.log',
    "Could not load dynamic library 'libnvinfer.so.7'; dlerror: libnvinfer.so.7: cannot open shared object file\n",
  ],
  ['a program that goes on after an exception', 'demo/logs/server.log', 'ConnectionError: peer is gone\nConnected again\n'],
  ['a warning of a compiler', 'demo/logs/build.log', 'WARNING: /etc/nvidia: No such file or directory\n'],
])('%s is no run', async (_, path, text) => {
  expect(await kindsIn(text, path)).toBeUndefined();
});

test('a log beside the files of an example is the log of a run, whatever its name', async () => {
  const text = 'bash: torchrun: command not found\n';
  expect(await kindsIn(text, 'demo/january.log')).toBeUndefined();
  expect(await kindsIn(text, 'demo/january.log', { 'demo/train.py': '' })).toEqual(['hint/command-missing']);
});

test('each kind has a remedy', () => {
  const remedies = readFileSync('rules/tables/run-errors.yaml', 'utf8');
  const kinds = (errors as { errors: { kind: string }[] }).errors.map(({ kind }) => kind);
  const byMessage = ['start/module', 'hint/path-missing', 'hint/path-denied'];
  expect(kinds.filter((kind) => !remedies.includes(kind) && !byMessage.includes(kind))).toEqual([]);
});
