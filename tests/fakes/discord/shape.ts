import fields from "./discord-fields.json" with { type: "json" };
import { at, isFields, itemsOf } from "./faults.ts";
import type { Fault } from "./faults.ts";

interface FieldRule {
  readonly type: string;
  readonly items?: string;
  readonly oneOf?: readonly string[];
  readonly range?: readonly [number, number];
  readonly nullable: boolean;
  readonly required: boolean;
}

const shapes: { readonly [name: string]: { readonly [field: string]: FieldRule } } = parseShapes();

/**
 * The faults of one request object against `discord-fields.json`: unknown and missing fields, types, lengths, ranges.
 * Components inside it are not entered: `component-rules.ts` walks them, because where they may stand decides.
 * Lengths are UTF-16 units, never less than what Discord counts.
 */
export function shapeFaults(name: string, value: unknown, path = ""): Fault[] {
  const shape = shapes[name];
  if (shape === undefined) throw new RangeError(`Cannot check an unknown shape: "${name}"`);
  if (!isFields(value)) {
    return [{ path, code: "MODEL_TYPE_CONVERT", message: "Only dictionaries may be used" }];
  }
  const faults: Fault[] = [];
  for (const field of Object.keys(value)) {
    // Discord drops unknown fields without a word; here they are refused, because they are always a mistake.
    if (!(field in shape)) {
      faults.push({ path: at(path, field), code: "UNKNOWN_FIELD", message: "No such field" });
    }
  }
  for (const [field, rule] of Object.entries(shape)) {
    faults.push(...fieldFaults(rule, value[field], at(path, field)));
  }
  return faults;
}

function fieldFaults(rule: FieldRule, value: unknown, path: string): Fault[] {
  if (value === undefined || value === null) {
    if (value === null && rule.nullable) return [];
    if (value === undefined && !rule.required) return [];
    if (value === null && rule.type === "any" && !rule.required) return [];
    return [{ path, code: "BASE_TYPE_REQUIRED", message: "This field is required" }];
  }
  if (!hasType(rule.type, value)) {
    return [{ path, code: "BASE_TYPE_CONVERT", message: `Could not interpret as ${rule.type}.` }];
  }
  if (rule.oneOf && !rule.oneOf.includes(JSON.stringify(value).replaceAll('"', ""))) {
    const message = `Value must be one of (${rule.oneOf.join(", ")}).`;
    return [{ path, code: "BASE_TYPE_CHOICES", message }];
  }
  if (rule.range) {
    const [least, most] = rule.range;
    const isSized = typeof value === "string" || Array.isArray(value);
    const measured = isSized ? value.length : Number(value);
    if (measured < least || measured > most) {
      const code = isSized ? "BASE_TYPE_BAD_LENGTH" : "NUMBER_TYPE_RANGE";
      return [{ path, code, message: `Must be between ${least} and ${most}.` }];
    }
  }
  const { items } = rule;
  if (items === undefined || items === "component" || items === "any") return [];
  if (rule.type === "object") return shapeFaults(items, value, path);
  return itemsOf(value).flatMap((item, index) => shapeFaults(items, item, at(path, index)));
}

function hasType(type: string, value: unknown): boolean {
  switch (type) {
    case "integer":
      return Number.isInteger(value);
    case "array":
      return Array.isArray(value);
    case "snowflake":
      return typeof value === "string" && /^\d{1,20}$/.test(value);
    case "object":
    case "component":
      return isFields(value);
    case "any":
      return true;
    default:
      return typeof value === type;
  }
}

function parseShapes(): { [name: string]: { [field: string]: FieldRule } } {
  const parsed: { [name: string]: { [field: string]: FieldRule } } = {};
  for (const [name, shape] of Object.entries(fields)) {
    if (typeof shape === "string") continue;
    const rules: { [field: string]: FieldRule } = {};
    for (const [field, text] of Object.entries<string>(shape)) rules[field] = parseRule(text);
    parsed[name] = rules;
  }
  return parsed;
}

function parseRule(text: string): FieldRule {
  const [type = "any", ...words] = text.split(" ");
  const items = words.find((word) => word.startsWith("of:"))?.slice(3);
  const oneOf = words
    .find((word) => word.startsWith("in:"))
    ?.slice(3)
    .split(",");
  const range = words
    .find((word) => word.includes(".."))
    ?.split("..")
    .map(Number);
  return {
    type,
    nullable: words.includes("null"),
    required: words.includes("!"),
    ...(items !== undefined && { items }),
    ...(oneOf && { oneOf }),
    ...(range && { range: [range[0] ?? 0, range[1] ?? 0] as const }),
  };
}
