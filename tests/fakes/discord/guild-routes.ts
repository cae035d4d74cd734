import type { Answer } from "./acknowledge.ts";
import { refuseFaults } from "./faults.ts";
import type { Refusal } from "./faults.ts";
import type { World } from "./world.ts";

const PAGE_MAX = 200;

/**
 * Answers which servers the bot itself is on, a page at a time, in the order of their ids.
 * https://docs.discord.com/developers/resources/user#get-current-user-guilds
 */
export function guildsAnswer(world: World, query: URLSearchParams): Answer | Refusal {
  const limit = Number(query.get("limit") ?? PAGE_MAX);
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE_MAX) {
    const message = `int value should be from 1 to ${PAGE_MAX}.`;
    return refuseFaults([{ path: "limit", code: "NUMBER_TYPE_MAX", message }]);
  }
  const [after, before] = [query.get("after"), query.get("before")];
  const guilds = [...world.guilds.values()]
    .filter(({ installed }) => installed)
    .filter(({ id }) => after === null || BigInt(id) > BigInt(after))
    .filter(({ id }) => before === null || BigInt(id) < BigInt(before))
    .toSorted((a, b) => Number(BigInt(a.id) - BigInt(b.id)));
  // What comes before an id is its nearest neighbours.
  const page = before === null ? guilds.slice(0, limit) : guilds.slice(-limit);
  return {
    status: 200,
    body: page.map(({ id, name }) => ({
      id,
      name,
      icon: null,
      banner: null,
      owner: false,
      permissions: "2248473465835073",
      features: [],
    })),
  };
}
