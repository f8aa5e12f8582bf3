import type { ModuleIndex } from '../module-index';
import type { Frame, Site } from '../scopes';
import type { CallNode, Expression, FunctionNode, NodeOf } from '../syntax';

/** How a script declares its options. */
export type OptionStyle = 'argparse' | 'click' | 'typer' | 'fire' | 'dataclass' | 'absl' | 'assignment';

/** An option as declared, before anything is evaluated. */
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
  /** The function whose parameter it is, for click, typer, and fire. */
  readonly owner: FunctionNode | undefined;
}

/** A default that is set apart from its option, as by `parser.set_defaults(batch_size=4)`. */
export interface LateDefault {
  readonly dest: string;
  readonly value: Expression;
  readonly site: Site<CallNode>;
  readonly command: string | undefined;
}

/** Why the program may accept options that aren't known. */
export interface Openness {
  readonly why: string;
  readonly node: Expression;
}

/** The options that a module declares. */
export interface Declarations {
  readonly options: readonly OptionDeclaration[];
  readonly subcommands: readonly { readonly name: string; readonly node: Expression }[];
  readonly lateDefaults: readonly LateDefault[];
  /** Other defaults may be set too, from a file or a dictionary. */
  readonly unseenDefaults: boolean;
  /** Why the program may accept more options than these. */
  readonly open: readonly Openness[];
  /** Something reads the command line. */
  readonly reads: boolean;
}

/** Declarations as they are collected. */
export interface Collector {
  readonly index: ModuleIndex;
  /** The names on which the module calls `add_argument`. */
  readonly parsers: ReadonlySet<string>;
  readonly options: OptionDeclaration[];
  readonly subcommands: { readonly name: string; readonly node: Expression }[];
  readonly lateDefaults: LateDefault[];
  unseenDefaults: boolean;
  readonly open: Openness[];
  reads: boolean;
}

/** A call after which the options aren't known. */
export function opaque(site: Site<CallNode>, collector: Collector): void {
  collector.open.push({ why: 'a library defines the options', node: site.node });
}

export const keywordsOf = (node: CallNode): Map<string, Expression> =>
  new Map(node.keywords.flatMap((entry) => (entry.arg === undefined ? [] : [[entry.arg, entry.value] as const])));

/** `--batch_size` and `--batch-size`: libraries that make an option of a name accept both. */
export function optionSpellings(name: string): string[] {
  const dashed = name.replaceAll('_', '-');
  return dashed === name ? [`--${name}`] : [`--${name}`, `--${dashed}`];
}

/** The Python name of an option: `batch_size` for `--batch-size`. */
export const destOf = (option: string): string => option.replace(/^-+/, '').replaceAll('-', '_');

/** The part of an option that the call that declares it gives by keyword. */
export function declaredBy(
  call: CallNode,
  frame: Frame,
): Pick<OptionDeclaration, 'defaultValue' | 'frame' | 'keywords' | 'type'> {
  const keywords = keywordsOf(call);
  return { defaultValue: keywords.get('default'), frame, keywords, type: keywords.get('type') };
}
