import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Mail, oneLine } from './mail.ts';

/** Without a mail server letters are written to a folder, where an operator can open them. */
export function outboxMail(folder: string): Mail {
  let written = 0;
  return {
    kind: 'outbox',
    async send(letter) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const name = `${new Date().toISOString().replace(/[:.]/g, '-')}-${process.pid}-${++written}.txt`;
      const text = `To: ${oneLine(letter.to)}\nSubject: ${oneLine(letter.subject)}\n\n${letter.text}\n`;
      await writeFile(join(folder, name), text, { mode: 0o600 });
    },
  };
}
