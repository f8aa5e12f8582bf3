import pixels from '../../../plugins/performance/rules/pixels-per-step';
import { launch, trainingLoop, vram } from '../../../plugins/performance/samples';
import type { Sample } from '../../../src/api';
import { reported } from '../python/reported';
import { option } from './build';

test.each<[string, Sample, string[]]>([
  [
    'images of a size that an option has by default',
    {
      'example.yaml': vram(8),
      'train.sh': launch(),
      'train.py': `${option('--size', '1024')}${trainingLoop('DataLoader(train_set, batch_size=32, shuffle=True)').replace('net =', 'crop = torchvision.transforms.RandomResizedCrop(args.size)\nnet =')}`,
    },
    ['train.py [batch_size=32] many'],
  ],
  [
    'images that are cropped after they are enlarged',
    {
      'example.yaml': vram(8),
      'train.sh': launch(),
      'train.py': trainingLoop('DataLoader(train_set, batch_size=32, shuffle=True)').replace(
        'net =',
        'steps = [torchvision.transforms.Resize(1200), torchvision.transforms.CenterCrop(224)]\nnet =',
      ),
    },
    [],
  ],
  [
    'a size that is not known',
    {
      'example.yaml': vram(8),
      'train.sh': launch(),
      'train.py': trainingLoop('DataLoader(train_set, batch_size=512, shuffle=True)').replace(
        'net =',
        'crop = torchvision.transforms.Resize(size)\nnet =',
      ),
    },
    [],
  ],
  [
    'a detector of a library',
    {
      'example.yaml': vram(8),
      'train.sh': launch(),
      'train.py': 'from ultralytics import YOLO\nYOLO("yolo11n.pt").train(data="data.yaml", imgsz=1280, batch=64)\n',
    },
    ['train.py [batch=64] many'],
  ],
])('%s', async (_, sample, expected) => {
  expect(await reported(pixels, sample)).toEqual(expected);
});
