/** Whoever stops us kills us after ten seconds as a rule; by then everything has ended of itself. */
export const STOP_MS = 9000;

/**
 * Does what ending takes, in this order. What fails is reported and keeps nothing from the rest; what hangs, as a database
 * that fell silent does, is left when the time is over.
 *
 * @param limitMs - For all of it together, ms.
 * @returns whether all of it was done
 */
export async function stopAll(
  steps: readonly (() => Promise<unknown> | undefined)[],
  { limitMs, report }: { readonly limitMs: number; readonly report: (cause: unknown) => void },
): Promise<boolean> {
  const inOrder = async () => {
    let isClean = true;
    for (const step of steps) {
      try {
        await step();
      } catch (cause) {
        report(cause);
        isClean = false;
      }
    }
    return isClean;
  };
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => {
    report(new Error(`Could not wait any longer: not everything had ended after ${limitMs} ms`));
    resolve(false);
  }, limitMs);
  try {
    return await Promise.race([inOrder(), late]);
  } finally {
    clearTimeout(timer);
  }
}
