/** As people read it: one space, letters composed, without the marks around what sorting passes over. */
export const plain = (text: string): string =>
  // Most texts are so already.
  /^[!-~]+(?: [!-~]+)*$/.test(text)
    ? text
    : text
        .normalize('NFC')
        .replace(/[\u0088\u0089\u0098\u009c]/g, '')
        .replace(/\s+/g, ' ')
        .trim();

/** Without the punctuation that ISBD puts between parts. */
export function bare(text: string): string {
  const whole = plain(text);
  return '/:;,=+'.includes(whole.at(-1) ?? ' ') ? whole.slice(0, -1).trimEnd() : whole;
}

/** Without a full stop, unless it belongs to an initial or a short word: "Tim Redaksi." but "Pane, A. B." */
export function withoutStop(text: string): string {
  const short = bare(text);
  if (!short.endsWith('.')) return short;
  return /(?:^|[\s.-])\p{L}{1,3}\.$/u.test(short) ? short : short.replace(/\.$/, '').trim();
}

/** "[Jakarta]" is Jakarta, "[S.l.]" is nowhere. */
export function bracketed(text: string | undefined): string | null {
  if (text === undefined) return null;
  const inner = withoutStop(text.replace(/[[\]]/g, '').replace(/^c(?=\d{4})/, ''));
  return inner === '' || /^(?:s\.?\s*[lnae]\.?|s\.?\s*n\.?|n\.?\s*[dp]\.?|tanpa penerbit|tanpa tempat)$/i.test(inner)
    ? null
    : inner;
}

export const firstYear = (text: string | undefined): string | undefined => /(?<!\d)(\d{4})(?!\d)/.exec(text ?? '')?.[1];
