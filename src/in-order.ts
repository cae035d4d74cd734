import { randomUUID } from "node:crypto";

/** Does the tasks of one name in the order they came, and those of different names side by side. */
export interface Order {
  run<Value>(name: string, task: () => Promise<Value>): Promise<Value>;
  /** Settles when nothing is under way. */
  idle(): Promise<void>;
}

/** Makes an order. It is a courtesy within one process: what is correct is decided by storage. */
export function createOrder(): Order {
  const last = new Map<string, Promise<unknown>>();
  return {
    async run(name, task) {
      const before = last.get(name) ?? Promise.resolve();
      const mine = before.then(task, task);
      last.set(name, mine);
      try {
        return await mine;
      } finally {
        if (last.get(name) === mine) last.delete(name);
      }
    },
    async idle() {
      while (last.size > 0) await Promise.allSettled(last.values());
    },
  };
}

/** A point in the order of what one process hears and says. */
export interface Tick {
  /** Which process. */
  readonly run: string;
  readonly count: number;
}

/** Counts what one process hears and says, in its order, so that no clock is needed to know what came first. */
export function createTicks(): () => Tick {
  const run = randomUUID();
  let count = 0;
  return () => ({ run, count: (count += 1) });
}

/** Whether one came before the other in the same process; false where that cannot be known. */
export function isBefore(one: Tick | undefined, other: Tick | undefined): boolean {
  return one !== undefined && one.run === other?.run && one.count < other.count;
}
