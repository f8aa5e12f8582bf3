import frameworks from '../../../plugins/python/rules/frameworks';
import trainerFramework from '../../../plugins/python/rules/trainer-framework';
import { reported, script } from './reported';

describe('frameworks', () => {
  const sample = (declared: string, code: string, more = {}) => ({
    'example.yaml': `name: demo\nframeworks: [${declared}]\n`,
    'train.sh': script('python train.py'),
    'train.py': code,
    ...more,
  });
  test.each([
    ['tensorflow', 'import torch\n', {}, ['example.yaml [tensorflow] frameworks other']],
    ['pytorch', 'import transformers\n', {}, []],
    ['pytorch, my-own', 'import torch\n', {}, []],
    ['vllm', 'import requests\n', { Dockerfile: 'FROM vllm/vllm-openai:latest\n' }, []],
    ['sklearn', 'import xgboost\n', { 'requirements.txt': 'scikit-learn\n' }, []],
    [
      'scikit-learn',
      'import sklearn\nimport lightning as L\nL.Trainer().fit(net)\n',
      {},
      ['example.yaml [scikit-learn] trainer-framework undeclared'],
    ],
    ['pytorch', 'import lightning as L\nL.Trainer().fit(net)\n', {}, []],
  ])('%s for %j', async (declared, code, more, expected) => {
    expect(await reported([frameworks, trainerFramework], sample(declared, code, more))).toEqual(expected);
  });

  test('a program whose code is fetched by the build is not judged', async () => {
    const more = {
      Dockerfile: 'FROM pytorch/pytorch:2.3.0\nRUN git clone https://example.com/x.git /x\n',
      'build.sh': 'docker build -t demo .\n',
    };
    expect(await reported([frameworks, trainerFramework], sample('tensorflow', 'import torch\n', more))).toEqual([]);
  });
});
