import type { ModuleIndex } from '../module-index';
import type { Frame, Site } from '../scopes';
import type { CallNode, Expression, FunctionNode, NodeOf } from '../syntax';

/** How a script declares its options. */
export type OptionStyle = 'argparse' | 'click' | 'typer' | 'fire' | 'dataclass' | 'absl' | 'assignment';

/** An option as it is declared, before anything is evaluated. */
export interface OptionDeclaration {
  readonly style: OptionStyle;
  /** `--batch-size`, `-b`; the bare name of a positional. */
  readonly names: readonly { readonly text: string; readonly node: Expression | NodeOf<'Arg'> }[];
  /** The Python name of its value. */
  readonly dest: string;
  readonly positional: boolean;
  readonly defaultValue: Expression | undefined;
  readonly frame: Frame;
  /** Keyword arguments of the declaring call. */
  readonly keywords: ReadonlyMap<string, Expression>;
  /** The type, from an annotation or `type=`. */
  readonly type: Expression | undefined;
  /** The subcommand that has it. */
  readonly command: string | undefined;
  /** The function whose parameter it is, for click, typer and fire. */
  readonly owner: FunctionNode | undefined;
}

/** A default that is given apart from its option: one of `parser.set_defaults(batch_size=4)`. */
export interface LateDefault {
  readonly dest: string;
  readonly value: Expression;
  readonly site: Site<CallNode>;
  readonly command: string | undefined;
}

export interface Openness {
  readonly why: string;
  readonly node: CallNode;
}

export interface Declarations {
  readonly options: readonly OptionDeclaration[];
  readonly subcommands: readonly { readonly name: string; readonly node: Expression }[];
  readonly lateDefaults: readonly LateDefault[];
  /** Defaults of options that are not seen, out of a file or a dictionary, may be given as well. */
  readonly unseenDefaults: boolean;
  /** Why more options than those may be accepted. */
  readonly open: readonly Openness[];
  /** Something reads the command line. */
  readonly reads: boolean;
}

export interface Collector {
  readonly index: ModuleIndex;
  readonly options: OptionDeclaration[];
  readonly subcommands: { readonly name: string; readonly node: Expression }[];
  readonly lateDefaults: LateDefault[];
  unseenDefaults: boolean;
  readonly open: Openness[];
  reads: boolean;
}

export function opaque(site: Site<CallNode>, collector: Collector): void {
  collector.open.push({ why: 'a library defines the options', node: site.node });
}

export const keyword = (node: CallNode, name: string): Expression | undefined =>
  node.keywords.find((entry) => entry.arg === name)?.value;

export const keywordsOf = (node: CallNode): Map<string, Expression> =>
  new Map(node.keywords.flatMap((entry) => (entry.arg === undefined ? [] : [[entry.arg, entry.value] as const])));
