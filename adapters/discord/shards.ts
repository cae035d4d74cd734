/** Whether the adapter can do its work, and why not. */
export interface Health {
  readonly healthy: boolean;
  readonly reason?: string;
}

/**
 * How the parts of one connection are. Discord recommends one part, a shard, for about a thousand servers, and sends
 * direct messages to the first only. https://docs.discord.com/developers/events/gateway#sharding
 */
export interface Shards {
  /** Healthy when every shard that was begun is connected; else all reasons why not, refusals first. */
  health(): Health;
  /** Discord does not want one of them: nothing that we try again would change that. */
  isRefused(): boolean;
  /** These are to be connected; nothing that was said before counts. */
  begin(ids: readonly number[]): void;
  connected(id: number): void;
  lost(id: number, reason: string): void;
  /** Stays, whatever else is said of this shard. */
  refused(id: number, reason: string): void;
  /** Why they could not be connected; it counts until they are. */
  failed(reason: string): void;
}

/** Makes the shards of a connection that is still to be begun. */
export function createShards(): Shards {
  const refusals = new Map<number, string>();
  const losses = new Map<number, string>();
  let failure: string | undefined = "not connected yet";
  return {
    health: () => {
      if (refusals.size + losses.size === 0 && failure === undefined) return { healthy: true };
      const known = failure === undefined ? [] : [failure];
      const reasons = new Set([...refusals.values(), ...known, ...losses.values()]);
      return { healthy: false, reason: [...reasons].join("; ") };
    },
    isRefused: () => refusals.size > 0,
    begin: (ids) => {
      failure = undefined;
      refusals.clear();
      losses.clear();
      for (const id of ids) losses.set(id, "not connected yet");
    },
    connected: (id) => {
      losses.delete(id);
      if (losses.size === 0) failure = undefined;
    },
    lost: (id, reason) => void losses.set(id, reason),
    refused: (id, reason) => {
      losses.delete(id);
      refusals.set(id, reason);
    },
    failed: (reason) => {
      failure = reason;
    },
  };
}
