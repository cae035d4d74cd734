// The small language the Block Kit check is written in: a check looks at one value and notes what Slack would refuse.

/** A JSON object whose fields are not known yet. */
export interface Fields {
  readonly [name: string]: unknown;
}

/** Whether the value is a JSON object (no array, no null). */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a run of checks has found so far; faults read as Slack's `response_metadata.messages` do, without the `[ERROR]`. */
export interface Findings {
  readonly faults: string[];
  readonly surface: "message" | "modal" | "home";
  /** Elements that asked for the focus; a view allows one. */
  focused: number;
}

/** Looks at the value found at a JSON pointer. */
export type Check = (value: unknown, at: string, findings: Findings) => void;

/** Notes one fault in Slack's wording: what is wrong, then where. */
export function fault(findings: Findings, at: string, what: string): void {
  findings.faults.push(`${what} [json-pointer:${at}]`);
}

/** A string of a length in characters. Slack counts after escaping; `.length` is never smaller than its count. */
export function string(charsMax: number, charsMin = 1): Check {
  return (value, at, findings) => {
    if (typeof value !== "string") return fault(findings, at, "must provide a string");
    if (value.length > charsMax)
      fault(findings, at, `must be less than ${charsMax + 1} characters`);
    if (value.length < charsMin)
      fault(findings, at, `must be more than ${charsMin - 1} characters`);
  };
}

/** An http or https address of at most 3000 characters. */
export const url: Check = (value, at, findings) => {
  string(3000)(value, at, findings);
  if (typeof value !== "string") return;
  const parsed = URL.canParse(value) ? new URL(value) : undefined;
  if (parsed === undefined || !["http:", "https:"].includes(parsed.protocol))
    fault(findings, at, "invalid url");
};

/** True or false. */
export const boolean: Check = (value, at, findings) => {
  if (typeof value !== "boolean") fault(findings, at, "must provide a boolean");
};

/** A whole number in a range. */
export function integer(min: number, max: number): Check {
  return (value, at, findings) => {
    if (!Number.isInteger(value) || Number(value) < min || Number(value) > max) {
      fault(findings, at, `must be a whole number from ${min} to ${max}`);
    }
  };
}

/** One of some words or numbers. */
export function oneOf(...allowed: readonly (string | number)[]): Check {
  return (value, at, findings) => {
    if (!allowed.some((one) => one === value))
      fault(findings, at, `must be a valid enum value: ${allowed.join(", ")}`);
  };
}

/** A string of a pattern, such as a date. */
export function pattern(form: RegExp, says: string): Check {
  return (value, at, findings) => {
    if (typeof value !== "string" || !form.test(value)) fault(findings, at, `must be ${says}`);
  };
}

/** A list of a number of items. */
export function list(item: Check, max: number, min = 1): Check {
  return (value, at, findings) => {
    if (!Array.isArray(value)) return fault(findings, at, "must provide an array");
    if (value.length > max) fault(findings, at, `no more than ${max} items allowed`);
    if (value.length < min) fault(findings, at, `no less than ${min} items allowed`);
    for (const [index, one] of value.entries()) item(one, `${at}/${index}`, findings);
  };
}

/**
 * An object with known fields only; a name that ends in `?` may be left out.
 *
 * @param fields the check of each field
 * @param also what no single field can tell
 * @returns a check of the whole object
 */
export function object(
  fields: { readonly [name: string]: Check },
  also?: (value: Fields, at: string, findings: Findings) => void,
): Check {
  const known = new Map(
    Object.entries(fields).map(([name, check]) => [
      name.replace("?", ""),
      { check, isRequired: !name.endsWith("?") },
    ]),
  );
  return (value, at, findings) => {
    if (!isFields(value)) return fault(findings, at, "must provide an object");
    for (const [name, { check, isRequired }] of known) {
      if (value[name] !== undefined) check(value[name], `${at}/${name}`, findings);
      else if (isRequired) fault(findings, at, `missing required field: ${name}`);
    }
    for (const name of Object.keys(value)) {
      if (!known.has(name)) fault(findings, at, `invalid additional property: ${name}`);
    }
    also?.(value, at, findings);
  };
}

/**
 * An object told apart by its `type`.
 *
 * @param kinds the check of each allowed type
 * @returns a check that refuses every other type
 */
export function tagged(kinds: { readonly [type: string]: Check }): Check {
  return (value, at, findings) => {
    const type = isFields(value) ? value["type"] : undefined;
    const check = typeof type === "string" && Object.hasOwn(kinds, type) ? kinds[type] : undefined;
    if (check === undefined) fault(findings, `${at}/type`, `unsupported type: ${String(type)}`);
    else check(value, at, findings);
  };
}

/** Some of the entries of a record, by name. */
export function pick(
  from: { readonly [type: string]: Check },
  ...types: readonly string[]
): { readonly [type: string]: Check } {
  return Object.fromEntries(
    types.map((type) => {
      const check = from[type];
      if (check === undefined) throw new RangeError(`Cannot pick a check: "${type}" has none`);
      return [type, check];
    }),
  );
}
