// 813.54, R 297.1, 2X1.3 (the Indonesian expansion for Islam); not FIC, QA76 or 81.
const PREFIX = String.raw`(?i)^\s*(?:r(?:ef)?[ ./-]*)?`;

/** First digit of the class of a DDC number and two zeros; null where there is none. */
export const ddcClass = (column: string): string =>
  `substring(${column} from '${PREFIX}([0-9])(?:[0-9]{2}(?![0-9])|x)') || '00'`;

/** Its first two signs and a zero: 890, 2X0. */
export const ddcDivision = (column: string): string =>
  `upper(substring(${column} from '${PREFIX}([0-9](?:[0-9](?=[0-9](?![0-9]))|x))')) || '0'`;
