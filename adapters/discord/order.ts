/** Does the tasks of one name in the order they came, and those of different names side by side. */
export type InOrder = <Value>(name: string, task: () => Promise<Value>) => Promise<Value>;

/** Makes the order. It holds within this process; storage is what holds between several. */
export function createOrder(): InOrder {
  const queues = new Map<string, Promise<unknown>>();
  return async (name, task) => {
    const before = queues.get(name) ?? Promise.resolve();
    const mine = before.then(task, task);
    queues.set(name, mine);
    try {
      return await mine;
    } finally {
      if (queues.get(name) === mine) queues.delete(name);
    }
  };
}
