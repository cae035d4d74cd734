import { type RawBuilder, sql, type SqlBool } from "kysely";
import { type Claim, LEASE_MS_MAX, type Tenants } from "./storage.ts";

/**
 * Whether a row may be claimed: it is of a tenant that is looked after, and nobody holds it, as its lease has run out or
 * was given by a clock that has been set back since.
 */
export function isFree({ now, tenants }: Claim): RawBuilder<SqlBool> {
  const late = now + LEASE_MS_MAX;
  return sql<SqlBool>`((leased_until <= ${now} or leased_until > ${late}) and ${isOf(tenants)})`;
}

/** Whether a row belongs to one of these tenants. */
export function isOf(tenants: Tenants | undefined): RawBuilder<SqlBool> {
  if (!tenants) return sql<SqlBool>`true`;
  return "only" in tenants
    ? sql<SqlBool>`tenant in (${sql.join(tenants.only)})`
    : sql<SqlBool>`tenant not in (${sql.join(tenants.except)})`;
}
