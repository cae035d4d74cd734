import { LogLevel } from "@slack/bolt";
import type { Logger } from "@slack/bolt";

/** Where the adapter reports to; pino's shape. Nothing a person said is ever passed to it. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Tokens, and addresses that are as good as tokens, made unreadable. */
function redact(text: string): string {
  return text.replaceAll(/xox[a-z]*-[\w.-]+|xapp-[\w.-]+|https?:\/\/\S+/gu, "[redacted]");
}

/** Why something failed, without what was in it. */
export function causeOf(error: unknown): string {
  return error instanceof Error ? redact(`${error.name}: ${error.message}`) : "unknown";
}

/** Bolt's own reports, from warnings on: its lower levels hold whole payloads. */
export function toBoltLogger(log: Log): Logger {
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...said: readonly unknown[]) => log.warn({ from: "bolt" }, line(said)),
    error: (...said: readonly unknown[]) => log.error({ from: "bolt" }, line(said)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}

function line(said: readonly unknown[]): string {
  const words = said.map((one) =>
    one instanceof Error ? one.message : typeof one === "string" ? one : "",
  );
  return redact(words.join(" "));
}
