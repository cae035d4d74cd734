import type { PostgresLimits } from "./postgres-pool.ts";
import { openSqlite } from "./sqlite.ts";
import type { Storage } from "./storage.ts";

/**
 * Opens the database behind a URL, ready to use.
 *
 * @param url `postgres://…` or `postgresql://…`; anything else is an SQLite file: a path, a `file:` or `sqlite:` address or `:memory:`
 * @param limits - How long PostgreSQL may take; default a few seconds.
 * @throws {Error} when it cannot be opened or brought up to date
 */
export async function openStorage(url: string, limits?: PostgresLimits): Promise<Storage> {
  if (!/^postgres(ql)?:\/\//u.test(url)) return openSqlite(toPath(url));
  // Loaded where it is used: its client is memory that an SQLite file does not need.
  const { openPostgres } = await import("./postgres.ts");
  return openPostgres(url, limits);
}

/**
 * The path or URI behind an address of an SQLite file. What stands after two slashes is a path, as people write it, and
 * never the name of a machine: `sqlite://a.sqlite` is a file here, `sqlite:///a.sqlite` one at the root.
 */
function toPath(url: string): string {
  const { rest } = /^(?:sqlite|file):(?:\/\/)?(?<rest>.*)$/isu.exec(url)?.groups ?? {};
  if (rest === undefined) return url;
  return rest === ":memory:" ? rest : `file:${rest}`;
}
