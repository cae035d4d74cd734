import type { Fields } from "./block-kit-checks.ts";
import { acceptedContent, postAsApp } from "./chat-methods.ts";
import { Refusal, type ResponseUrl, type Team, type Workspace } from "./workspace.ts";

/** How long and how often a response address works (https://docs.slack.dev/interactivity/handling-user-interaction). */
const LIFE_MS = 30 * 60 * 1000;
const USES_MAX = 5;

/** Gives an interaction the path its replies may be posted to. */
export function nextResponsePath(world: Workspace, from: Omit<ResponseUrl, "at" | "uses">): string {
  const folder = from.kind === "command" ? "commands" : "actions";
  const path = `/${folder}/${from.teamId}/${world.nextId("")}/${world.nextId("").toLowerCase()}`;
  world.responseUrls.set(path, { ...from, at: world.now(), uses: 0 });
  return path;
}

/**
 * Takes a reply posted to a response address.
 *
 * Where sources disagree on what happens without `replace_original` on an interaction, the fake replaces and notes a fault.
 *
 * @throws {Refusal} with a status that makes Bolt's `respond()` throw
 */
export function respondTo(world: Workspace, path: string, body: Fields): void {
  const address = world.responseUrls.get(path);
  if (address === undefined) throw new Refusal("invalid_url", {}, 404);
  if (world.now() - address.at > LIFE_MS) throw new Refusal("expired_url", {}, 404);
  if (address.uses >= USES_MAX) throw new Refusal("used_url", {}, 404);
  address.uses += 1;
  const team = world.teams.get(address.teamId);
  if (team === undefined || team.isRevoked) throw new Refusal("token_revoked", {}, 404);
  try {
    reply(world, team, address, body);
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(error.code, error.details, 400) : error;
  }
}

function reply(world: Workspace, team: Team, address: ResponseUrl, body: Fields): void {
  const { replace_original: replace, delete_original: remove } = body;
  if (address.kind === "command" && (replace === true || remove === true)) {
    // Slack answers ok and leaves the first reply as it is: https://github.com/slackapi/bolt-js/issues/2287
    world.faults.push("response_url: the reply to a command cannot be replaced or deleted");
    return;
  }
  for (const flag of [replace, remove]) {
    if (flag !== undefined && typeof flag !== "boolean") throw new Refusal("invalid_arguments");
  }
  const original =
    address.original === undefined ? undefined : world.messages.get(address.original);
  if (remove === true) {
    if (original === undefined) throw new Refusal("message_not_found");
    world.messages.delete(original.ts);
    return;
  }
  if (address.kind === "command" || replace === false) return postReply(world, team, address, body);
  const content = acceptedContent(world, "response_url", body);
  if (replace === undefined)
    world.faults.push("response_url: say `replace_original`, its default is disputed");
  if (original === undefined || original.user !== team.botUserId)
    throw new Refusal("message_not_found");
  world.messages.set(original.ts, {
    ...original,
    text: content.text ?? "",
    blocks: content.blocks ?? [],
    isEdited: true,
  });
}

/** Posts a reply that the person alone sees, unless it says `in_channel`. */
export function postReply(world: Workspace, team: Team, address: ResponseUrl, body: Fields): void {
  const { response_type: type } = body;
  if (type !== undefined && type !== "ephemeral" && type !== "in_channel")
    throw new Refusal("invalid_arguments");
  const content = acceptedContent(world, "response_url", body);
  const thread = typeof body["thread_ts"] === "string" ? { thread_ts: body["thread_ts"] } : {};
  postAsApp(
    world,
    team,
    address.channel,
    content,
    type === "in_channel" ? thread : { ephemeralTo: address.user, ...thread },
  );
}
