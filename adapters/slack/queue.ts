/** Runs the work of one conversation in the order it came, so that its screens arrive in order. */
export interface Queue {
  run(key: string, work: () => Promise<void>): Promise<void>;
  /** Settles when nothing is under way. */
  idle(): Promise<void>;
}

/** Makes a queue. It is a courtesy within one process: what is correct is decided by storage. */
export function createQueue(): Queue {
  const last = new Map<string, Promise<void>>();
  return {
    run(key, work) {
      const before = last.get(key) ?? Promise.resolve();
      const next = before.then(work, work);
      const settled = clear(next);
      last.set(key, settled);
      return next;

      async function clear(under: Promise<void>): Promise<void> {
        await under.catch(() => undefined);
        if (last.get(key) === settled) last.delete(key);
      }
    },
    async idle() {
      while (last.size > 0) await Promise.all(last.values());
    },
  };
}
