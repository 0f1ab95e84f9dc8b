const INDONESIA = [
  ['Asia/Jakarta', 'WIB: Jakarta, Sumatra, Jawa'],
  ['Asia/Pontianak', 'WIB: Pontianak'],
  ['Asia/Makassar', 'WITA: Makassar, Bali, Nusa Tenggara'],
  ['Asia/Jayapura', 'WIT: Jayapura, Maluku, Papua'],
] as const;

/** Indonesia's zones first, then every other one there is. */
export const zoneOptions = [
  ...INDONESIA.map(([value, label]) => ({ value, label })),
  ...Intl.supportedValuesOf('timeZone')
    .filter((zone) => !INDONESIA.some(([name]) => name === zone))
    .map((zone) => ({ value: zone, label: zone })),
];
