import { SaxesParser, type SaxesTagNS } from 'saxes';
import { Trouble } from '../trouble.ts';

export const SLIM = 'http://www.loc.gov/MARC21/slim';
const NAMESPACES: ReadonlySet<string> = new Set([
  '',
  SLIM,
  'info:lc/xmlns/marcxchange-v1',
  'info:lc/xmlns/marcxchange-v2',
]);

export type XmlParser = SaxesParser<{ xmlns: true }>;

export interface XmlEvents {
  opened(tag: SaxesTagNS): void;
  text(text: string): void;
  closed(tag: SaxesTagNS): void;
}

/** Of MARCXML, of MarcXchange, or without a namespace as many write it. */
export const isMarc = (tag: SaxesTagNS): boolean => NAMESPACES.has(tag.uri);

const OUTSIDE = 'outside of the root element';

/**
 * A parser that stops at the first fault, and at any DTD: so there are no entities but the five of XML itself.
 * With `around` it begins in the middle of a file, inside elements that declared these namespaces.
 */
export function xmlParser(events: XmlEvents, around: Record<string, string> | null): XmlParser {
  const parser: XmlParser = new SaxesParser({
    xmlns: true,
    fragment: around !== null,
    additionalNamespaces: around ?? {},
    resolvePrefix: () => (around ? SLIM : undefined),
    forceXMLVersion: true,
    defaultXMLVersion: '1.0',
  });
  let depth = around ? 1 : 0;
  parser.on('error', (error) => {
    // Which of several faults around the root is met first depends on where chunks end.
    throw new Trouble('marc.bad_xml', depth === 0 ? OUTSIDE : error.message.replace(/^[\d:]+\s*/, ''));
  });
  parser.on('doctype', () => {
    throw new Trouble('marc.xml_dtd');
  });
  parser.on('opentag', (tag) => {
    depth += 1;
    events.opened(tag);
  });
  parser.on('text', events.text);
  parser.on('cdata', events.text);
  parser.on('closetag', (tag) => {
    depth -= 1;
    events.closed(tag);
  });
  return parser;
}
