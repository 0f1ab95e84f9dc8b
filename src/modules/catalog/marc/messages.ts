import { messages } from '../../../kernel/i18n.ts';
import { marcMessages } from '../../../lib/marc/messages.ts';

messages(marcMessages);

export const catalogMarcMessages = messages({
  'catalog.not_marc': {
    id: 'Berkas ini bukan MARC (ISO 2709, MARCXML, atau MARC-in-JSON)',
    en: 'This file is not MARC (ISO 2709, MARCXML or MARC-in-JSON)',
  },
  'catalog.staff.flag.marc_repaired': { id: 'Cantuman MARC diperbaiki', en: 'MARC record mended' },
  'catalog.staff.flag.bad_barcode': { id: 'Barcode salah', en: 'Bad barcode' },
  'catalog.staff.flag.call_number_cut': { id: 'Nomor panggil terpotong', en: 'Call number cut' },
});
