import { blockKitFaults } from "./block-kit.ts";
import { isFields, type Fields } from "./block-kit-checks.ts";
import type { Method } from "./chat-methods.ts";
import { filledBlocks, Refusal, type StoredView, type Team, type Workspace } from "./workspace.ts";

/** Milliseconds a trigger id lives (https://docs.slack.dev/interactivity/handling-user-interaction). */
const TRIGGER_MS = 3000;
const STACK_MAX = 3;

/** Refuses what Slack refuses in a view; answers the view with ids and defaults filled in. */
export function acceptedView(
  world: Workspace,
  surface: "modal" | "home",
  view: unknown,
  exceptId = "",
): Fields {
  if (!isFields(view))
    throw new Refusal("invalid_arguments", {
      response_metadata: { messages: ["[ERROR] missing required field: view"] },
    });
  if (JSON.stringify(view).length > 250_000) throw new Refusal("view_too_large");
  const faults = blockKitFaults(surface, view);
  if (faults.length > 0) {
    const messages = faults.map(
      (one) => `[ERROR] ${one.replace("[json-pointer:", "[json-pointer:/view")}`,
    );
    throw new Refusal("invalid_arguments", { response_metadata: { messages } });
  }
  const external = view["external_id"] ?? "";
  const isTaken =
    external !== "" &&
    [...world.views.values()].some(
      (one) => one.id !== exceptId && one.definition["external_id"] === external,
    );
  if (isTaken) throw new Refusal("duplicate_external_id");
  return {
    ...view,
    blocks: filledBlocks(world, Array.isArray(view["blocks"]) ? view["blocks"] : []),
  };
}

/** A view as payloads and answers show it. */
export function shownView(world: Workspace, view: StoredView, values: Fields = {}): Fields {
  const { definition, id, hash, teamId, root_view_id, previous_view_id } = view;
  const team = world.teams.get(teamId);
  return {
    id,
    team_id: teamId,
    type: definition["type"],
    blocks: definition["blocks"],
    private_metadata: definition["private_metadata"] ?? "",
    callback_id: definition["callback_id"] ?? "",
    state: { values },
    hash,
    // Slack really gives a Home tab this title.
    title: definition["title"] ?? { type: "plain_text", text: "View Title", emoji: true },
    clear_on_close: definition["clear_on_close"] ?? false,
    notify_on_close: definition["notify_on_close"] ?? false,
    close: definition["close"] ?? null,
    submit: definition["submit"] ?? null,
    previous_view_id,
    root_view_id,
    app_id: world.appId,
    external_id: definition["external_id"] ?? "",
    app_installed_team_id: team?.isEnterpriseInstall === true ? team.enterprise?.id : teamId,
    bot_id: team?.botId,
  };
}

function nextHash(world: Workspace): string {
  return `${Math.floor(world.now() / 1000)}.${world.nextId("").slice(-8)}`;
}

/** Opens a view on top of those a person has open, or alone. */
export function openView(
  world: Workspace,
  user: string,
  teamId: string,
  definition: Fields,
  how: "open" | "push",
): StoredView {
  const below = how === "push" ? (world.stacks.get(user) ?? []) : [];
  if (below.length >= STACK_MAX) throw new Refusal("push_limit_reached");
  const id = world.nextId("V");
  const view: StoredView = {
    id,
    teamId,
    user,
    definition,
    hash: nextHash(world),
    root_view_id: below[0] ?? id,
    previous_view_id: below.at(-1) ?? null,
  };
  if (how === "open") closeViews(world, user);
  world.views.set(id, view);
  world.stacks.set(user, [...below, id]);
  return view;
}

/** Closes all modals of a person, or those from one on. */
export function closeViews(world: Workspace, user: string, fromId?: string): void {
  const stack = world.stacks.get(user) ?? [];
  const from = fromId === undefined ? 0 : stack.indexOf(fromId);
  if (from < 0) return;
  for (const id of stack.slice(from)) world.views.delete(id);
  world.stacks.set(user, stack.slice(0, from));
}

/** Puts another content into an open view. */
export function changeView(world: Workspace, view: StoredView, definition: Fields): StoredView {
  const changed = { ...view, definition, hash: nextHash(world) };
  world.views.set(view.id, changed);
  return changed;
}

function usedTrigger(world: Workspace, team: Team, id: unknown): string {
  const trigger = world.triggers.get(String(id));
  if (trigger === undefined || trigger.teamId !== team.id) throw new Refusal("invalid_trigger_id");
  if (trigger.isUsed) throw new Refusal("exchanged_trigger_id");
  if (world.now() - trigger.at > TRIGGER_MS) throw new Refusal("expired_trigger_id");
  return trigger.user;
}

function spend(world: Workspace, id: unknown): void {
  const trigger = world.triggers.get(String(id));
  if (trigger !== undefined) trigger.isUsed = true;
}

function opening(how: "open" | "push"): Method {
  return (world, team, args) => {
    const user = usedTrigger(world, team, args["trigger_id"]);
    if (how === "push" && (world.stacks.get(user) ?? []).length === 0)
      throw new Refusal("not_found");
    const definition = acceptedView(world, "modal", args["view"]);
    const view = openView(world, user, team.id, definition, how);
    spend(world, args["trigger_id"]);
    return { view: shownView(world, view) };
  };
}

const updateView: Method = (world, team, args) => {
  const { view_id: id, external_id: external } = args;
  const view = [...world.views.values()].find((one) =>
    id === undefined
      ? external !== undefined && one.definition["external_id"] === external
      : one.id === id,
  );
  if (view === undefined || view.teamId !== team.id) throw new Refusal("not_found");
  if (args["hash"] !== undefined && args["hash"] !== view.hash) throw new Refusal("hash_conflict");
  return {
    view: shownView(
      world,
      changeView(world, view, acceptedView(world, "modal", args["view"], view.id)),
    ),
  };
};

const publishView: Method = (world, team, args) => {
  const member = world.members.get(String(args["user_id"]));
  if (member === undefined || member.hasLeft) {
    throw new Refusal("invalid_arguments", {
      response_metadata: { messages: ["invalid `user_id`"] },
    });
  }
  const known = world.homes.get(member.id);
  if (args["hash"] !== undefined && args["hash"] !== known?.hash)
    throw new Refusal("hash_conflict");
  const definition = acceptedView(world, "home", args["view"]);
  const id = known?.id ?? world.nextId("V");
  const home: StoredView = {
    id,
    teamId: team.id,
    user: member.id,
    definition,
    hash: nextHash(world),
    root_view_id: id,
    previous_view_id: null,
  };
  world.homes.set(member.id, home);
  return { view: shownView(world, home) };
};

/** The methods that open and change modals and Home tabs. */
export const VIEW_METHODS: { readonly [method: string]: Method } = {
  "views.open": opening("open"),
  "views.push": opening("push"),
  "views.update": updateView,
  "views.publish": publishView,
};
