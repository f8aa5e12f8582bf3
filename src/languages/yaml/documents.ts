import { Composer, type Document, type DocumentOptions, LineCounter, type ParseOptions, Parser, type SchemaOptions } from 'yaml';
import { tooDeepAt } from './nesting';

type Options = DocumentOptions & ParseOptions & SchemaOptions;

/** The documents of a text, or the offset where it is nested too deeply to be read. */
export type Documents =
  | { readonly documents: readonly Document.Parsed[]; readonly lines: LineCounter }
  | { readonly tooDeepAt: number };

/** Parses a text with the `yaml` library, unless it's nested so deeply that the library would take too long. */
export function readDocuments(text: string, options: Options): Documents {
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const deep = tooDeepAt(tokens);
  if (deep !== undefined) return { tooDeepAt: deep };
  const documents = [...new Composer(options).compose(tokens)] as Document.Parsed[];
  return { documents, lines };
}
