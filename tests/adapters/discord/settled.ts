import { setImmediate as nextRound } from "node:timers/promises";
import type { Storage } from "../../../src/storage/storage.ts";
import type { FakeDiscord } from "../../fakes/discord/fake-discord.ts";

/** A storage that knows what is under way. */
export interface Watched {
  readonly storage: Storage;
  /** Resolves when no turn is being taken and everything that was said is sent. */
  settled(): Promise<void>;
  /** How many turns were taken. */
  taken(): number;
}

/** Watches what a bot does with its storage, so that a test can wait for all that an act leads to. */
export function watch(storage: Storage, fake: FakeDiscord): Watched {
  let turns = 0;
  let taken = 0;
  const owed = new Set<string>();
  const isQuiet = () => turns === 0 && owed.size === 0;
  return {
    storage: {
      ...storage,
      turn: async (input, step) => {
        turns += 1;
        try {
          const result = await storage.turn(input, step);
          if (result.type === "applied") for (const { id } of result.outbox) owed.add(id);
          return result;
        } finally {
          turns -= 1;
          taken += 1;
          fake.world.changed();
        }
      },
      markSent: async (id, how) => {
        await storage.markSent(id, how);
        owed.delete(id);
        fake.world.changed();
      },
    },
    taken: () => taken,
    async settled() {
      // What follows a turn begins in the same moment or the next.
      for (let quiet = 0; quiet < 3; quiet = isQuiet() ? quiet + 1 : 0) {
        await fake.until(isQuiet);
        await nextRound();
      }
    },
  };
}
