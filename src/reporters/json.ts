import type { Finding, LintResult, SuppressedFinding } from '../api/finding';
import { defineReporter } from '../api/reporter';
import type { Edit } from '../api/rule';
import { type Locate, locate, wholeFile } from './locate';
import { absolutePath } from './paths';
import { allFiles, byFile } from './summary';
import { jsonText } from './text/json-text';

interface SingleEdit {
  readonly range: readonly [number, number];
  readonly text: string;
}

/** ESLint's `Linter.LintMessage`. Additional fields are under `cvl`, a key that its consumers ignore. */
export interface Message {
  readonly ruleId: string;
  /** 1 for warnings and infos, 2 for errors. ESLint has no others. */
  readonly severity: 1 | 2;
  readonly message: string;
  readonly messageId: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly fatal?: true;
  readonly fix?: SingleEdit;
  /** What an editor offers, but doesn't apply by itself. */
  readonly suggestions?: readonly { readonly desc: string; readonly fix: SingleEdit }[];
  readonly suppressions?: readonly { readonly kind: 'directive' | 'file'; readonly justification: string }[];
  readonly cvl: MessageExtension;
}

export interface MessageExtension {
  readonly severity: Finding['severity'];
  readonly fingerprint: string;
  /** The finding is about the whole file or folder. Line and column are 1, because consumers require a line. */
  readonly whole?: true;
  readonly example?: string;
  readonly related?: readonly RelatedPlace[];
  readonly evidence?: Finding['evidence'];
  readonly sparkline?: readonly number[];
  /** All edits, if `fix` can't hold them, because there are several or they're in other files. */
  readonly edits?: readonly Edit[];
  /** The fix guesses what was meant, or changes what the program does. */
  readonly unsafe?: boolean;
  /** What suppresses the finding. ESLint has one kind for the configuration and the baseline. */
  readonly suppressedBy?: SuppressedFinding['suppression']['kind'];
  /** The day on which the suppression expires. */
  readonly until?: string;
}

interface RelatedPlace {
  readonly message: string;
  /** Relative to the repository root. */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** ESLint's `ESLint.LintResult`. */
export interface FileResult {
  readonly filePath: string;
  readonly messages: readonly Message[];
  readonly suppressedMessages: readonly Message[];
  readonly errorCount: number;
  readonly fatalErrorCount: number;
  readonly warningCount: number;
  readonly fixableErrorCount: number;
  readonly fixableWarningCount: number;
  readonly source?: string;
  readonly usedDeprecatedRules: readonly [];
}

export default defineReporter({
  summary: "ESLint's JSON for programs, with additional fields under `cvl`",
  report: (result) => jsonText([...fileResults(result), ...shardEntry(result)]),
});

/** The last entry of a shard's report is about the root, and holds what `cvl merge` needs. */
const shardEntry = ({ root, shard }: LintResult): readonly object[] =>
  shard ? [{ ...entry(root, [], [], undefined), cvl: { shard } }] : [];

/** One entry for each linted file, including clean ones, as ESLint writes it. The text is included only if a file has findings. */
export function fileResults(result: LintResult): FileResult[] {
  const at = locate(result);
  const found = byFile(result.findings);
  const suppressed = byFile(result.suppressed);
  return allFiles(result).map((file) => {
    const messages = (found.get(file) ?? []).map((finding) => message(finding, at, result.text(file)));
    const held = (suppressed.get(file) ?? []).map((finding) => suppressedMessage(finding, at, result.text(file)));
    return entry(absolutePath(result.root, file), messages, held, messages.length > 0 ? result.text(file) : undefined);
  });
}

function entry(
  filePath: string,
  messages: readonly Message[],
  suppressedMessages: readonly Message[],
  source: string | undefined,
): FileResult {
  const errors = messages.filter((each) => each.severity === 2);
  const warnings = messages.filter((each) => each.severity === 1);
  return {
    filePath,
    messages,
    suppressedMessages,
    errorCount: errors.length,
    fatalErrorCount: errors.filter((each) => each.fatal).length,
    warningCount: warnings.length,
    fixableErrorCount: errors.filter((each) => each.fix).length,
    fixableWarningCount: warnings.filter((each) => each.fix).length,
    source,
    usedDeprecatedRules: [],
  };
}

function message(finding: Finding, at: Locate, text: string | undefined): Message {
  const region = at(finding.at);
  const fix = merge(finding.fix ?? [], finding.at.file, text);
  return {
    ruleId: finding.rule,
    severity: finding.severity === 'error' ? 2 : 1,
    message: finding.message,
    messageId: finding.messageId,
    ...(region ?? wholeFile),
    fatal: finding.fatal && finding.severity === 'error' ? true : undefined,
    fix: finding.unsafe ? undefined : fix,
    suggestions: finding.unsafe && fix ? [{ desc: 'Apply the fix, which may change what the program does.', fix }] : undefined,
    cvl: {
      severity: finding.severity,
      fingerprint: finding.fingerprint,
      whole: region ? undefined : true,
      example: finding.example,
      related:
        finding.related.length > 0
          ? finding.related.map((related) => ({ message: related.message, file: related.at.file, ...at(related.at) }))
          : undefined,
      evidence: finding.evidence,
      sparkline: finding.sparkline,
      edits: finding.fix && finding.fix.length > 1 ? finding.fix : undefined,
      unsafe: finding.unsafe || undefined,
    },
  };
}

function suppressedMessage(finding: SuppressedFinding, at: Locate, text: string | undefined): Message {
  const { kind, reason, until } = finding.suppression;
  const plain = message(finding, at, text);
  return {
    ...plain,
    suppressions: [{ kind: kind === 'directive' ? 'directive' : 'file', justification: reason ?? '' }],
    cvl: { ...plain.cvl, suppressedBy: kind, until },
  };
}

/** A message of ESLint can have one edit of its own file. Several are joined, with the text between them. */
function merge(edits: readonly Edit[], file: string, text: string | undefined): Message['fix'] {
  const sorted = [...edits].sort((a, b) => a.start - b.start);
  const first = sorted[0];
  if (!first || text === undefined || sorted.some((edit) => edit.file !== file)) return undefined;
  let joined = first.text;
  let end = first.end;
  for (const edit of sorted.slice(1)) {
    if (edit.start < end) return undefined;
    joined += text.slice(end, edit.start) + edit.text;
    end = edit.end;
  }
  return { range: [first.start, end], text: joined };
}
