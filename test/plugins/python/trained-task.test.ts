import trainedTask from '../../../plugins/python/rules/trained-task';
import { reported, script } from './reported';

test.each([
  ['detection', 'image_classification', ['example.yaml [image_classification] undeclared']],
  ['detection', 'Object detection', []],
  ['detection', 'image_classification, text_detection', []],
  ['classification', 'image_classification', []],
])('a model for %s and the tasks %s', async (made, tasks, expected) => {
  const model =
    made === 'detection'
      ? 'from torchvision.models.detection import retinanet_resnet50_fpn\nnet = retinanet_resnet50_fpn()\n'
      : 'from torchvision.models import resnet18\nnet = resnet18()\n';
  const sample = {
    'example.yaml': `name: demo\ntasks: [${tasks}]\n`,
    'train.sh': script('python train.py'),
    'train.py': `${model}for batch in data:\n    net(batch).backward()\n`,
  };
  expect(await reported(trainedTask, sample)).toEqual(expected);
  expect(await reported(trainedTask, { ...sample, 'train.py': model })).toEqual([]);
});
