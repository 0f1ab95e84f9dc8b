import type { Tone } from '../../../ui/components/page.tsx';

/** What a scan did, as the desk shows, sounds and speaks it. */
export interface DeskResult {
  tone: Exclude<Tone, 'plain'>;
  /** The word: lent, returned, stop. */
  title: string;
  /** The thing it happened to. */
  subject?: string;
  details: readonly string[];
  /** The next physical act, larger than everything else. */
  act?: string;
  /** A borrowing whose last scan can be taken back for 30 seconds. */
  undo?: string;
  /** Goes on in spite of these reasons; never by Enter. */
  confirm?: { action: string; fields: readonly (readonly [string, string])[] };
  /** Lend what just came back to the member who stands here. */
  lend?: string;
  /** Whose book it was: opens him, to take what he owes. */
  open?: { number: string; name: string };
  quickAdd?: string;
  choices?: readonly { code: string; title: string; about: string }[];
  receipt?: string;
}

export interface DeskState {
  memberId: string | null;
  /** Only returning: nothing is lent, whoever's card was scanned. */
  returning: boolean;
  result: DeskResult | null;
}

/** Who stands here, and whether only returning: what every form of the desk carries. */
export const stateIn = (form: URLSearchParams): Omit<DeskState, 'result'> => {
  const memberId = form.get('anggota');
  return { memberId: isId(memberId) ? memberId : null, returning: form.get('mode') === 'kembali' };
};

export const withResult = (form: URLSearchParams, result: DeskResult): DeskState => ({ ...stateIn(form), result });

const isId = (text: string | null): text is string =>
  text !== null && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
