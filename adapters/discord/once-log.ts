import type { Log } from "./log.ts";

/** A log that does not repeat itself: what is tried again twice a second fails in the same way every time. */
export interface OnceLog {
  /** Logs what went wrong with something, unless just that was logged since it last worked. */
  failed(
    about: string,
    level: "warn" | "error",
    details: { readonly reason: string; readonly shard?: number },
    message: string,
  ): void;
  /** It works again: whatever goes wrong from now on is news. */
  worked(about: string): void;
}

/** Makes one that writes to `log`. */
export function createOnceLog(log: Log): OnceLog {
  const said = new Map<string, Set<string>>();
  return {
    failed: (about, level, details, message) => {
      const known = said.get(about) ?? new Set();
      const line = `${message}: ${details.reason}`;
      if (known.has(line)) return;
      said.set(about, known.add(line));
      log[level](details, message);
    },
    worked: (about) => void said.delete(about),
  };
}
