import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import type { Discord } from "../../adapters/discord/bot.ts";
import { openStorage } from "../../src/storage/open.ts";
import { createInteraction } from "../fakes/discord/interaction-json.ts";
import type { RawComponent, RawMessage } from "../fakes/discord/raw-json.ts";
import type { Interaction } from "../fakes/discord/world.ts";
import { fresh, partsOf, startCertwise } from "./discord/certwise.ts";
import { BEGUN, dialog, keyOf, PACE_MS } from "./expected.ts";
import type { Seat } from "./seat.ts";

/** Where the interview is: on a server, in a message that only one person sees, or in the direct messages. */
export type Place = "server" | "direct";

/** Sits down at Discord. */
export async function openDiscord(place: Place): Promise<Seat> {
  const folder = mkdtempSync(join(tmpdir(), "certwise-discord-"));
  const open = () => openStorage(join(folder, "certwise.sqlite"));
  const certwise = await startCertwise({ now: BEGUN });
  const { fake } = certwise;
  let storage = await open();
  let discord: Discord = await certwise.start({ parts: { storage, dialog } });
  const said = () => fake.dms().filter(({ author }) => author.bot === true);
  const shown = (): RawMessage => {
    const message = place === "server" ? fake.ephemerals()[0] : said().at(-1);
    if (!message) throw new Error("Cannot look at the screen: the app said nothing");
    return fresh(fake, message);
  };
  const done = async (acting: Promise<Interaction>) => {
    await fake.answered(await acting);
    // An advice in a direct message comes below, after the question has become one line.
    await fake.until(() => choicesOf(shown()).length > 0);
  };
  const pick = (message: RawMessage, label: string, asShown = false): Promise<Interaction> => {
    const { button, select, value = "" } = choiceOf(message, label);
    return select
      ? fake.select(message, [value], select.custom_id, { asShown })
      : fake.click(message, (one) => one.custom_id === button?.custom_id, { asShown });
  };
  const wait = () => fake.advance(PACE_MS);
  return {
    begin: async () => {
      wait();
      const channel = place === "server" ? fake.channel : fake.dmOf(fake.ana);
      await fake.answered(await fake.slash("certwise check", {}, { channel }));
      await fake.until(() => fake.ephemerals().length + said().length > 0);
    },
    press: (label) => {
      wait();
      return done(pick(shown(), label));
    },
    type: async (words) => {
      wait();
      if (place === "server") {
        await done(pick(shown(), "Type it"));
        return done(fake.submitModal({ text: words }));
      }
      const before = said().length;
      fake.dm(words);
      await fake.until(() => said().length > before);
    },
    screen: () => textOf(shown()),
    options: () => choicesOf(shown()).map(({ label }) => label),
    face: (label) => choicesOf(shown()).find((one) => one.label === label)?.face,
    hold: (label) => {
      const old = shown();
      return () => {
        wait();
        return done(pick(old, label, true));
      };
    },
    intrude: async (label) => {
      const ben = fake.addPerson("ben");
      const message = shown();
      const { button, select, value } = choiceOf(message, label);
      const used = select ?? button;
      const data = {
        component_type: used?.type,
        custom_id: used?.custom_id,
        id: used?.id,
        ...(select ? { values: [value] } : {}),
      };
      // No client lets others press what they do not see; Discord's servers could still deliver it.
      const where = { person: ben, channel: fake.channel };
      const interaction = createInteraction(
        fake.world,
        3,
        data,
        where,
        fake.world.messages.get(message.id),
      );
      fake.dispatch("INTERACTION_CREATE", interaction.raw);
      await fake.answered(interaction);
      return fake.ephemerals(ben).map(textOf).join("\n");
    },
    another: async () => {
      const ben = fake.addPerson("ben");
      await fake.answered(await fake.slash("certwise check", {}, { user: ben }));
      const seen = [...fake.messages(), ...fake.ephemerals(ben), ...fake.dms(ben)];
      return seen.map(textOf).join("\n");
    },
    stored: async () => (await storage.read(keyOf("discord", fake.ana.user.id)))?.state,
    restart: async () => {
      await discord.stop();
      await storage.close();
      storage = await open();
      discord = await certwise.start({ parts: { storage, dialog } });
    },
    stop: async () => {
      await certwise.stop();
      await storage.close();
      rmSync(folder, { recursive: true, force: true });
      expect(fake.refusals).toEqual([]);
    },
  };
}

interface Choice {
  readonly label: string;
  /** With its number and its mark. */
  readonly face: string;
  readonly button?: RawComponent;
  readonly select?: RawComponent;
  readonly value?: string;
}

/** Everything to press, without the mark before it; what changes an answer is called by the answer it stands beside. */
function choicesOf(message: RawMessage): readonly Choice[] {
  const parts = partsOf(message);
  const besides = new Map(
    parts.flatMap(({ accessory, components = [] }) =>
      accessory ? [[accessory.custom_id, plain(components[0]?.content ?? "")] as const] : [],
    ),
  );
  return parts.flatMap((part): readonly Choice[] => {
    const { label: face = "" } = part;
    if (part.type === 2)
      return [{ label: besides.get(part.custom_id) ?? unmarked(face), face, button: part }];
    return (part.options ?? []).map(({ label, value }) => ({
      label: unmarked(label),
      face: label,
      select: part,
      value,
    }));
  });
}

function choiceOf(message: RawMessage, label: string): Choice {
  const choices = choicesOf(message);
  const found = choices.find((one) => one.label === label);
  if (!found) {
    const known = choices.map((one) => one.label).join(" | ");
    throw new Error(`Cannot press "${label}": offered are ${known}`);
  }
  return found;
}

function unmarked(label: string): string {
  return label.replace(/^(?:\d+ · )?(?:✓ )?/u, "");
}

function textOf(message: RawMessage): string {
  return partsOf(message)
    .flatMap(({ content }) => (content === undefined ? [] : [plain(content)]))
    .join("\n");
}

/** Markdown as Discord shows it: whatever is markup, or calls somebody, is no longer there as it was written. */
function plain(markdown: string): string {
  return markdown
    .replaceAll(/^(?:-# |#{1,3} |> |- )+/gmu, "")
    .replaceAll(
      /\\(?<kept>[^a-z\d\s])|<(?<url>https?:[^>]+)>|<[@#:t/][^>]*>|@(?:everyone|here)|[*_~|`]+/gu,
      (_all, kept?: string, url?: string) => kept ?? url ?? "",
    );
}
