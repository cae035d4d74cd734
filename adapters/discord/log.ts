/** A line of log with what is known about it. */
export interface Log {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/**
 * Secrets by their shape, wherever they stand: an interaction token in an address or by itself (it is base64 of
 * "interaction:…", cut anywhere), and a bot token (three parts: id, time, signature).
 * https://docs.discord.com/developers/reference#authentication
 */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/(?<path>\/interactions\/\d+\/)[^/\s?"']+/gu, "$<path>[token]"],
  [/(?<path>\/webhooks\/\d+\/)[^/\s?"']+/gu, "$<path>[token]"],
  [/aW50ZXJhY3Rpb2[\w-]+/gu, "[token]"],
  [/[\w-]{20,}\.[\w-]{5,8}\.[\w-]{20,}/gu, "[token]"],
];

/** Takes the tokens out of a text. */
export function redact(text: string): string {
  return SECRETS.reduce((read, [secret, shown]) => read.replaceAll(secret, shown), text);
}

/** What is logged of an error: never the request's body, which holds a person's words. */
export function describeError(error: unknown): {
  readonly reason: string;
  readonly code?: string | number;
  readonly status?: number;
  readonly cause?: string;
} {
  if (!(error instanceof Error)) return { reason: redact(String(error)) };
  const code = "code" in error ? error.code : undefined;
  const status = "status" in error ? error.status : undefined;
  return {
    reason: redact(`${error.name}: ${error.message}`),
    ...(typeof code === "string" || typeof code === "number" ? { code } : {}),
    ...(typeof status === "number" ? { status } : {}),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause).reason }),
  };
}
