import type { Words } from '../../../ui/words.ts';
import type { DeskState } from './desk-result.ts';

interface Before {
  memberId: string | null;
  returning: boolean;
  words: Words;
}
type Command = (before: Before) => DeskState;

const nextPatron: Command = () => ({ memberId: null, returning: false, result: null });
const onlyReturn: Command = ({ words }) => ({
  memberId: null,
  returning: true,
  result: {
    tone: 'ok',
    title: words('circulation.desk.returning'),
    details: [words('circulation.desk.returning.hint')],
  },
});

/** Words typed instead of a code, in both languages; a slash tells them from names. */
const COMMANDS: Readonly<Record<string, Command>> = {
  '/selesai': nextPatron,
  '/done': nextPatron,
  '/kembali': onlyReturn,
  '/return': onlyReturn,
};

export const commandIn = (code: string): Command | undefined => COMMANDS[code.toLowerCase()];
