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
    globalThis.gc?.();
    const m = parent.threadCpuUsage();
    parent.send?.({ mainMs: (m.user + m.system) / 1000, systemMs: system / 1000, cpuMs: (user + system) / 1000, residentBytes: parent.memoryUsage.rss() });
  });
  parent.on("disconnect", () => parent.exit());
  parent.send?.({ port });
}
