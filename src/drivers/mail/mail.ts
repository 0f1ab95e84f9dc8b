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
