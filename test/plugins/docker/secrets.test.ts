import secrets from '../../../plugins/docker/rules/secrets';
import { report, script, words } from './report';

describe('secrets', () => {
  // Made up, and put together here, so that no scanner takes them for real.
  const token = `hf_${'aB3dE6gH9j'.repeat(4)}`;
  const key = '0f1e2d3c4b'.repeat(4);

  test.each([
    [`export HF_TOKEN=${token}`, [['literal', token]]],
    [`docker run -e HF_TOKEN=${token} demo`, [['literal', token]]],
    [`docker build --build-arg TOKEN=${token} .`, [['literal', token]]],
    [`WANDB_API_KEY="\${WANDB_API_KEY:-${key}}"`, [['literal', key]]],
    ['docker run -e HF_TOKEN -e WANDB_API_KEY="$WANDB_API_KEY" demo', []],
    ['export OPENAI_API_KEY=dummy HF_TOKEN=hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', []],
    ['export API_KEY=your-api-key-1234567890abcdef', []],
    ['MODEL_TOKEN=meta-llama/Llama-3.1-8B-Instruct-2024', []],
    [`COMMIT=${key}`, []],
  ])('%s', async (line, expected) => {
    expect(await words(secrets, { 'train.sh': script(line) })).toEqual(expected);
  });

  test('the message does not repeat it', async () => {
    const [found] = await report(secrets, { 'train.sh': script(`export HF_TOKEN=${token}`) });
    expect(found?.[2]).toContain('(hf_a…)');
    expect(found?.[2]).not.toContain(token);
  });
});
