import type { SaxesTagNS } from 'saxes';
import type { MarcRecord } from '../marc/record.ts';
import { SNIFFED_BYTES, sniffMarc } from '../marc/sniff.ts';
import { Trouble } from '../marc/trouble.ts';
import { isMarc, type XmlParser, xmlParser } from '../marc/xml/parser.ts';
import { RecordData } from './records.ts';
import { all, type Node, plainText, texts } from './tree.ts';

export interface SruDiagnostic {
  /** info:srw/diagnostic/1/16 */
  readonly uri: string;
  readonly message: string;
  readonly details: string;
}

export interface SruAnswer {
  /** Whether it was an answer of SRU, or at least a collection of MARC records. */
  isAnswer: boolean;
  /** Of all hits; null when it does not say. */
  total: number | null;
  readonly records: MarcRecord[];
  /** Records that are of no kind we read, or could not be read. */
  unread: number;
  readonly diagnostics: SruDiagnostic[];
  /** Why the rest could not be read. */
  fault: string | null;
}

const MAX_DEPTH = 60;
const MAX_DIAGNOSTICS = 20;
const ENVELOPE = new Set([
  'recordData',
  'recordSchema',
  'recordPacking',
  'recordXMLEscaping',
  'recordIdentifier',
  'recordPosition',
  'extraRecordData',
]);

/** Reads an answer of searchRetrieve 1.1, 1.2 or 2.0 while it comes in, whatever its namespaces. */
export class SruAnswerReader {
  readonly answer: SruAnswer = {
    isAnswer: false,
    total: null,
    records: [],
    unread: 0,
    diagnostics: [],
    fault: null,
  };
  readonly #maxRecords: number;
  #head: Buffer = Buffer.alloc(0);
  #decoder: TextDecoder | undefined;
  readonly #parser: XmlParser;
  #path: string[] = [];
  #text = '';
  #data: RecordData | undefined;
  #dataDepth = 0;
  /** A record outside any recordData: MARC without SRU around it, or an envelope without namespaces. */
  #isLoose = false;
  #isSpoilt = false;
  #diagnostic: Record<string, string> | undefined;

  constructor(maxRecords: number) {
    this.#maxRecords = maxRecords;
    const events = {
      opened: (tag: SaxesTagNS) => this.#opened(tag),
      text: (text: string) => this.#said(text),
      closed: (tag: SaxesTagNS) => this.#closed(tag),
    };
    this.#parser = xmlParser(events, null);
  }

  push(chunk: Buffer): void {
    if (this.#decoder) this.#write(this.#decoder.decode(chunk, { stream: true }));
    else this.#head = Buffer.concat([this.#head, chunk]);
    if (this.#head.length >= SNIFFED_BYTES) this.#begin();
  }

  end(): SruAnswer {
    if (!this.#decoder) this.#begin();
    this.#write(this.#decoder?.decode() ?? '');
    this.#guarded(() => this.#parser.close());
    return this.answer;
  }

  #begin(): void {
    const sniffed = sniffMarc(this.#head);
    if (sniffed?.format !== 'marcxml') this.answer.fault ??= 'marc.bad_xml';
    this.#decoder = new TextDecoder(sniffed?.encoding ?? 'utf-8');
    this.#write(this.#decoder.decode(this.#head, { stream: true }));
    this.#head = Buffer.alloc(0);
  }

  #write(text: string): void {
    this.#guarded(() => this.#parser.write(text));
  }

  /** What was read before a fault stays. */
  #guarded(run: () => void): void {
    if (this.answer.fault) return;
    try {
      run();
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      this.answer.fault = error.problem.code;
    }
  }

  #opened(tag: SaxesTagNS): void {
    if (this.#path.length >= MAX_DEPTH) throw new Trouble('marc.too_deep');
    const { local } = tag;
    if (this.#data && this.#isLoose && this.#path.length === this.#dataDepth && ENVELOPE.has(local))
      this.#data = undefined;
    this.#path.push(local);
    if (this.#data) this.#inData((data) => data.open(tag));
    else this.#openedPart(tag);
  }

  #openedPart(tag: SaxesTagNS): void {
    const { local } = tag;
    this.#text = '';
    if (local === 'searchRetrieveResponse' || local === 'collection' || local === 'explainResponse')
      this.answer.isAnswer = true;
    else if (local === 'recordData') this.#begins(false);
    else if (local === 'record' && isMarc(tag)) {
      this.#begins(true);
      this.#inData((data) => data.open(tag));
    } else if (local === 'diagnostic') this.#diagnostic = {};
  }

  #begins(isLoose: boolean): void {
    if (this.answer.records.length + this.answer.unread >= this.#maxRecords) return;
    this.#data = new RecordData();
    this.#dataDepth = this.#path.length;
    this.#isLoose = isLoose;
    this.#isSpoilt = false;
  }

  #said(text: string): void {
    if (this.#data) this.#inData((data) => data.text(text));
    else this.#text += text;
  }

  #closed({ local }: SaxesTagNS): void {
    const isEnd = this.#path.length === this.#dataDepth;
    this.#path.pop();
    const data = this.#data;
    if (data && (!isEnd || this.#isLoose)) this.#inData((one) => one.close());
    if (data && isEnd) this.#take(data);
    if (!data) this.#closedPart(local, plainText(this.#text).slice(0, 300));
    if (!data) this.#text = '';
  }

  #closedPart(local: string, text: string): void {
    const diagnostic = this.#diagnostic;
    if (diagnostic && local === 'diagnostic') {
      this.#tell(diagnostic);
      this.#diagnostic = undefined;
    } else if (diagnostic) diagnostic[local] = text;
    else if (local === 'numberOfRecords' && /^\d{1,12}$/.test(text)) this.answer.total = Number(text);
  }

  /** A record that is no MARC spoils itself, not the answer. */
  #inData(run: (data: RecordData) => void): void {
    if (!this.#data || this.#isSpoilt) return;
    try {
      run(this.#data);
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      this.#isSpoilt = true;
    }
  }

  #take(data: RecordData): void {
    let read: ReturnType<RecordData['done']> = { record: null, diagnostic: null };
    this.#inData(() => {
      read = data.done();
    });
    this.#data = undefined;
    if (read.record) this.answer.records.push(read.record);
    else this.answer.unread += 1;
    if (read.diagnostic) this.#tell(toldBy(read.diagnostic));
  }

  #tell({ uri = '', message = '', details = '' }: Record<string, string>): void {
    if (this.answer.diagnostics.length < MAX_DIAGNOSTICS) this.answer.diagnostics.push({ uri, message, details });
  }
}

const toldBy = (node: Node): Record<string, string> =>
  Object.fromEntries(
    ['uri', 'message', 'details'].map((name) => [name, all(node, name).length > 0 ? (texts(node, name)[0] ?? '') : '']),
  );
