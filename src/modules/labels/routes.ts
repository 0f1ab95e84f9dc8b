import { fileRoute, listRoute } from '../../kernel/http/route.ts';
import { previewLabels, sheetPicture, testSheet } from './preview.ts';
import { listPrints, PrintReply } from './prints.ts';
import { printAgain, printLabels, printRange } from './verbs/print-labels.ts';

export const labelsRoutes = [
  fileRoute('POST /labels', printLabels, { summary: 'Labels of copies as PDF' }),
  fileRoute('POST /labels/preview', previewLabels, {
    summary: 'The first sheet as SVG, to scale; nothing is recorded',
  }),
  listRoute('GET /label-prints', listPrints, PrintReply),
  fileRoute('POST /label-prints/:id/again', printAgain),
  fileRoute('POST /barcode-ranges/:id/labels', printRange),
  fileRoute('GET /label-sheets/:code/test', testSheet, { summary: 'Test page with rulers and outlines, as PDF' }),
  fileRoute('GET /label-sheets/:code/picture', sheetPicture),
];
