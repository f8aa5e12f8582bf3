import type { PythonArtifact } from '../../model/targets';
import { type Field, objectOf } from '../objects';
import { listOf } from '../unknown';

export function pythonValue({ path, python }: PythonArtifact): object {
  const broken = python.problems.length > 0 || python.unread !== undefined;
  return objectOf(
    'Python',
    {
      text: () => python.source.text,
      imports: (): Field =>
        listOf(
          python.facts.imports.map(({ module, level, span }) =>
            objectOf('Import', { module: () => `${'.'.repeat(level)}${module}` }, { self: span }),
          ),
          broken,
        ),
      variables: (): Field =>
        listOf(
          python.facts.environment.reads.map(({ name, required, span }) =>
            objectOf('Variable', { name: () => name, required: () => required }, { self: span }),
          ),
          broken || python.facts.environment.dotenv.length > 0,
        ),
    },
    { self: { file: path } },
  );
}
