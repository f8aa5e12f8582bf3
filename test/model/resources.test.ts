import { parseYaml } from '../../src/languages/yaml';
import { readResources } from '../../src/model/resources';

function resources(written: string) {
  const yaml = parseYaml({ path: 'example.yaml', text: `resources: ${written}\n` });
  return readResources({ yaml, data: yaml.value as { readonly [key: string]: unknown } });
}

const shown = (amount: ReturnType<typeof resources>['gpus']) =>
  amount && `${amount.low}${amount.high === amount.low ? '' : `-${amount.high}`}${amount.open ? '+' : ''}`;

test.each([
  ['24', '24'],
  ['"24"', '24'],
  ['24.5', '24.5'],
  ['8-24', '8-24'],
  ['"8 - 24 GB"', '8-24'],
  ['8GB to 24GB', '8-24'],
  ['8..24', '8-24'],
  ['24-8', '8-24'],
  ['">=16"', '16+'],
  ['"> 16 GB"', '16+'],
  ['16+', '16+'],
  ['at least 16 GB', '16+'],
  ['"<=24"', '0-24'],
  ['up to 24 GB', '0-24'],
  ['24GB', '24'],
  ['24 GiB', '24'],
  ['24G', '24'],
  ['24576 MiB', '24'],
  ['1 TB', '1024'],
  ['"[8, 24]"', undefined],
  ['[8, 24]', '8-24'],
  ['[8, 24GB]', '8-24'],
  ['{min: 8, max: 24}', '8-24'],
  ['0', '0'],
  ['-1', undefined],
  ['[]', undefined],
  ['[8, plenty]', undefined],
  ['{min: 8}', undefined],
  ['24 GB on an A100', undefined],
  ['8-16-24', undefined],
  ['about 24', undefined],
  ['true', undefined],
  ['null', undefined],
  [`"${'9'.repeat(50)}"`, undefined],
])('vram_gb: %s is %s', (written, expected) => {
  expect(shown(resources(`{vram_gb: ${written}}`).vram)).toBe(expected);
});

test.each([
  ['1', '1'],
  ['"1"', '1'],
  ['true', '1+'],
  ['required', '1+'],
  ['none', '0'],
  ['false', '0'],
  ['cpu', '0'],
  ['optional', '0+'],
  ['1-8', '1-8'],
  ['">=2"', '2+'],
  ['2x A100', '2'],
  ['2 x A100', '2'],
  ['2x 4090', '2'],
  ['A100 x2', '2'],
  ['RTX 4090 x 2', '2'],
  ['2 GPUs', '2'],
  ['{count: 2}', '2'],
  ['RTX 4090', undefined],
  ['4090 x 2', undefined],
  ['A100', undefined],
  ['1.5', undefined],
  ['{min: 1}', undefined],
])('gpu: %s is %s', (written, expected) => {
  expect(shown(resources(`{gpu: ${written}}`).gpus)).toBe(expected);
});

test('the exact one of two counts, and the key and the place that give it', () => {
  const { gpus, vram, disk, ram, cpus } = resources('{gpu: true, gpu_count: 2, disk_gb: 10, ram: 32 GB, cpu_cores: 8}');
  expect([shown(gpus), gpus?.field, gpus?.at.start]).toEqual(['2', 'resources.gpu_count', 34]);
  expect([shown(disk), shown(ram), shown(cpus), vram]).toEqual(['10', '32', '8', undefined]);
});

test.each(['[]', 'none', '', '[{gpu: 1}]'])('resources: %s are none', (written) => {
  expect(Object.values(resources(written))).toEqual([undefined, undefined, undefined, undefined, undefined]);
});
