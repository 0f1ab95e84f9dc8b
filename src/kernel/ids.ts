import { uuidV7 } from '../lib/uuid-v7.ts';

/** UUIDv7: ordered by time, made in the application. */
export const newId = (): string => uuidV7();
