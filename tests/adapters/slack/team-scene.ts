import { SLACK_PLACE } from "../../../adapters/slack/place.ts";
import { sendDue } from "../../../src/due.ts";
import { isFields } from "../../fakes/slack/block-kit-checks.ts";
import { createPerson } from "../../fakes/slack/people.ts";
import type { Person } from "../../fakes/slack/people.ts";
import { dialog, isAdvice, labels, lastMessage, openScene } from "./scene.ts";
import type { Scene, SceneOptions } from "./scene.ts";
import type { StoredMessage } from "../../fakes/slack/workspace.ts";

export const DAY_MS = 24 * 60 * 60 * 1000;

/** A channel with an opener, an approver and members. */
export interface TeamScene extends Scene {
  readonly lee: Person;
  readonly ada: Person;
  readonly members: readonly Person[];
  /** What could not be sent by the loop of what is due. */
  readonly unsent: string[];
  /** Lets time pass, in steps, and does what falls due. */
  pass(ms: number, steps?: number): Promise<void>;
}

/** A scene with a team for one test, at whose end it closes. */
export async function openTeam(count: number, options: SceneOptions = {}): Promise<TeamScene> {
  const scene = await openScene({ thinkMs: 6000, ...options });
  const { fake, channel } = scene;
  const join = (id: string, name: string) => {
    const person = createPerson(fake, { id, name });
    fake.world.channels.get(channel)?.members.add(id);
    return person;
  };
  const unsent: string[] = [];
  const report = (what: string, cause: unknown) => void unsent.push(`${what}: ${String(cause)}`);
  const due = async () => {
    const send = (_tenant: string, owed: Parameters<ReturnType<Scene["slack"]>["send"]>[0]) =>
      scene.slack().send(owed);
    const kept = {
      storage: scene.storage(),
      dialog: options.dialog ?? dialog,
      beside: [SLACK_PLACE],
    };
    const parts = { ...kept, deliver: send, deliverRound: send, report };
    await sendDue(parts, fake.world.now() + 100);
  };
  return {
    ...scene,
    lee: join("U0LEE", "lee"),
    ada: join("U0ADA", "ada"),
    members: Array.from({ length: count }, (_none, at) => join(`U0MEM${at}`, `member${at}`)),
    unsent,
    async pass(ms, steps = 1) {
      for (let step = 0; step < steps; step += 1) {
        await fake.advance(ms / steps);
        await due();
      }
      // What a timer led to may be due at once.
      await due();
    },
  };
}

/** The app's last message to a person. */
export async function lastTo(team: TeamScene, person: Person): Promise<StoredMessage> {
  return lastMessage({ fake: team.fake, ana: person, slack: team.slack });
}

/** Presses a button on the app's last message to a person that has it. */
export async function pressLast(team: TeamScene, person: Person, label: string): Promise<void> {
  await team.slack().idle();
  const messages = team.fake.messages(person.dm.id);
  const message = messages.findLast((one) => labels(one).includes(label));
  if (!message) throw new Error(`Cannot press ${label}: no message to ${person.member.id} has it`);
  await person.click(message, label);
  await team.slack().idle();
}

/** Opens the form of a person's request: it asks to be filled in, or is prefilled where the price is known. */
export async function openRequest(team: TeamScene, person: Person): Promise<void> {
  await team.slack().idle();
  const isOpen = (label: string) =>
    team.fake.messages(person.dm.id).some((one) => labels(one).includes(label));
  await pressLast(team, person, isOpen("Fill in") ? "Fill in" : "Change it");
}

/** Fills in the form a person has open. */
export async function fill(
  team: TeamScene,
  person: Person,
  values: Readonly<Record<string, string | readonly string[]>>,
): Promise<void> {
  await team.slack().idle();
  const view = team.fake.views(person.member.id).at(-1);
  if (!view) throw new Error(`Cannot fill in: ${person.member.id} has no form open`);
  await person.submit(view, values);
  await team.slack().idle();
}

/** Lee opens a round and Ada accepts; gives the invitation. */
export async function openRound(
  team: TeamScene,
  values: Readonly<Record<string, string>> = {},
): Promise<StoredMessage> {
  const { fake, lee, ada, channel } = team;
  await lee.slashCommand("/certwise budget", { channel });
  await team.slack().idle();
  await lee.click(fake.ephemerals("U0LEE").at(-1)!, "Open a round");
  await fill(team, lee, {
    "What it is about": "AI certifications",
    "Budget, if there is one": "6000 USD",
    Closes: "2026-11-27",
    "Who decides on requests": "U0ADA",
    ...values,
  });
  await pressLast(team, ada, "I will approve");
  const opening = fake.messages(channel).at(-1);
  if (!opening) throw new Error("Cannot go on: the round was not posted");
  return opening;
}

/** Joins from the invitation and answers by typing until the advice is there. */
export async function answer(
  team: TeamScene,
  person: Person,
  words: readonly string[],
): Promise<StoredMessage> {
  const opening = team.fake.messages(team.channel)[0];
  if (!opening) throw new Error("Cannot join: there is no invitation");
  await person.click(opening, "Answer privately");
  await team.slack().idle();
  for (const said of words) {
    if (await adviceTo(team, person)) break;
    await person.directMessage(said);
    await team.slack().idle();
  }
  if (!(await adviceTo(team, person))) await person.directMessage("tell me now");
  const advice = await adviceTo(team, person);
  if (!advice) throw new Error(`Cannot go on: no advice for ${person.member.id}`);
  return advice;
}

async function adviceTo(team: TeamScene, person: Person): Promise<StoredMessage | undefined> {
  await team.slack().idle();
  return team.fake.messages(person.dm.id).find(isAdvice);
}

/** Everything that was ever sent to the channel, as JSON. */
export function sentToChannel({ fake, channel }: TeamScene): readonly string[] {
  return fake.calls
    .filter(
      ({ method, args }) => /^chat\.(?:post|update)/u.test(method) && args["channel"] === channel,
    )
    .filter(({ method }) => method !== "chat.postEphemeral")
    .map(({ args }) => JSON.stringify(args));
}

/** What stands in the channel itself, and what in threads. */
export function inChannel({ fake, channel }: TeamScene): {
  readonly own: readonly StoredMessage[];
  readonly threads: readonly StoredMessage[];
} {
  const all = fake.messages(channel);
  return {
    own: all.filter((one) => one.thread_ts === undefined),
    threads: all.filter((one) => one.thread_ts !== undefined),
  };
}

/** The pictures that stand in a message, as their words. */
export function picturesIn({ blocks }: StoredMessage): readonly string[] {
  return blocks.flatMap((block) =>
    isFields(block) && block["type"] === "image" ? [String(block["alt_text"])] : [],
  );
}
