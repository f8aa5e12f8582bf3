import { McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { runsAsTable } from '../../reporters/runs/table';
import { inspectAt, inWords, places } from '../inspections';
import { viewsOf } from '../run-views';
import { answered, partOf } from './answer';
import { ruleList, rulePageOf } from './explain-tool';
import { fixTool } from './fix-tool';
import { offset, paths, rules, severities } from './inputs';
import { lintTool } from './lint-tool';
import { open, type Surroundings } from './surroundings';

const instructions = `cvl checks repositories that train and run models: metadata, shell scripts and the containers they start,
Dockerfiles, Python code, and training logs. Linting runs nothing of the repository. Start with "lint"; "explain" says why a rule
exists and how to satisfy it; "inspect" shows what a script would start; "runs" shows how training went. Answers are short: "offset"
gets the rest.`;

/** Serves until the client closes standard input. */
export async function serve(surroundings: Surroundings): Promise<void> {
  const server = new McpServer({ name: 'cvl', version: surroundings.version }, { instructions });
  addTools(server, surroundings);
  addFix(server, surroundings);
  addResources(server, surroundings);
  const closed = new Promise((done) => process.stdin.once('close', done).once('end', done));
  await server.connect(new StdioServerTransport());
  await closed;
  await server.close();
  // What went wrong in a plugin was said; it is no failure of the server.
  process.exitCode = 0;
}

function addTools(server: McpServer, surroundings: Surroundings): void {
  const annotations = { readOnlyHint: true, openWorldHint: false };
  const limit = z.number().int().min(1).max(100).default(20).describe('The most findings in one answer.');
  const severity = z.enum(severities).default('info').describe('The least severity that counts.');
  server.registerTool(
    'lint',
    {
      description: 'Findings in files of the repository, the most severe first.',
      annotations,
      inputSchema: { paths, rules, severity, offset, limit },
    },
    (input) => answered(() => lintTool(surroundings, input)),
  );
  const path = z.string().describe('A shell script, a file that holds commands, or a folder.');
  server.registerTool(
    'inspect',
    {
      description:
        'The containers and programs that a script would start: image, mounts, variables, GPUs, command. Runs nothing.',
      annotations,
      inputSchema: { path, offset },
    },
    (input) =>
      answered(async () => {
        const { repository, paths: found } = await open(surroundings, { paths: [input.path] });
        const inspections = inspectAt(repository, found[0] ?? '', input.path);
        return partOf(inWords(inspections, input.path, places(repository)), input.offset);
      }),
  );
  server.registerTool(
    'runs',
    {
      description: 'Training runs: their curves, how they ended, and what is wrong with them.',
      annotations,
      inputSchema: { paths, offset },
    },
    (input) =>
      answered(async () => {
        const views = await viewsOf(await open(surroundings, input), surroundings.version);
        return partOf(runsAsTable(views, { color: false, all: false, width: 100 }), input.offset);
      }),
  );
  const rule = z.string().describe('The id of a rule, such as "docker/mounts".');
  server.registerTool(
    'explain',
    {
      description: 'What a rule demands and why, with wrong and right examples, and its options.',
      annotations,
      inputSchema: { rule, offset },
    },
    (input) => answered(async () => partOf(await rulePageOf(surroundings, input.rule), input.offset)),
  );
}

function addFix(server: McpServer, surroundings: Surroundings): void {
  server.registerTool(
    'fix',
    {
      description: 'Automatic fixes, as a diff. Writes them only with dryRun false.',
      annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
      inputSchema: {
        paths,
        rules,
        unsafe: z.boolean().default(false).describe('Also fixes that guess what was meant, or change what a program does.'),
        dryRun: z.boolean().default(true).describe('Show the changes, and write nothing.'),
        offset,
      },
    },
    (input) => answered(() => fixTool(surroundings, input)),
  );
}

function addResources(server: McpServer, surroundings: Surroundings): void {
  const page = { mimeType: 'text/markdown' };
  server.registerResource(
    'rules',
    'cvl://rules',
    { description: 'All rules, a line each.', mimeType: 'text/plain' },
    async ({ href }) => ({
      contents: [{ uri: href, mimeType: 'text/plain', text: (await ruleList(surroundings)).map(({ text }) => text).join('\n') }],
    }),
  );
  const complete = async (start: string, names: (id: string) => string): Promise<string[]> => [
    ...new Set((await ruleList(surroundings)).map(({ id }) => names(id)).filter((name) => name.startsWith(start))),
  ];
  const template = new ResourceTemplate('cvl://rules/{plugin}/{name}', {
    // Hundreds of pages would fill the list of a client; `cvl://rules` names them.
    list: undefined,
    complete: {
      plugin: (start) => complete(start, (id) => id.split('/')[0] ?? ''),
      name: (start, context) =>
        complete(`${context?.arguments?.['plugin'] ?? ''}/${start}`, (id) => id).then((ids) =>
          ids.map((id) => id.split('/')[1] ?? ''),
        ),
    },
  });
  server.registerResource(
    'rule',
    template,
    { description: 'The page of a rule.', ...page },
    async ({ href }, { plugin, name }) => ({
      contents: [{ uri: href, ...page, text: await rulePageOf(surroundings, `${plugin}/${name}`) }],
    }),
  );
}
