// A cell that begins so is run as a formula by a spreadsheet; full-width signs too, in East Asian editions.
// Leading apostrophes are passed over, so that escaping can be undone exactly.
const FORMULA = /^'*(\s*[=+\-@＝＋－＠]|\p{Cc})/u;

/** Text that is safe in a spreadsheet's cell: a leading apostrophe makes it text there. */
export function escapeFormula(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

export function unescapeFormula(text: string): string {
  return text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text;
}
