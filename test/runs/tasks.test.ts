import { collectRun, lossShowsProgress, pretrainedBy, type Run, sizeOf, tasksOf } from '../../src/runs';
import { noMoment } from '../../src/runs/moment';

interface Logged {
  readonly series?: readonly string[];
  readonly framework?: string;
  readonly task?: string;
  readonly config?: { readonly [key: string]: string | number | boolean };
}

function run({ series = ['loss'], framework, task, config = {} }: Logged): Run {
  const collector = collectRun('run');
  const sink = collector.sink({ path: 'run/log', size: 1, reader: 'text', confidence: 1 });
  if (framework !== undefined) sink.framework(framework);
  if (task !== undefined) sink.task(task);
  for (const [key, value] of Object.entries(config)) sink.config(key, value);
  for (const name of series) sink.series(name).add(1, { ...noMoment(), step: 1, line: 1, column: 1 });
  return collector.run();
}

describe('the tasks of a run', () => {
  test.each([
    ['image_classification', 'image-classification'],
    ['perception/Object Detection', 'object-detection'],
    ['language_modelling', 'language-modeling'],
    ['LoRA', 'fine-tuning'],
  ])('%s is %s', (declared, id) => {
    expect([...tasksOf(run({}), [declared])]).toEqual([id]);
  });

  test('are those that are declared, and those that the log shows only where none of these is known', () => {
    const detector = run({ task: 'detect' });
    expect([...tasksOf(detector, [])]).toEqual(['object-detection']);
    expect([...tasksOf(detector, ['summarization'])]).toEqual(['object-detection']);
    expect([...tasksOf(detector, ['semantic_segmentation'])]).toEqual(['semantic-segmentation']);
  });

  test('come from the capability only where the declared ones name none', () => {
    const classifier = 'perception/image_classification';
    expect([...tasksOf(run({}), ['language_modeling', classifier])]).toEqual(['language-modeling']);
    expect([...tasksOf(run({}), ['summarization', classifier])]).toEqual(['image-classification']);
    expect([...tasksOf(run({ task: 'detect' }), [classifier])]).toEqual(['image-classification']);
    expect([...tasksOf(run({}), ['text_generation', 'generative/fine_tuning'])]).toEqual(['fine-tuning']);
  });

  test('fine-tuning a language model is not training one', () => {
    expect([...tasksOf(run({}), ['language_modeling', 'fine_tuning'])]).toEqual(['fine-tuning']);
  });

  test('a framework may need a series beside it', () => {
    expect([...tasksOf(run({ framework: 'detectron2', series: ['loss_mask'] }), [])]).toEqual(['instance-segmentation']);
    expect([...tasksOf(run({ framework: 'detectron2' }), [])]).toEqual([]);
  });
});

test('a loss shows no progress in adversarial training and reinforcement learning, whatever is declared', () => {
  const shows = (logged: Run, ...declared: string[]) => lossShowsProgress(logged, tasksOf(logged, declared));
  expect(shows(run({}), 'image_classification')).toBe(true);
  expect(shows(run({}), 'ppo')).toBe(false);
  expect(shows(run({ series: ['g_loss', 'd_loss'] }), 'image_classification')).toBe(false);
  expect(shows(run({ series: ['g_loss'] }), 'image_classification')).toBe(true);
});

test('the configuration of a run shows whether it starts from trained weights', () => {
  expect(pretrainedBy(run({ framework: 'trl' }))).toContain('trl');
  expect(pretrainedBy(run({ config: { 'model.pretrained': true } }))).toContain('model.pretrained');
  expect(pretrainedBy(run({ config: { 'model.pretrained': false, init_from: 'scratch' } }))).toBeUndefined();
  expect(pretrainedBy(run({ config: { init_from: 'gpt2-xl' } }))).toContain('gpt2-xl');
});

test('the configuration of a run shows one number of classes, or none', () => {
  expect(sizeOf(run({ config: { 'head.num_classes': 10 } }), 'classes')).toBe(10);
  expect(sizeOf(run({ config: { 'head.num_classes': 10, nc: 80 } }), 'classes')).toBeUndefined();
  expect(sizeOf(run({ config: { vocab_size: '50257' } }), 'vocabulary')).toBe(50257);
});
