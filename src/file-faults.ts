import { z } from "zod";
import { editDistance } from "./engine/hearing/spelling.ts";
import { faultAt, type FileFault, type Path, type YamlFile } from "./yaml-file.ts";

/**
 * Says what a zod schema found wrong, in sentences that name the line and what would be right.
 * @param issues the issues of one failed parse of `yaml.value`
 * @param yaml the file that was parsed
 * @param schema the schema, for naming the keys it knows
 * @returns every fault at once, in the order of the file
 */
export function toFaults(
  issues: readonly z.core.$ZodIssue[],
  yaml: YamlFile,
  schema: z.ZodType,
): readonly FileFault[] {
  return issues
    .flatMap((issue) => explain(issue, yaml.value, schema))
    .map(({ path, message }) => faultAt(yaml, path, message))
    .toSorted((a, b) => a.line - b.line);
}

interface Explained {
  readonly path: Path;
  readonly message: string;
}

function explain(issue: z.core.$ZodIssue, value: unknown, schema: z.ZodType): Explained[] {
  const { path } = issue;
  const found = valueAt(value, path);
  const is = found === undefined ? "is missing" : `is ${show(found)}`;
  switch (issue.code) {
    case "unrecognized_keys": {
      const known = knownKeys(schemaAt(schema, path, value));
      return issue.keys.map((key) => ({ path: [...path, key], message: unknownKey(key, known) }));
    }
    case "invalid_union": {
      if ("options" in issue && issue.options)
        return [{ path, message: oneOf(found, issue.options.map(String)) }];
      // The author most likely meant an option whose kind of value is right and that went wrong least.
      const wrongness = (inner: readonly z.core.$ZodIssue[]): number =>
        inner.length +
        (inner.some((each) => each.path.length === 0 && isOfWrongKind(each)) ? 1000 : 0);
      const [least] = issue.errors.toSorted((a, b) => wrongness(a) - wrongness(b));
      if (least === undefined)
        return [{ path, message: `Must be one of the known kinds: it ${is}` }];
      return least.flatMap((inner) =>
        explain({ ...inner, path: [...path, ...inner.path] }, value, schema),
      );
    }
    case "invalid_type": {
      const quotes = issue.expected === "string" && isPlain(found) ? "; put it in quotes" : "";
      return [{ path, message: `Must be ${kindName(issue.expected)}: it ${is}${quotes}` }];
    }
    case "invalid_value":
      return [{ path, message: oneOf(found, issue.values.map(String)) }];
    case "too_small":
      return [{ path, message: `Must be ${atLeast(issue.origin, issue.minimum)}: it ${is}` }];
    case "too_big":
      return [{ path, message: `Must be at most ${issue.maximum}: it ${is}` }];
    case "invalid_format":
      return [{ path, message: `Must be ${formatName(issue)}: it ${is}` }];
    case "custom":
    case "invalid_element":
    case "invalid_key":
    case "not_multiple_of":
      return [{ path, message: issue.message }];
  }
}

function isOfWrongKind({ code }: z.core.$ZodIssue): boolean {
  return code === "invalid_type" || code === "invalid_value";
}

function oneOf(found: unknown, options: readonly string[]): string {
  const guess = typeof found === "string" ? nearest(found, options) : undefined;
  const hint = guess === undefined ? "" : `; did you mean "${guess}"`;
  return `Must be ${listOf(options)}: it ${found === undefined ? "is missing" : `is ${show(found)}`}${hint}`;
}

function unknownKey(key: string, known: readonly string[]): string {
  const guess = nearest(key, known);
  if (guess !== undefined) return `Unknown key "${key}": did you mean "${guess}"`;
  return known.length === 0 ? `Unknown key "${key}"` : `Unknown key "${key}": use ${listOf(known)}`;
}

const KIND_NAMES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a group of keys",
  record: "a group of keys",
};

function kindName(expected: string): string {
  return KIND_NAMES[expected] ?? expected;
}

function atLeast(origin: string, minimum: number | bigint): string {
  if (origin === "string") return "a text that is not empty";
  if (origin === "array")
    return minimum > 1 ? `a list of at least ${minimum}` : "a list that is not empty";
  return `at least ${minimum}`;
}

function formatName(issue: { readonly format: string; readonly message: string }): string {
  if (issue.format === "date") return "a day such as 2026-08-19";
  if (issue.format === "url") return "an address that begins with https://";
  return issue.message;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inside, step) =>
      typeof inside === "object" && inside !== null && Object.hasOwn(inside, step)
        ? Reflect.get(inside, step)
        : undefined,
    value,
  );
}

/** Walks a schema along a path, with the value there; undefined where its shape cannot be told. */
function schemaAt(schema: unknown, path: Path, value: unknown): unknown {
  if (schema instanceof z.ZodOptional) return schemaAt(schema.unwrap(), path, value);
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const kind = schema.def.discriminator;
    const isMeant = (option: unknown): boolean =>
      option instanceof z.ZodObject &&
      z.safeParse(option.shape[kind] ?? z.never(), valueAt(value, [kind])).success;
    return schemaAt(schema.options.find(isMeant), path, value);
  }
  const [step, ...rest] = path;
  if (step === undefined) return schema;
  const inside = valueAt(value, [step]);
  if (schema instanceof z.ZodObject) return schemaAt(schema.shape[String(step)], rest, inside);
  if (schema instanceof z.ZodArray) return schemaAt(schema.element, rest, inside);
  if (schema instanceof z.ZodRecord) return schemaAt(schema.valueType, rest, inside);
  return undefined;
}

function knownKeys(schema: unknown): readonly string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

const isPlain = (value: unknown): boolean =>
  typeof value === "number" || typeof value === "boolean";

function show(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "empty" : "a list";
  if (typeof value === "object" && value !== null) return "a group of keys";
  if (value === null || value === "") return "empty";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = typeof value === "string" ? value : typeof value;
  const short = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  return `"${short}"`;
}

function listOf(options: readonly string[]): string {
  if (options.length < 2) return options.join("");
  return `${options.slice(0, -1).join(", ")} or ${options.at(-1)}`;
}

const SLIPS_MAX = 2;

/** The option that differs by at most two slips of the keyboard; short words allow one. Undefined where none does. */
export function nearest(word: string, options: readonly string[]): string | undefined {
  const [best] = options
    .map((option) => ({
      option,
      slips: editDistance(word.toLowerCase(), option.toLowerCase(), SLIPS_MAX),
    }))
    .filter(({ option, slips }) => slips <= Math.min(SLIPS_MAX, option.length / 3))
    .toSorted((a, b) => a.slips - b.slips);
  return best?.option;
}
