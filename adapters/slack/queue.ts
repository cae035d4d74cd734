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
      const settled = next
        .catch(() => undefined)
        .then(() => {
          if (last.get(key) === settled) last.delete(key);
        });
      last.set(key, settled);
      return next;
    },
    async idle() {
      while (last.size > 0) await Promise.all(last.values());
    },
  };
}
