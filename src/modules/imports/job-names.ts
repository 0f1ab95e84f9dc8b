export const RUN = 'imports.run';
export const UNDO = 'imports.undo';
