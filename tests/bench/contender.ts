import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** A bot in a process of its own, so that what drives it is not counted. */
export interface Contender {
  /** Where it listens, if it does. */
  readonly port: number;
  /** What it has used so far, once nothing is under way. */
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

/** Processor time of all threads in all, and the memory that is resident after a garbage collection. */
export type Usage = z.infer<typeof usage>;

const ready = z.object({ port: z.number() });
const usage = z.object({ cpuMs: z.number(), residentBytes: z.number() });

/**
 * Starts a script of this folder and waits until it is ready.
 *
 * @param execArgv - for Node itself
 */
export async function startContender(
  script: string,
  args: readonly string[],
  execArgv: readonly string[] = [],
): Promise<Contender> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  // As src/start.js does: the compiled code is kept from one start to the next.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "certwise-bench-code") };
  const child = fork(path, [...args], { execArgv: [...execArgv], env });
  const { port } = ready.parse(await nextMessage(child));
  return {
    port,
    async usage() {
      child.send("usage");
      return usage.parse(await nextMessage(child));
    },
    async stop() {
      const gone = once(child, "exit");
      child.disconnect();
      await gone;
    },
  };
}

async function nextMessage(child: ChildProcess): Promise<unknown> {
  const stopped = new AbortController();
  const { signal } = stopped;
  const gone = once(child, "exit", { signal }).then(() => {
    throw new Error("Could not measure: the process ended");
  });
  try {
    const [message]: unknown[] = await Promise.race([once(child, "message", { signal }), gone]);
    return message;
  } finally {
    gone.catch(() => undefined);
    stopped.abort();
  }
}
