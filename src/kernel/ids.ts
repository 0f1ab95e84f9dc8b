import { v7 } from 'uuid';

/** UUIDv7: ordered by time, made in the application. */
export const newId = (): string => v7();
