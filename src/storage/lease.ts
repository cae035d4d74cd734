import { type RawBuilder, sql, type SqlBool } from "kysely";
import { LEASE_MS_MAX } from "./storage.ts";

/** Whether nobody holds a row: its lease has run out, or was given by a clock that has been set back since. */
export function isFree(now: number): RawBuilder<SqlBool> {
  return sql<SqlBool>`(leased_until <= ${now} or leased_until > ${now + LEASE_MS_MAX})`;
}
