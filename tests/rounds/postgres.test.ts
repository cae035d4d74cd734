import { Client } from "pg";
import { afterAll, beforeAll } from "vitest";
import { startPostgres } from "../storage/postgres-server.ts";
import type { PostgresServer } from "../storage/postgres-server.ts";
import { describeRounds } from "./contract.ts";

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

describeRounds({
  name: "PostgreSQL",
  createUrl: () => server.createUrl(),
  manyHandles: true,
  runs: 6,
  async dump(url) {
    const client = new Client({ connectionString: url });
    await client.connect();
    const tables = await client.query(
      "select table_name from information_schema.tables where table_schema = 'public'",
    );
    const rows: unknown[] = [];
    for (const { table_name: table } of tables.rows)
      rows.push((await client.query(`select * from "${table}"`)).rows);
    await client.end();
    return JSON.stringify(rows);
  },
});
