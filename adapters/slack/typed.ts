import type { Called } from "../../src/called.ts";
import type { NoticeReply } from "../../src/engine/reply.ts";
import { RESPONSE_URL_MS } from "./address.ts";
import type { Address } from "./address.ts";
import { hasBegun } from "./begun.ts";
import { helpCard, note, startCard, welcomeCard } from "./cards.ts";
import { publishHome } from "./home.ts";
import type { Command, Shortcut } from "./inbound.ts";
import type { Mention, Opened, Typed } from "./inbound-events.ts";
import { movePlace, readPlace, screenOf, stoodAt } from "./place.ts";
import type { ROUND_WORDS } from "./rounds.ts";
import {
  certificationIn,
  guarded,
  oweCard,
  privately,
  rememberOrigin,
  takeAndSend,
  teller,
  timed,
  TYPED_CHARS_MAX,
} from "./take.ts";
import type { Bot, Deed } from "./take.ts";

/**
 * Takes words typed in the direct conversation, whatever they say: the first ones ever begin the interview.
 *
 * @param committed called once nothing can be lost any more
 * @returns false where it was not saved
 */
export async function takeTyped(
  bot: Bot,
  said: Typed & Pick<Deed, "attempt">,
  committed: () => Promise<void>,
): Promise<boolean> {
  const { tenant, person, at } = said;
  const text = said.text.slice(0, TYPED_CHARS_MAX);
  const act = async () => {
    const place = await readPlace(bot.parts.storage, said);
    // Words answer the screen that was the last when they were typed, be it of the personal interview or of one in a round.
    const stood = stoodAt(place, said);
    const { round } = stood ?? place.shown ?? {};
    await takeAndSend(
      bot,
      round === undefined ? said : { ...said, round },
      timed(bot, { type: "text" as const, text, ...(stood && screenOf(stood)) }, at),
      { tenant, person, at: bot.now(), surface: "dm" },
      committed,
    );
  };
  return guarded(bot, said, act, teller(bot, person));
}

/** Answers a mention with the first card, for the one who mentioned alone; false where it was not saved. */
export async function takeMention(
  bot: Bot,
  called: Mention & Pick<Deed, "attempt">,
  committed: () => Promise<void>,
): Promise<boolean> {
  const { tenant, person, channel, thread, text } = called;
  const inThread = thread === undefined ? {} : { thread };
  const act = () => {
    const address: Address = {
      tenant,
      person,
      at: bot.now(),
      surface: "mention",
      channel,
      ...inThread,
    };
    const card = cardAbout(bot, text);
    return oweCard(bot, called, card, address, committed);
  };
  return guarded(bot, called, act, teller(bot, person));
}

/** Shows the Home tab, and greets who opens the conversation for the first time; false where that was not saved. */
export async function takeOpened(bot: Bot, seen: Opened & Pick<Deed, "attempt">): Promise<boolean> {
  const { tenant, person } = seen;
  const act = async () => {
    if (seen.tab === "home") return publishHome(bot, seen);
    const place = await readPlace(bot.parts.storage, seen);
    if (place.isWelcomed || place.shown || (await hasBegun(bot, seen))) return;
    const at = bot.now();
    const reason = `welcomed ${seen.deliveryId}`;
    await movePlace(bot.parts.storage, seen, { isWelcomed: true }, { reason, now: at });
    const once = { ...seen, deliveryId: `welcome ${person}` };
    const card = welcomeCard(bot.parts.dialog.in("").speaker);
    await oweCard(bot, once, card, { tenant, person, at, surface: "dm" });
  };
  return guarded(bot, seen, act, async () => undefined);
}

/** The first card for words somebody came with: the interview begins with all of them. */
function cardAbout(bot: Bot, words: string, from: { quoted?: true } = {}): NoticeReply<string> {
  const name = certificationIn(bot, words);
  return startCard(bot.parts.dialog.in("").speaker, { name, words, ...from });
}

/** Takes `/certwise …` where it is about the person's own interview. What the words mean is for the core to say. */
export async function takeCommand(
  bot: Bot,
  command: Command,
  called: Exclude<Called, (typeof ROUND_WORDS)[number]>,
): Promise<void> {
  const { tenant, person, text, responseUrl: url, channel, app } = command;
  const { speaker } = bot.parts.dialog.in("");
  const at = bot.now();
  const inApp = app === undefined ? {} : { app };
  const address: Address = {
    tenant,
    person,
    at,
    surface: "command",
    url,
    until: at + RESPONSE_URL_MS,
    ...inApp,
  };
  const answer = (card: NoticeReply<string>) => {
    // The first answer to a command cannot be replaced later: https://github.com/slackapi/bolt-js/issues/2287
    const body = { ...privately(bot, person, card), replace_original: undefined };
    return bot.web.respond(url, body);
  };
  const act = async () => {
    switch (called) {
      case "help":
        return answer(helpCard(speaker));
      case "forget":
        return takeAndSend(bot, command, timed(bot, { type: "forget" } as const), address);
      case "history":
        return takeAndSend(bot, command, timed(bot, { type: "history" } as const), address);
      case "begin":
        if (!(await hasBegun(bot, command))) return answer(startCard(speaker));
        if (!channel.startsWith("D")) await rememberOrigin(bot, command, { channel });
        return takeAndSend(bot, command, timed(bot, { type: "start" } as const), address);
      case "say":
        return takeAndSend(bot, command, timed(bot, { type: "text", text } as const), address);
      case "about":
        return answer(cardAbout(bot, text));
    }
  };
  await guarded(bot, command, act, (sorry) =>
    bot.web.respond(url, { ...note(sorry), response_type: "ephemeral" }),
  );
}

/** Takes a shortcut: on a message it answers privately there, elsewhere in the direct conversation. */
export async function takeShortcut(bot: Bot, used: Shortcut): Promise<void> {
  const { tenant, person, message } = used;
  const act = () => {
    if (message) {
      const card = cardAbout(bot, message.text, { quoted: true });
      return bot.web.respond(message.responseUrl, privately(bot, person, card, message.thread));
    }
    const address: Address = { tenant, person, at: bot.now(), surface: "dm" };
    return takeAndSend(bot, used, timed(bot, { type: "start" } as const), address);
  };
  await guarded(bot, used, act, teller(bot, person, message?.responseUrl));
}
