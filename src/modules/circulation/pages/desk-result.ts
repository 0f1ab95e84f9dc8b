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
  confirm?: { code: string; reasons: readonly string[] };
  /** Lend what just came back to the member who stands here. */
  lend?: string;
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
