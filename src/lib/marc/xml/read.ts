import type { SaxesTagNS } from 'saxes';
import { MARC_LIMITS, type MarcLimits } from '../limits.ts';
import type { MarcRead, MarcReader } from '../reader.ts';
import { textSource } from '../text.ts';
import { Trouble } from '../trouble.ts';
import { Lost, type TextOptions, TextWindow } from '../window.ts';
import { RecordBuilder } from './build.ts';
import { isMarc, type XmlParser, xmlParser } from './parser.ts';

const BEGINNING = /<(?:[A-Za-z_][\w.-]*:)?record(?=[\s/>])/g;
const ONLY_ENDS = /^(?:\s|<\/[^<>]*>?|<!--[\s\S]*?-->)*$/;
const MAX_DEPTH = 40;
/** So much is kept back while a beginning is looked for, which may be cut by the end of a chunk. */
const CUT = 100;
/** How often over the longest record may be read again in search of one that can be read. */
const SECOND_LOOKS = 8;

/**
 * A file with MARCXML records in any wrapping (a collection, an answer of OAI-PMH or SRU); no DTD, and nothing is fetched.
 * What cannot be read is passed over up to the next beginning of a record.
 */
export class MarcXmlReader implements MarcReader {
  readonly #limits: MarcLimits;
  readonly #window: TextWindow;
  #parser: XmlParser;
  /** Where the parser's own counting begins. */
  #shift = 0;
  #record: { start: number; builder: RecordBuilder } | undefined;
  /** Namespaces declared by the elements around the records. */
  #around: Record<string, string>[] = [];
  #isFragment: boolean;
  #depth = 0;
  /** Behind the last tag. */
  #seen = 0;
  #lost: Lost | undefined;
  #wasted = 0;
  /** A DTD: nothing of such a file is read. */
  #isRefused = false;
  #out: MarcRead[] = [];

  constructor(options: TextOptions = {}) {
    this.#limits = { ...MARC_LIMITS, ...options.limits };
    this.#window = new TextWindow(textSource(options.encoding ?? 'utf-8'), options);
    this.#isFragment = options.from !== undefined;
    this.#parser = this.#newParser();
  }

  push(chunk: Uint8Array): MarcRead[] {
    this.#write(this.#window.source.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)));
    return this.#taken();
  }

  end(): MarcRead[] {
    this.#write(this.#window.source.end());
    while (!this.#isRefused && !this.#lost && !this.#isClosed()) this.#recover();
    this.#lost?.pass(this.#window, this.#window.end);
    this.#endLost();
    return this.#taken();
  }

  #taken(): MarcRead[] {
    const read = this.#out;
    this.#out = [];
    return read;
  }

  #write(text: string): void {
    this.#window.text += text;
    if (!this.#lost) this.#parse(text);
    if (this.#isRefused) this.#lost?.pass(this.#window, this.#window.end);
    else this.#recover();
  }

  /** Reads on from the next beginning of a record, as often as there is trouble again. */
  #recover(): void {
    while (this.#lost && !this.#isRefused) {
      const at = this.#window.find(BEGINNING);
      this.#lost.pass(this.#window, at < 0 ? Math.max(this.#window.start, this.#window.end - CUT) : at);
      if (at < 0) return;
      this.#endLost();
      this.#isFragment = true;
      this.#parser = this.#newParser();
      [this.#shift, this.#seen, this.#depth] = [at, at, 0];
      this.#parse(this.#window.text);
    }
  }

  #parse(text: string): void {
    try {
      this.#parser.write(text);
      const begun = this.#record?.start ?? this.#seen;
      if (this.#here() - begun > this.#limits.maxRecordBytes) throw new Trouble('marc.too_large');
      if (!this.#record) this.#window.forget(Math.min(this.#seen, this.#window.end));
    } catch (error) {
      this.#lose(troubleOf(error));
    }
  }

  #isClosed(): boolean {
    try {
      this.#parser.close();
      return true;
    } catch (error) {
      const trouble = troubleOf(error);
      this.#lose(this.#record || this.#depth > 0 ? new Trouble('marc.truncated') : trouble);
      return false;
    }
  }

  /** What is lost begins with the record that was being read, or behind the last tag; the search goes on right there. */
  #lose({ problem }: Trouble): void {
    const window = this.#window;
    const here = Math.min(this.#here(), window.end);
    window.forget(this.#record?.start ?? Math.min(this.#seen, window.end));
    const isTried = this.#record !== undefined || window.start === this.#shift;
    this.#record = undefined;
    this.#lost = new Lost(window, problem, this.#limits);
    this.#isRefused = problem.code === 'marc.xml_dtd';
    this.#wasted += here - window.start;
    const isEnough = this.#wasted > SECOND_LOOKS * this.#limits.maxRecordBytes;
    this.#lost.pass(window, isEnough ? here : Math.min(window.start + (isTried ? 1 : 0), window.end));
  }

  // In a file that was taken up again in its middle, ends of elements without a beginning are no loss.
  #endLost(): void {
    if (this.#lost && !(this.#isFragment && ONLY_ENDS.test(this.#lost.text)))
      this.#out.push(this.#lost.rejected(this.#window));
    this.#lost = undefined;
  }

  #here(): number {
    return this.#shift + this.#parser.position;
  }

  #newParser(): XmlParser {
    const around: Record<string, string> = Object.assign({}, ...this.#around);
    this.#around = [around];
    const events = {
      opened: (tag: SaxesTagNS) => this.#opened(tag),
      text: (text: string) => this.#record?.builder.text(this.#window.source.shown(text)),
      closed: (tag: SaxesTagNS) => this.#closed(tag),
    };
    return xmlParser(events, this.#isFragment ? around : null);
  }

  #opened(tag: SaxesTagNS): void {
    this.#depth += 1;
    this.#seen = this.#here();
    if (this.#depth > MAX_DEPTH) throw new Trouble('marc.too_deep');
    const attribute = (name: string): string | undefined => tag.attributes[name]?.value;
    if (isMarc(tag) && tag.local === 'record') {
      if (this.#record) throw new Trouble('marc.bad_xml', 'a record inside a record');
      const start = this.#window.lastBefore('<', this.#here() - 1);
      this.#record = { start, builder: new RecordBuilder(this.#limits) };
    } else if (this.#record) this.#record.builder.open(isMarc(tag) ? tag.local : '', attribute);
    else this.#around.push(tag.ns);
  }

  #closed(tag: SaxesTagNS): void {
    this.#requireEndOf(tag.name);
    this.#depth -= 1;
    this.#seen = this.#here();
    if (!this.#record) this.#around.pop();
    else if (isMarc(tag) && tag.local === 'record') this.#accept(this.#record.start, this.#record.builder);
    else this.#record.builder.close();
  }

  // At an end that does not fit the parser closes what is open, and only then tells.
  #requireEndOf(name: string): void {
    const end = this.#window.slice(this.#window.lastBefore('<', this.#here() - 1), this.#here());
    const isEnd = end.endsWith('/>') || (end.startsWith(`</${name}`) && /^\s*>$/.test(end.slice(name.length + 2)));
    if (!isEnd) throw new Trouble('marc.bad_xml', 'unexpected close tag.');
  }

  #accept(start: number, builder: RecordBuilder): void {
    const record = builder.done();
    const window = this.#window;
    const text = window.slice(start, this.#here());
    if (text.length > this.#limits.maxRecordBytes) throw new Trouble('marc.too_large');
    if (window.source.shown(text).includes('\ufffd')) builder.repairs.add('marc.bad_bytes');
    const place = window.take(start, this.#here());
    this.#out.push({ ok: true, ...place, record, encoding: 'utf-8', problems: builder.repairs.list });
    this.#record = undefined;
    this.#wasted = 0;
  }
}

function troubleOf(error: unknown): Trouble {
  if (error instanceof Trouble) return error;
  throw error;
}
