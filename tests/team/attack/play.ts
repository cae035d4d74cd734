import { CONTRIBUTE } from "../../../src/rounds/contribution.ts";
import type { RoundWork } from "../../../src/rounds/contribution.ts";
import { openGame, pass, press, talk, TENANT } from "./game.ts";
import type { Game, Look, Seen } from "./game.ts";
import { OPENER } from "./script.ts";
import type { Facts, Op, Script } from "./script.ts";

/** A round that was played: what was shown to whom, and what was true. */
export interface Played {
  readonly seen: readonly Seen[];
  /** The answers that stood when the round closed, by person. */
  readonly standing: ReadonlyMap<string, Facts>;
  /** What was stored after each erasure, and 30 days after closing. */
  readonly looks: readonly Look[];
}

/** Changes what is shown, to see whether the attack notices. */
export type Leak = (seen: readonly Seen[], played: Played, script: Script) => readonly Seen[];

/** Plays a script through the public turns of a round, as an adapter would, and keeps what each person sees. */
export async function play(script: Script, leak?: Leak): Promise<Played> {
  const game = await openGame(script);
  for (const op of script.ops) await take(game, op);
  const { seen, standing, looks } = game;
  return { seen: leak ? leak(seen, { seen, standing, looks }, script) : seen, standing, looks };
}

async function take(game: Game, op: Op): Promise<void> {
  const { round, requests } = game;
  switch (op.type) {
    case "join":
      return press(game, op.person, { type: "join", round });
    case "answer":
      return answer(game, op.person, op.facts);
    case "erase":
      return erase(game, op.person);
    case "ask":
      return ask(game, op);
    case "withdraw":
      return press(game, op.person, {
        type: "withdraw",
        round,
        request: requests.get(op.person) ?? "",
      });
    case "decide":
      return decide(game, op);
    case "review":
      return press(game, op.person, { type: "review", round, used: op.used, gains: op.gains });
    case "look":
      return press(game, op.person, { type: "budget" });
    case "export":
      return press(game, op.person, { type: "export", round, format: "markdown" });
    case "close":
      await press(game, OPENER, { type: "close", round });
      return game.sure && press(game, OPENER, game.sure);
    case "wait":
      return pass(game, game.now + op.ms);
  }
}

/** As an interview that ends leaves it; whether it was counted is read off the word its person gets. */
async function answer(game: Game, person: string, contribution: Facts): Promise<void> {
  const { round, storage, seen, answered } = game;
  const at = game.now + 1000;
  const work: RoundWork = { type: "contribute", round, person, at, contribution, address: {} };
  const payload = JSON.stringify(work);
  const row = { id: `contribute ${at}`, kind: CONTRIBUTE, at, payload, person };
  await storage.schedule(TENANT, row);
  const before = seen.length;
  await pass(game, at);
  const told = seen.slice(before).filter(({ by }) => by === person);
  if (told.some(({ title }) => / answer counts/u.test(title))) answered.set(person, contribution);
}

async function erase(game: Game, person: string): Promise<void> {
  await talk(game, person, { type: "forget" });
  await talk(game, person, { type: "text", text: "yes" });
  game.answered.delete(person);
  // What was asked for by name stays, and so does who opens and approves.
  if (game.requests.has(person) || !person.startsWith("U00M")) return;
  const text = withoutErasures(game.everything());
  game.looks.push({ why: "erasure", secrets: [person], text });
}

async function ask(game: Game, op: Extract<Op, { type: "ask" }>): Promise<void> {
  const { person, named, amount, task = "" } = op;
  const { round } = game;
  if (named !== undefined) await talk(game, person, { type: "start", text: named });
  const name = named === undefined ? { name: "A course of my own" } : {};
  const fields = { ...name, amount: String(amount), task };
  await press(game, person, { type: "fill", form: "request", round, fields });
  const request = game.requests.get(person);
  if (request !== undefined) await press(game, person, { type: "send", round, request });
}

async function decide(game: Game, op: Extract<Op, { type: "decide" }>): Promise<void> {
  const { by, about, choice } = op;
  const { round } = game;
  const request = game.requests.get(about) ?? "";
  if (choice === "approve" || choice === "later")
    return press(game, by, { type: choice, round, request });
  const fields = { condition: "With two hours a week", amount: "", reason: "REASON-TO-DECLINE" };
  await press(game, by, { type: "fill", form: choice, round, request, fields });
  if (choice === "decline") await press(game, by, { type: "confirm", round, request });
}

/** That somebody erased, and when, is kept for an hour, so that no answer on its way brings them back. */
function withoutErasures(text: string): string {
  return text.replaceAll(/\\"erased\\":\[[^\]]*\]/gu, "");
}
