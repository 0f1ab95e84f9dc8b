import { z } from 'zod';
import { view } from '../../kernel/view.ts';
import { targetNames } from './queries.ts';

/** Public catalogues that a librarian adds with one click. Asked from a development machine without a way out: none could be tried. */
export const PRESETS = {
  'loc-sru': {
    name: 'Library of Congress (SRU)',
    protocol: 'SRU',
    url: 'http://lx2.loc.gov:210/lcdb',
    sruVersion: '1.1',
    recordSchema: 'marcxml',
    indexIsbn: 'bath.isbn',
    indexIssn: 'bath.issn',
    indexTitle: 'bath.title',
    indexAuthor: 'bath.author',
  },
  'loc-z3950': {
    name: 'Library of Congress (Z39.50)',
    protocol: 'Z3950',
    host: 'lx2.loc.gov',
    port: 210,
    database: 'LCDB',
  },
  dnb: {
    name: 'Deutsche Nationalbibliothek',
    protocol: 'SRU',
    url: 'https://services.dnb.de/sru/dnb',
    sruVersion: '1.1',
    recordSchema: 'MARC21-xml',
    indexIsbn: 'num',
    indexIssn: 'num',
    indexTitle: 'tit',
    indexAuthor: 'per',
  },
  k10plus: {
    name: 'K10plus',
    protocol: 'SRU',
    url: 'https://sru.k10plus.de/opac-de-627',
    sruVersion: '1.1',
    recordSchema: 'marcxml',
    indexIsbn: 'pica.isb',
    indexIssn: 'pica.iss',
    indexTitle: 'pica.tit',
    indexAuthor: 'pica.per',
  },
  // As SLiMS asks it: no CQL, and no index of ISBN is known.
  perpusnas: {
    name: 'Perpustakaan Nasional RI',
    protocol: 'SRU',
    url: 'https://opac.perpusnas.go.id/sru.aspx',
    sruVersion: 'PARAMETERS',
    recordSchema: null,
    indexIsbn: null,
    indexIssn: null,
    indexTitle: 'title',
    indexAuthor: 'author',
  },
} as const;
export type PresetKey = keyof typeof PRESETS;
export const PRESET_KEYS = [
  'perpusnas',
  'loc-sru',
  'loc-z3950',
  'dnb',
  'k10plus',
] as const satisfies readonly PresetKey[];

export const PresetReply = z.object({
  key: z.enum(PRESET_KEYS),
  name: z.string(),
  protocol: z.enum(['SRU', 'Z3950']),
  address: z.string(),
  /** There is a target of this name. */
  added: z.boolean(),
});

export const listPresets = view({
  name: 'cataloguing.presets',
  permission: 'book:create',
  input: z.strictObject({}),
  async run(ctx): Promise<z.output<typeof PresetReply>[]> {
    const names = new Set((await targetNames(ctx)).map((name) => name.toLowerCase()));
    return PRESET_KEYS.map((key) => {
      const preset = PRESETS[key];
      const address = preset.protocol === 'SRU' ? preset.url : `${preset.host}:${preset.port}/${preset.database}`;
      return {
        key,
        name: preset.name,
        protocol: preset.protocol,
        address,
        added: names.has(preset.name.toLowerCase()),
      };
    });
  },
});
