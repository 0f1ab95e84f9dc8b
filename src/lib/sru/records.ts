import type { SaxesTagNS } from 'saxes';
import { MARC_LIMITS } from '../marc/limits.ts';
import type { MarcRecord } from '../marc/record.ts';
import { Trouble } from '../marc/trouble.ts';
import { RecordBuilder } from '../marc/xml/build.ts';
import { isMarc, xmlParser } from '../marc/xml/parser.ts';
import { dcToMarc, modsToMarc } from './to-marc.ts';
import { MAX_NODES, type Node, nodeOf } from './tree.ts';

/** What stands in one recordData: MARC as it comes, anything else as a small tree. */
export class RecordData {
  #builder: RecordBuilder | undefined;
  #depth = 0;
  #open: Node[] = [];
  #nodes = 0;
  #marc: MarcRecord | undefined;
  #tree: Node | undefined;
  #text = '';

  open(tag: SaxesTagNS): void {
    this.#depth += 1;
    const attribute = (name: string): string | undefined => tag.attributes[name]?.value;
    if (this.#builder) this.#builder.open(isMarc(tag) ? tag.local : '', attribute);
    else if (!this.#marc && isMarc(tag) && tag.local === 'record') this.#beginMarc();
    else this.#openNode(tag);
  }

  #beginMarc(): void {
    this.#builder = new RecordBuilder(MARC_LIMITS);
    this.#depth = 0;
  }

  #openNode(tag: SaxesTagNS): void {
    if (++this.#nodes > MAX_NODES) throw new Trouble('marc.too_large');
    const node = nodeOf(tag);
    this.#open.at(-1)?.children.push(node);
    this.#tree ??= node;
    this.#open.push(node);
  }

  text(text: string): void {
    const node = this.#open.at(-1);
    if (this.#builder) this.#builder.text(text);
    else if (node) node.text += text;
    else this.#text += text;
  }

  close(): void {
    if (!this.#builder) this.#open.pop();
    else if (this.#depth > 0) this.#builder.close();
    else {
      this.#marc = this.#builder.done();
      this.#builder = undefined;
    }
    this.#depth -= 1;
  }

  /** The record; null when it is of no kind we read. A record sent as a string is parsed as what it says. */
  done(isNested = false): { record: MarcRecord | null; diagnostic: Node | null } {
    if (this.#marc) return { record: this.#marc, diagnostic: null };
    const tree = this.#tree;
    if (tree?.local === 'diagnostic') return { record: null, diagnostic: tree };
    if (tree) return { record: recordOf(tree), diagnostic: null };
    return !isNested && this.#text.trimStart().startsWith('<')
      ? parsed(this.#text)
      : { record: null, diagnostic: null };
  }
}

/** DC and MODS are told by their namespace, or by the name of their element. */
function recordOf(tree: Node): MarcRecord | null {
  const root = tree.local === 'modsCollection' ? (tree.children[0] ?? tree) : tree;
  if (root.local === 'mods' || root.uri.startsWith('http://www.loc.gov/mods')) return modsToMarc(root);
  const isDc = root.local === 'dc' || root.children.some(({ uri }) => uri.startsWith('http://purl.org/dc/'));
  return isDc ? dcToMarc(root) : null;
}

function parsed(text: string): ReturnType<RecordData['done']> {
  const data = new RecordData();
  let depth = 0;
  const parser = xmlParser(
    {
      opened: (tag) => {
        if (++depth > 40) throw new Trouble('marc.too_deep');
        data.open(tag);
      },
      text: (part) => depth > 0 && data.text(part),
      closed: () => {
        depth -= 1;
        data.close();
      },
    },
    null,
  );
  parser.write(text.trim()).close();
  return data.done(true);
}
