import { SaxesParser } from 'saxes';
import { SheetError } from './error.ts';

export interface XmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

const MAX_DEPTH = 40;
const MAX_ATTRIBUTES = 200;
/** The parser keeps a text, a name or a comment until it ends: it has to end somewhere. */
const MAX_PENDING = 4 * 1024 * 1024;
const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** One part of a workbook, chunk by chunk: no DTD, no entities but XML's five. After each chunk what it brought can be handed on. */
export async function* readXml(source: AsyncIterable<Buffer>, handler: XmlHandler): AsyncGenerator<void> {
  const met = { tags: 0 };
  const parser = parserFor(handler, met);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let pending = 0;
  for await (const chunk of source) {
    const before = met.tags;
    feed(() => parser.write(decoder.decode(chunk, { stream: true })));
    pending = met.tags > before ? 0 : pending + chunk.length;
    if (pending > MAX_PENDING) throw new SheetError('sheet.bad_xml');
    yield;
  }
  feed(() => parser.write(decoder.decode()).close());
  yield;
}

function feed(work: () => void): void {
  try {
    work();
  } catch (error) {
    // Encoding trouble is a TypeError, XML trouble comes from the parser; what the handler throws has a code of its own.
    throw error instanceof Error && 'code' in error && error.name !== 'TypeError'
      ? error
      : new SheetError('sheet.bad_xml');
  }
}

function parserFor(handler: XmlHandler, met: { tags: number }): SaxesParser {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let depth = 0;
  let attributes = 0;
  parser.on('error', () => {
    throw new SheetError('sheet.bad_xml');
  });
  parser.on('doctype', () => {
    throw new SheetError('sheet.bad_xml');
  });
  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > MAX_ATTRIBUTES) throw new SheetError('sheet.bad_xml');
  });
  parser.on('opentag', (tag) => {
    depth += 1;
    met.tags += 1;
    attributes = 0;
    if (depth > MAX_DEPTH) throw new SheetError('sheet.bad_xml');
    handler.open(local(tag.name), tag.attributes as Record<string, string>);
  });
  parser.on('text', (text) => handler.text?.(text));
  parser.on('cdata', (text) => handler.text?.(text));
  parser.on('closetag', (tag) => {
    depth -= 1;
    met.tags += 1;
    handler.close?.(local(tag.name));
  });
  return parser;
}

/** To its end, for what is kept whole. */
export async function readWhole(source: AsyncIterable<Buffer>, handler: XmlHandler): Promise<void> {
  for await (const _ of readXml(source, handler));
}
