import { messages } from '../../kernel/i18n.ts';

export const searchMessages = messages({
  'search.words_schedule': {
    id: 'Kata untuk saran pencarian',
    en: 'Words for search suggestions',
  },
  'search.clean_schedule': {
    id: 'Hapus kata yang tidak dipakai lagi dari saran',
    en: 'Remove words no longer used from suggestions',
  },
});
