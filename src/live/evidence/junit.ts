import { xmlAttributes, xmlText } from '../../reporters/text/xml';
import { type Evidence, type Step, stepTitle } from './evidence';

/** A test suite for each example, with a test case for each step. */
export function evidenceAsJunit(all: readonly Evidence[]): string {
  const steps = all.flatMap((evidence) => evidence.steps);
  const head = xmlAttributes({ name: 'cvl verify', ...countsOf(steps) });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${head}>\n${all.map(suite).join('')}</testsuites>\n`;
}

const isSkipped = ({ verdict }: Step): boolean => verdict === 'skipped' || verdict === 'unknown';

function countsOf(steps: readonly Step[]) {
  return {
    tests: steps.length,
    failures: steps.filter(({ verdict }) => verdict === 'failed').length,
    errors: steps.filter(({ verdict }) => verdict === 'interrupted').length,
    skipped: steps.filter(isSkipped).length,
    time: sum(steps),
  };
}

const sum = (steps: readonly Step[]): string => steps.reduce((total, { seconds }) => total + seconds, 0).toFixed(2);

function suite({ example, steps, started }: Evidence): string {
  const head = xmlAttributes({ name: example, timestamp: started.slice(0, 19), ...countsOf(steps) });
  return `  <testsuite${head}>\n${steps.map((step) => testCase(example, step)).join('')}  </testsuite>\n`;
}

function testCase(example: string, step: Step): string {
  const head = xmlAttributes({ name: stepTitle(step), classname: example, time: step.seconds.toFixed(2) });
  const texts = step.problems.map(({ severity, check, message, place }) => `${severity} ${check} ${place ?? ''}: ${message}`);
  const text = xmlText([step.summary, ...texts].join('\n'));
  const attributes = xmlAttributes({ message: step.summary, type: step.step });
  if (step.verdict === 'failed') return `    <testcase${head}>\n      <failure${attributes}>${text}</failure>\n    </testcase>\n`;
  if (step.verdict === 'interrupted')
    return `    <testcase${head}>\n      <error${attributes}>${text}</error>\n    </testcase>\n`;
  if (isSkipped(step))
    return `    <testcase${head}>\n      <skipped${xmlAttributes({ message: step.summary })}/>\n    </testcase>\n`;
  return `    <testcase${head}>\n      <system-out>${text}</system-out>\n    </testcase>\n`;
}
