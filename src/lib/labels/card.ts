import type { Readable } from 'node:stream';
import { mm, newPdf, type PdfOptions, pdfStream } from '../pdf/document.ts';
import { barMarks, code128, modulesOf, qrCode, qrMarks } from './barcode.ts';
import { boxAt } from './label-pdf.ts';
import { type Box, GREY, lineHeight, type Mark, type Measure, textIn } from './marks.ts';
import { breathe, measureWith, paintPdf } from './paint-pdf.ts';
import { type LabelSheet, labelsOnPage } from './sheet.ts';
import { CARD_SHEETS } from './sheets.ts';

export interface MemberCard {
  readonly library: string;
  readonly title: string;
  readonly name: string;
  readonly number: string;
  /** Lines under the name: member type, class, expiry. */
  readonly lines: readonly string[];
  /** Read when the card is drawn; null: the card has no picture. */
  readonly photo?: (() => Promise<Buffer | null>) | undefined;
}

export interface CardPaper {
  /** Without one, each card is a page of its own size. */
  readonly sheet?: LabelSheet | undefined;
  /** The first place that is still free, from 1. */
  readonly start?: number | undefined;
}

const EDGE = 4;
const BAND = 11.3;
const QR = 20;
const ACCENT = '#1e4d7b';
const WHITE = '#ffffff';
const PHOTO = { width: 15, height: 20 };
const BARS = 8;
const MODULE = 0.33;

async function cardMarks(measure: Measure, card: MemberCard, { x, y, width, height }: Box): Promise<Mark[]> {
  const photo = card.photo ? await card.photo() : null;
  const inner = width - 2 * EDGE;
  const band = { x: x + EDGE, width: inner };
  const left = x + EDGE + (photo ? PHOTO.width + 2.5 : 0);
  const text = { x: left, width: x + width - EDGE - QR - 2.5 - left };
  const [name, below] = textIn(measure, card.name, { ...text, y: y + BAND + 2.5 }, { size: 11, bold: true, lines: 2 });
  const lines = card.lines.slice(0, 3).flatMap((line, at) => {
    const style = { size: 7.5, color: GREY };
    return textIn(measure, line, { ...text, y: below + 0.8 + at * lineHeight(8) }, style)[0];
  });
  const bars = await code128(card.number);
  const foot = y + height - EDGE - lineHeight(8);
  const barsWidth = Math.min(modulesOf(bars) * MODULE, inner - 20 * MODULE);
  const barsAt = { x: x + EDGE + (inner - barsWidth) / 2, y: foot - BARS - 0.5, width: barsWidth, height: BARS };
  return [
    { kind: 'boxes', boxes: [[x, y, width, BAND]], color: ACCENT },
    ...textIn(measure, card.library, { ...band, y: y + 2 }, { size: 10, bold: true, color: WHITE })[0],
    ...textIn(measure, card.title, { ...band, y: y + 6.7 }, { size: 7, color: WHITE })[0],
    ...(photo ? [{ kind: 'picture', bytes: photo, box: { x: x + EDGE, y: y + BAND + 2.5, ...PHOTO } } as const] : []),
    ...name,
    ...lines,
    qrMarks(await qrCode(card.number), { x: x + width - EDGE - QR, y: y + BAND + 2.5, width: QR }),
    barMarks(bars, barsAt),
    ...textIn(measure, card.number, { ...band, y: foot }, { size: 8, bold: true, align: 'center' })[0],
  ];
}

const ownPage = CARD_SHEETS[0] as LabelSheet;

/** Cards of a bank card's size, each on a page of its own or several on a sheet with lines to cut along. */
export function memberCardPdf(cards: readonly MemberCard[], options: PdfOptions, paper: CardPaper = {}): Readable {
  const { sheet = ownPage, start = 1 } = paper;
  const size = { width: mm(sheet.paper.width), height: mm(sheet.paper.height), margin: 0 };
  return pdfStream(
    () => newPdf(cards[0]?.title ?? '', size, options),
    async (pdf) => {
      let pages = 0;
      for (const [at, card] of cards.entries()) {
        const place = boxAt(sheet, start - 1 + at);
        for (; pages <= place.page; pages++) pdf.addPage();
        paintPdf(pdf, await cardMarks(measureWith(pdf), card, place));
        if (labelsOnPage(sheet) > 1) paintPdf(pdf, [{ kind: 'frame', box: place }]);
        await breathe(pdf);
        if (pdf.destroyed) return;
      }
    },
  );
}
