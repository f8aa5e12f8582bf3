import type { Survey } from './survey';

/** A file that `cvl init` writes, and why. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
  readonly why: string;
  /** What a person adds to a file of that name that is there already, and where. */
  readonly toAdd?: { readonly where: string; readonly text: string };
}

/** The configuration: as short as it can be, because the packs say the rest. */
export function configurationFile({ isCvlization, described, examples }: Survey): NewFile {
  const pack = isCvlization ? 'cvl:cvlization' : 'cvl:recommended';
  // Nobody who has no metadata at all wants to hear of it for each folder.
  const withoutMetadata = described === 0 && examples > 0;
  const lines = [
    '# yaml-language-server: $schema=./node_modules/cvl/dist/cvlrc.schema.json',
    `extends: [${pack}]`,
    ...(withoutMetadata ? ['rules:', '  # No example has metadata yet.', '  example/metadata: off'] : []),
  ];
  const reason = isCvlization
    ? 'this is laid out as CVlization is, so its own pack applies'
    : withoutMetadata
      ? 'the recommended rules, without those about metadata, which no example has'
      : 'the recommended rules';
  return { path: '.cvlrc', text: `${lines.join('\n')}\n`, why: reason };
}

/**
 * The workflow runs the version in the repository's packages, or else this one: with another, there would be other findings from one day to
 * the next.
 */
export const githubWorkflow = (version: string, isInstalled: boolean): NewFile => ({
  path: '.github/workflows/cvl.yml',
  text: `name: cvl
on: [pull_request]
permissions: { contents: read, security-events: write }
jobs:
  cvl:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 22 }
${isInstalled ? '      - run: npm ci\n' : ''}      - run: npx ${isInstalled ? 'cvl' : `--yes cvl@${version}`} lint --format github --format sarif:cvl.sarif
      - uses: github/codeql-action/upload-sarif@v3
        if: always()
        with: { sarif_file: cvl.sarif }
`,
  why: 'annotates pull requests, and uploads the findings to code scanning',
});

export function preCommitHook(version: string, isInstalled: boolean): NewFile {
  const entry = `  - repo: local
    hooks:
      - id: cvl
        name: cvl
        entry: npx ${isInstalled ? 'cvl' : `--yes cvl@${version}`} lint --allow-empty
        language: system
        types: [text]
        require_serial: true
`;
  return {
    path: '.pre-commit-config.yaml',
    text: `repos:\n${entry}`,
    why: 'lints what is committed',
    toAdd: { where: 'below `repos:`', text: entry },
  };
}

export const editorSettings: NewFile = {
  path: '.vscode/settings.json',
  text: `{
  "yaml.schemas": { "./node_modules/cvl/dist/cvlrc.schema.json": [".cvlrc", ".cvlrc.yaml"] },
  "files.associations": { ".cvlrc": "yaml" }
}
`,
  why: 'completes and checks `.cvlrc`',
};
