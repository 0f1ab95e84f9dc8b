export const MAKE_JOB = 'export.make';
