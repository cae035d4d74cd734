import type { PostgresLimits } from "./postgres-pool.ts";
import { openSqlite } from "./sqlite.ts";
import type { Storage } from "./storage.ts";

/**
 * Opens the database behind a URL, ready to use.
 *
 * @param url `postgres://…` or `postgresql://…`; anything else is an SQLite file: a path, a `file:` URL or `:memory:`
 * @param limits - How long PostgreSQL may take; default a few seconds.
 * @throws {Error} when it cannot be opened or brought up to date
 */
export async function openStorage(url: string, limits?: PostgresLimits): Promise<Storage> {
  if (!/^postgres(ql)?:\/\//u.test(url)) return openSqlite(url);
  // Loaded where it is used: its client is memory that an SQLite file does not need.
  const { openPostgres } = await import("./postgres.ts");
  return openPostgres(url, limits);
}
