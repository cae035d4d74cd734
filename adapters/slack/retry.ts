import { retryAfterMs, TokenRefused } from "./start-failure.ts";

/** Waits so many ms; rejects when the signal says that nobody waits any more. */
export type Pause = (ms: number, signal?: AbortSignal) => Promise<void>;

/** Something that is tried for ever. */
export interface Retry {
  /** Tries until it is done, or stopped, or a token is refused; does nothing while that is under way. */
  run(): Promise<void>;
  /** What failed before does not count any more. */
  reset(): void;
}

/** What `createRetry` needs. */
export interface RetryOptions {
  readonly isDone: () => boolean;
  /** Tries once. @throws {TokenRefused} when trying again would not help */
  readonly attempt: () => Promise<void>;
  readonly onFailure: (error: unknown) => void;
  readonly onRefused: (refusal: TokenRefused) => void;
  readonly pause: Pause;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly stopping: AbortSignal;
}

const FIRST_MS = 1000;
/** The longest wait, unless Slack itself asks for a longer one. */
export const WAIT_MS_MAX = 30_000;

/**
 * Tries at once, then after one second, two, four, up to half a minute; less up to a half by chance, so that many that
 * were cut off together do not come back together.
 */
export function createRetry(options: RetryOptions): Retry {
  const { isDone, pause, random, stopping } = options;
  let attempts = 0;
  let isRunning = false;

  /** @returns how long Slack wants us to wait at least, ms */
  async function attempt(): Promise<number> {
    try {
      await options.attempt();
      return 0;
    } catch (error) {
      if (error instanceof TokenRefused) throw error;
      options.onFailure(error);
      return retryAfterMs(error);
    }
  }

  async function tryAll(): Promise<void> {
    let leastMs = 0;
    while (!isDone() && !stopping.aborted) {
      const waitMs = Math.max(leastMs, backoffMs(attempts, random));
      if (waitMs > 0) await pause(waitMs, stopping);
      if (stopping.aborted) return;
      attempts += 1;
      leastMs = await attempt();
    }
  }

  return {
    run: async () => {
      if (isRunning) return;
      isRunning = true;
      try {
        await tryAll();
      } catch (error) {
        if (error instanceof TokenRefused) options.onRefused(error);
        else if (!stopping.aborted) throw error;
      } finally {
        isRunning = false;
      }
    },
    reset: () => {
      attempts = 0;
    },
  };
}

function backoffMs(attempts: number, random: () => number): number {
  if (attempts === 0) return 0;
  return Math.min(WAIT_MS_MAX, FIRST_MS * 2 ** (attempts - 1)) * (1 - random() / 2);
}
