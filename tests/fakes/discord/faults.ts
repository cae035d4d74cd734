/** What Discord would refuse in a request: where, its short code and a sentence. */
export interface Fault {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** A JSON object whose fields are not known yet. */
export type Fields = { readonly [name: string]: unknown };

/** Whether a value is a JSON object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A field's text, empty when it is no text. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The items of a value, none when it is no array. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Joins a path as Discord's error tree nests it: `components.0.label`. */
export function at(path: string, key: string | number): string {
  return path === "" ? String(key) : `${path}.${key}`;
}

/** An answer of the API with an error status. */
export interface Refusal {
  readonly status: number;
  readonly body: Fields;
  readonly faults: readonly Fault[];
  readonly headers?: { readonly [name: string]: string };
}

/** Builds an error answer in Discord's shape. https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
export function refuse(
  status: number,
  code: number,
  message: string,
  faults: readonly Fault[] = [],
): Refusal {
  return {
    status,
    faults,
    body: faults.length === 0 ? { message, code } : { message, code, errors: errorTree(faults) },
  };
}

/** A 429 with the headers a client obeys. https://docs.discord.com/developers/topics/rate-limits */
export function rateLimited(
  retryAfterSeconds: number,
  extra: Fields & { readonly global?: boolean } = {},
): Refusal {
  const isGlobal = extra.global === true;
  return {
    status: 429,
    faults: [],
    body: {
      message: "You are being rate limited.",
      retry_after: retryAfterSeconds,
      global: isGlobal,
      code: 0,
      ...extra,
    },
    headers: {
      "retry-after": String(retryAfterSeconds),
      "x-ratelimit-limit": "5",
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset-after": String(retryAfterSeconds),
      "x-ratelimit-scope": isGlobal ? "global" : "user",
      ...(isGlobal ? { "x-ratelimit-global": "true" } : { "x-ratelimit-bucket": "fake" }),
    },
  };
}

/** The answer to a body with faults: 50035, or the special answers Discord gives to an empty message and to too many bytes. */
export function refuseFaults(faults: readonly Fault[]): Refusal {
  // An oversized layout is not validated by Discord but breaks it: discord-api-docs#8554.
  if (faults.every((fault) => fault.code === "LAYOUT_BYTES")) {
    return { status: 500, body: { message: "500: Internal Server Error", code: 0 }, faults };
  }
  if (faults.every((fault) => fault.code === "EMPTY_MESSAGE")) {
    return { status: 400, body: { message: "Cannot send an empty message", code: 50006 }, faults };
  }
  return refuse(400, 50035, "Invalid Form Body", faults);
}

/** Nests faults as Discord does: `{ components: { 0: { label: { _errors: [...] } } } }`. */
function errorTree(faults: readonly Fault[]): Fields {
  const tree: Record<string, unknown> = {};
  const here = faults.filter((fault) => fault.path === "");
  if (here.length > 0) tree["_errors"] = here.map(({ code, message }) => ({ code, message }));
  const keys = new Set(faults.flatMap((fault) => fault.path.split(".")[0] || []));
  for (const key of keys) {
    const inside = faults.filter((fault) => `${fault.path}.`.startsWith(`${key}.`));
    tree[key] = errorTree(
      inside.map((fault) => ({ ...fault, path: fault.path.slice(key.length + 1) })),
    );
  }
  return tree;
}
