import { closest, defineRule, type Report, type Repository, type Span, type YamlDocument } from '../../../src/api';

type Id = 'volume' | 'service' | 'near';

const service = (fields: string) => ({ 'compose.yaml': `services:\n  train:\n    image: demo\n${fields}` });

export default defineRule<'repository', object, Id>({
  name: 'compose-references',
  scope: 'repository',
  docs: {
    summary: 'Compose files define the volumes and services that they name',
    why: 'Compose refuses the whole file otherwise: “service "train" refers to undefined volume cache: invalid compose project”. Files that other files complete, or that include others, are not reported.',
    bad: [
      { wrong: 'No volume has this name.', sample: service('    volumes:\n      - cache:/root/.cache\n') },
      { wrong: 'No service has this name.', sample: service('    depends_on: [database]\n') },
      {
        wrong: 'The name is misspelled.',
        sample: service('    depends_on:\n      - databse\n  database:\n    image: postgres:16\n'),
      },
    ],
    good: [
      service('    volumes:\n      - cache:/root/.cache\n      - ./data:/data\nvolumes:\n  cache:\n'),
      service('    depends_on:\n      database: { condition: service_started }\n  database:\n    image: postgres:16\n'),
    ],
    references: [
      'https://docs.docker.com/reference/compose-file/volumes/',
      'https://docs.docker.com/reference/compose-file/services/',
    ],
  },
  messages: {
    volume: 'No volume is called {{name}}, so Compose refuses this file. Add `{{entry}}` {{place}}{{folder}}.',
    service: 'No service is called {{name}}, so Compose refuses this file. Define the service, or remove the name.',
    near: 'No {{kind}} is called {{name}}, so Compose refuses this file. Did you mean `{{near}}`?',
  },
  fixes: { near: { replace: '{{name}}', by: '{{near}}', unsafe: true } },
  *check(repository) {
    for (const { path, type } of repository.files) {
      if (type !== 'file' || !/(?:^|\/)(?:docker-)?compose\.ya?ml$/.test(path) || isCompleted(path, repository)) continue;
      const document = repository.yaml(path);
      if (document && document.problems.length === 0) yield* danglingIn(document);
    }
  },
});

/** Whether Compose merges a file beside it into it by itself. */
const isCompleted = (path: string, repository: Repository): boolean =>
  ['yml', 'yaml'].some((ending) => repository.kind(path.replace(/\.ya?ml$/, `.override.${ending}`)) === 'file');

type Fields = { readonly [field: string]: unknown };

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

/** What the services of a file name and it doesn't define. A file that is one of several that are merged can't be judged. */
function* danglingIn(document: YamlDocument): Iterable<Report<Id>> {
  const file = fieldsOf(document.value);
  const services = fieldsOf(file['services']);
  const whole = Object.values(services).map(fieldsOf);
  const isPart = whole.some((each) => ['image', 'build', 'extends'].every((field) => each[field] === undefined));
  if (file['include'] !== undefined || isPart || whole.some((each) => each['extends'] !== undefined)) return;
  const volumes = Object.keys(fieldsOf(file['volumes']));
  const isListed = file['volumes'] !== undefined;
  for (const [name, service] of Object.entries(services)) {
    const { volumes: mounts, depends_on: needs } = fieldsOf(service);
    for (const [index, mount] of (Array.isArray(mounts) ? mounts : []).entries()) {
      const volume = volumeOf(mount);
      const at = document.valueSpan(['services', name, 'volumes', index]);
      if (volume === undefined || !at || volumes.includes(volume)) continue;
      const folder = typeof mount === 'string' ? `, or write \`./${volume}\` for a folder` : '';
      const entry = isListed ? `${volume}:` : `volumes: {${volume}: }`;
      const place = isListed ? 'under `volumes`' : 'to the file';
      const found = dangling('volume', volume, volumes, placeOf(volume, at, document));
      yield { ...found, data: { ...found.data, entry, place, folder } };
    }
    const needed = Array.isArray(needs) ? needs : Object.keys(fieldsOf(needs));
    for (const [index, need] of needed.entries()) {
      if (typeof need !== 'string' || need.includes('$') || services[need] !== undefined) continue;
      const path = ['services', name, 'depends_on', Array.isArray(needs) ? index : need];
      const at = Array.isArray(needs) ? document.valueSpan(path) : document.keySpan(path);
      if (at) yield dangling('service', need, Object.keys(services), placeOf(need, at, document));
    }
  }
}

/** The named volume of a mount, in its short or long form. */
function volumeOf(mount: unknown): string | undefined {
  if (typeof mount === 'string') return /^([A-Za-z0-9][\w.-]*):[/~]/.exec(mount)?.[1];
  const { type, source } = fieldsOf(mount);
  return type === 'volume' && typeof source === 'string' && /^[A-Za-z0-9][\w.-]*$/.test(source) ? source : undefined;
}

function dangling(kind: 'volume' | 'service', name: string, known: readonly string[], at: Span): Report<Id> {
  const near = closest(name, known);
  return { message: near === undefined ? kind : 'near', data: { kind, name, near }, at };
}

/** The name in a value such as `cache:/root/.cache`. */
function placeOf(name: string, at: Span, { file }: YamlDocument): Span {
  const offset = file.text.slice(at.start, at.end).indexOf(name);
  return offset < 0 ? at : { ...at, start: at.start + offset, end: at.start + offset + name.length };
}
