import { isMeantFor, isNear } from '../../src/text/near';

test.each([
  ['CUDA_VISIBLE_DEVICE', 'CUDA_VISIBLE_DEVICES', true],
  ['PYTHON_UNBUFFERED', 'PYTHONUNBUFFERED', true],
  ['WANDB_PROJCET', 'WANDB_PROJECT', true],
  ['HF_TOKEM', 'HF_TOKEN', true],
  ['HF_TOKEN_2', 'HF_TOKEN', false],
  ['HF_TOKEN2', 'HF_TOKEN', false],
  ['WANDB_NAME', 'WANDB_MODE', false],
  ['HF_TOKEN', 'HF_TOKEN', false],
])('%s and %s: %s', (a, b, near) => {
  expect([isNear(a, b), isNear(b, a)]).toEqual([near, near]);
});

test.each([
  ['PYTHONUNBUFFER', 'PYTHONUNBUFFERED', true],
  ['PYTHON_UNBUFERED', 'PYTHONUNBUFFERED', true],
  ['PYTHONUNBUFFERED', 'PYTHONUNBUFFERED', false],
  ['PYTHONUNBUFFERED_LOGS', 'PYTHONUNBUFFERED', false],
  ['CUDA_DEVICES_VISIBLE', 'CUDA_VISIBLE_DEVICES', true],
  ['MUSA_VISIBLE_DEVICES', 'CUDA_VISIBLE_DEVICES', false],
  ['WANDB_APIKEY', 'WANDB_API_KEY', true],
  ['WANDB_API', 'WANDB_API_KEY', false],
])('%s was meant for %s: %s', (name, right, meant) => {
  expect(isMeantFor(name, right)).toBe(meant);
});
