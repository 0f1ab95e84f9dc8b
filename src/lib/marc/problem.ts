/** Why a record was refused. */
export const REFUSALS = [
  'marc.not_a_record',
  'marc.truncated',
  'marc.too_large',
  'marc.too_many_fields',
  'marc.no_fields',
  'marc.directory_broken',
  'marc.nul',
  'marc.bad_tag',
  'marc.bad_code',
  'marc.bad_indicator',
  'marc.separator_inside',
  'marc.lone_surrogate',
  'marc.bad_xml',
  'marc.xml_dtd',
  'marc.too_deep',
  'marc.bad_json',
  'marc.bad_shape',
] as const;

/** What was amiss with a record that could be read all the same, without guessing. */
export const REPAIRS = [
  'marc.length_wrong',
  'marc.base_wrong',
  'marc.directory_wrong',
  'marc.oversize',
  'marc.leader_wrong',
  'marc.encoding_lies',
  'marc.bad_bytes',
  'marc.control_characters',
  'marc.indicators_wrong',
  'marc.no_subfields',
  'marc.empty_subfield',
] as const;

export type Refusal = (typeof REFUSALS)[number];
export type Repair = (typeof REPAIRS)[number];
export type MarcProblemCode = Refusal | Repair;

export interface MarcProblem<Code extends MarcProblemCode = MarcProblemCode> {
  readonly code: Code;
  /** The field, the character, the parser's own words: not translated. */
  readonly detail?: string;
}

/** Each kind of repair once, the first with its detail. */
export class Repairs {
  readonly list: MarcProblem<Repair>[] = [];

  add(code: Repair, detail?: string): void {
    if (this.list.some((problem) => problem.code === code)) return;
    this.list.push(detail === undefined ? { code } : { code, detail });
  }
}
