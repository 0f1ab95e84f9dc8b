import {
  CamelCasePlugin,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type { Pool, PoolClient } from 'pg';
import type { DB } from './tables.ts';

type Runs = Pick<Pool | PoolClient, 'query'>;

/** Transactions belong to verb(); Kysely only builds and runs statements on what it is given. */
class BareDriver implements Driver {
  readonly #connection: DatabaseConnection;
  constructor(target: Runs) {
    this.#connection = {
      async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
        const result = await target.query(query.sql, [...query.parameters]);
        return { rows: result.rows as R[], numAffectedRows: BigInt(result.rowCount ?? 0) };
      },
      streamQuery() {
        throw new Error('stream with pg-query-stream on a client of your own');
      },
    };
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
  beginTransaction(): Promise<void> {
    throw new Error('transactions are opened by verb()');
  }
  commitTransaction = this.beginTransaction;
  rollbackTransaction = this.beginTransaction;
}

export function kyselyOn(target: Runs): Kysely<DB> {
  return new Kysely<DB>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new BareDriver(target),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}

/** One builder per pooled connection, made once. */
export function kyselyCache(): (client: PoolClient) => Kysely<DB> {
  const made = new WeakMap<PoolClient, Kysely<DB>>();
  return (client) => {
    const known = made.get(client) ?? kyselyOn(client);
    made.set(client, known);
    return known;
  };
}
