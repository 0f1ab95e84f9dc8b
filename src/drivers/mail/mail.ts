export interface Letter {
  to: string;
  subject: string;
  text: string;
}

/** SMTP when configured, else letters are files in an outbox folder that a person can open. */
export interface Mail {
  readonly kind: 'smtp' | 'outbox';
  send(letter: Letter): Promise<void>;
}

/** Nothing a person typed begins another header. */
export const oneLine = (text: string): string => text.replace(/[\r\n\u0085\u2028\u2029]+/g, ' ').trim();
