export { externalPostgres } from './external.ts';
export { PostgresProblem } from './messages.ts';
export { attachPostgres, type Connection, type PostgresServer, type StartOptions, startPostgres } from './server.ts';
