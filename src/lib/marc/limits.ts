export interface MarcLimits {
  /** Longest record that is looked at, in bytes. ISO 2709 allows 99,999; some systems write more. */
  readonly maxRecordBytes: number;
  readonly maxFields: number;
  readonly maxSubfields: number;
  /** So much of a refused record is handed out. */
  readonly maxRejectBytes: number;
}

export const MARC_LIMITS: MarcLimits = {
  maxRecordBytes: 1024 * 1024,
  maxFields: 10_000,
  maxSubfields: 50_000,
  maxRejectBytes: 128 * 1024,
};
