import { z } from "zod";
import { say } from "../engine/reply.ts";
import type { ConversationKey, Storage } from "../storage/storage.ts";
import { mayEnd } from "../team/closing.ts";
import type { RoundPermission } from "../team/opening.ts";
import { takesAnswers } from "../team/state.ts";
import type { TurnParts } from "../turn.ts";
import { joinTexts } from "./card.ts";
import { textOf } from "./draft.ts";
import type { Fill } from "./press.ts";
import { writeMention } from "./replies.ts";
import type { OwedRoundReply, RoundButton, RoundNoticeReply } from "./replies.ts";
import { runRound } from "./run.ts";
import { sayNotice } from "./say-notice.ts";
import { readRound } from "./stored.ts";
import type { StoredRound } from "./stored.ts";
import { ifReadable, readStored } from "../unreadable.ts";

/** Opens the form in which whoever administers a workspace says who may open rounds. */
export const SETTINGS_BUTTON: RoundButton = {
  label: say("round.action.settings"),
  event: { type: "form", form: "settings" },
};

/**
 * Who may open rounds: what was set for the first of these that has a setting, such as a server and then all servers;
 * everybody, until somebody sets it.
 */
export async function readPermission(
  storage: Storage,
  workspaces: readonly string[],
): Promise<RoundPermission> {
  for (const workspace of workspaces) {
    const stored = await storage.read(settingsKey(workspace));
    if (!stored) continue;
    return parsePermission(stored.state);
  }
  return { type: "everybody" };
}

const permissionSchema = z.union([
  z.object({ type: z.literal("everybody") }),
  z.object({ type: z.literal("people"), people: z.array(z.string()) }),
]);

/** A setting that cannot be read permits nobody but whoever administers the workspace, who can set it anew. */
function parsePermission(state: string): RoundPermission {
  const read = ifReadable(() => readStored(state, permissionSchema, "a setting of rounds"));
  return read ?? { type: "people", people: [] };
}

/**
 * A round keeps to the setting of the workspace it was opened in, wherever a button of it is pressed. Opening one, and the setting itself,
 * are about the workspace where that happens, whatever round is named.
 */
export async function permissionFor(
  storage: Storage,
  request: {
    readonly tenant: string;
    readonly workspace?: string;
    readonly event: { readonly form?: string; readonly round?: string };
  },
  found: StoredRound | undefined,
): Promise<RoundPermission> {
  const { tenant, workspace = tenant } = request;
  const { form = "", round } = request.event;
  if (OF_WORKSPACE.includes(form)) return readPermission(storage, [workspace, tenant]);
  const stored = round === undefined ? found : await readRound(storage, tenant, round);
  const own = stored ? (stored.channel.workspace ?? tenant) : workspace;
  return readPermission(storage, [own, tenant]);
}

/** Forms that are about no round that exists. */
const OF_WORKSPACE: readonly string[] = ["open", "settings"];

/** Whether somebody administers the workspace, where that has to be asked for and decides whether they may end a round. */
export async function findRank(
  storage: Storage,
  request: {
    readonly tenant: string;
    readonly person: string;
    readonly event: { readonly type: string };
    readonly findRank?: () => Promise<boolean>;
  },
  round: string,
): Promise<boolean> {
  const { tenant, person, event } = request;
  if (!request.findRank || !["close", "cancel", "budget"].includes(event.type)) return false;
  const stored = await readRound(storage, tenant, round);
  if (!stored || mayEnd(stored.round, { by: person, administers: false })) return false;
  const { phase } = stored.round;
  return (takesAnswers(stored.round) || phase === "proposed") && request.findRank();
}

/** Sets who may open rounds in a workspace, once for each `deliveryId`. */
export async function writePermission(
  storage: Storage,
  said: {
    readonly workspace: string;
    readonly permission: RoundPermission;
    readonly now: number;
    readonly deliveryId: string;
  },
): Promise<void> {
  const { workspace, permission, now, deliveryId } = said;
  const state = JSON.stringify(permission);
  const key = settingsKey(workspace);
  const input = { key, deliveryId: `permit ${deliveryId}`, now, leaseMs: 0 };
  await storage.turn({ ...input, address: "null" }, () => ({ state, replies: [] }));
}

/** Takes the form that says who may open rounds; from anybody who does not administer the workspace it changes nothing. */
export async function takeSettings(
  parts: TurnParts,
  request: {
    readonly tenant: string;
    readonly person: string;
    readonly deliveryId: string;
    readonly fill: Fill;
    readonly now: number;
    readonly address: unknown;
    readonly locale?: string;
    readonly workspace?: string;
    readonly administers?: boolean;
  },
): Promise<readonly OwedRoundReply[]> {
  const { tenant, person, deliveryId, fill, now, address, locale, administers = false } = request;
  const { workspace = tenant } = request;
  const permission = toPermission(fill);
  if (administers) await writePermission(parts.storage, { workspace, permission, now, deliveryId });
  const reply = administers
    ? sayPermission(permission)
    : sayNotice("settings-not-yours", undefined);
  return runRound(parts, {
    tenant,
    round: "",
    deliveryId,
    now,
    actor: { person, address },
    ...(locale !== undefined && { locale }),
    decide: () => ({ type: "say", reply }),
  });
}

/** Reads the form: nobody named means everybody. */
function toPermission({ fields }: Fill): RoundPermission {
  const people = (textOf(fields["people"]) ?? "")
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");
  return people.length === 0
    ? { type: "everybody" }
    : { type: "people", people: [...new Set(people)] };
}

/** Says what holds from now on. */
function sayPermission(permission: RoundPermission): RoundNoticeReply {
  const people = permission.type === "people" ? permission.people : [];
  const named = people.map((person) => say("round.person", { person: writeMention(person) }));
  return {
    type: "round-notice",
    notice: "settings-kept",
    round: "",
    as: "new",
    title: say(`round.settings.${permission.type}`),
    lines: named.length === 0 ? [] : [joinTexts(named)],
    actions: [],
  };
}

function settingsKey(workspace: string): ConversationKey {
  return { tenant: workspace, person: "", dialog: "round-settings" };
}
