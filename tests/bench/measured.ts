/** What a measured process can be asked for. */
export interface Measured {
  /** Settles when nothing is under way. */
  idle(): Promise<void>;
}

/** Says where this process listens, and from then on answers what it is asked: it ends with the process that started it. */
export function reportTo(parent: NodeJS.Process, port: number, { idle }: Measured): void {
  parent.on("message", async () => {
    await idle();
    const { user, system } = parent.cpuUsage();
    collectGarbage();
    parent.send?.({ cpuMs: (user + system) / 1000, residentBytes: parent.memoryUsage.rss() });
  });
  parent.on("disconnect", () => parent.exit());
  parent.send?.({ port });
}

/** Where `--expose-gc` is on: all of it, the pages that stand empty too, so that what remains is what is kept. */
function collectGarbage(): void {
  void globalThis.gc?.({ type: "major", execution: "sync", flavor: "last-resort" });
}
