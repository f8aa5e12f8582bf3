import { createMask, isSecretName, maskedValue } from '../../../src/live/engine';

test.each([
  'HF_TOKEN',
  'WANDB_API_KEY',
  'AWS_SECRET_ACCESS_KEY',
  'api-key',
  'DB_PASSWORD',
  'GITHUB_TOKEN',
  'OPENAI_API_KEY',
  'apiKey',
  'SENTRY_DSN',
])('%s is the name of a secret', (name) => expect(isSecretName(name)).toBe(true));

test.each([
  'MAX_TOKENS',
  'TOKENIZERS_PARALLELISM',
  'SSH_AUTH_SOCK',
  'PWD',
  'OLDPWD',
  'pad_token',
  'eos_token_id',
  'HF_TOKEN_PATH',
  'KEYBOARD',
  'PASSES',
  'tokens_per_second',
])('%s is not', (name) => expect(isSecretName(name)).toBe(false));

test.each([
  ['login with hf_AbCdEfGhIjKlMnOp done', 'login with *** done'],
  ['key sk-proj-0123456789abcdef0123', 'key ***'],
  ['WANDB_API_KEY=0123456789abcdef python train.py', 'WANDB_API_KEY=*** python train.py'],
  ['{"api_key": "abcdefgh", "lr": 0.1}', '{"api_key": "***", "lr": 0.1}'],
  ["password: 'open sesame'", "password: '*** sesame'"],
  ['pull https://me:pa55word@registry.example.com/x', 'pull https://me:***@registry.example.com/x'],
  ['Authorization: Bearer abcdefghijkl', 'Authorization: Bearer ***'],
])('hides secrets: %s', (text, shown) => expect(createMask()(text)).toBe(shown));

test.each([
  'step 10: loss=0.5 tokens_per_sec=12345 max_tokens=2048',
  'pad_token=<|endoftext|> eos_token: </s>',
  'https://huggingface.co/org/model:latest and user@host',
  'risk-assessment-of-many-things-and-more',
])('leaves alone: %s', (text) => expect(createMask()(text)).toBe(text));

test('hides the values of secret variables wherever they are', () => {
  const mask = createMask([
    ['MY_TOKEN', 'correct.horse+battery'],
    ['OTHER_TOKEN', 'test'],
    ['HOME', '/home/someone'],
  ]);
  expect(mask('sent correct.horse+battery to /home/someone, a test')).toBe('sent *** to /home/someone, a test');
  expect(maskedValue('MY_TOKEN', 'short', mask)).toBe('***');
  expect(maskedValue('ARGS', '--token=abcdefgh', mask)).toBe('--token=***');
});
