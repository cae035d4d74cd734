/** The fields of a JSON object, of which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * The fields of an object; of anything else none. Every click is read with it, field by field: a schema of all that an
 * interaction may hold takes longer than the interview takes to decide.
 */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : NONE;
}

const NONE: Fields = {};

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}

/** A text; undefined for anything else, so that a null is as good as a field that is left out. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** A number; undefined for anything else. */
export function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** The texts of a list; of anything else none. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
