import { titleOf } from "../../src/engine/about.ts";
import { RESPONSE_URL_MS } from "./address.ts";
import type { Address } from "./address.ts";
import { hasBegun } from "./begun.ts";
import { formView, howView, sample, startCard } from "./cards.ts";
import { publishHome } from "./home.ts";
import type { Click, Submitted } from "./inbound.ts";
import { isOwn } from "./press.ts";
import type { OwnEvent, PressEvent } from "./press.ts";
import { readPlace } from "./place.ts";
import { parsePreview } from "./share.ts";
import {
  guarded,
  privately,
  rememberOrigin,
  SAME_PRESS_MS,
  takeAndSend,
  teller,
  timed,
  TYPED_CHARS_MAX,
} from "./take.ts";
import type { Bot } from "./take.ts";

/** These say something new each time, so a doubled press is taken once. */
const ONCE: readonly string[] = ["save", "share", "remind", "history"];
const ANSWERS: readonly string[] = ["answer", "unsure", "skip", "yes"];
const BEGINNINGS: readonly string[] = ["start", "resume", "restart"];

/** Takes a press on a button or an option. */
export async function takeClick(bot: Bot, click: Click): Promise<void> {
  const { press, person, responseUrl, where } = click;
  const say = (text: string) => bot.parts.dialog.in("").speaker.say({ text });
  const act = async () => {
    if (press?.owner !== undefined && press.owner !== person) {
      const card = { ...startCard(bot.parts.dialog.in("").speaker), title: say("slack.not-yours") };
      if (responseUrl !== undefined)
        await bot.web.respond(responseUrl, privately(bot, person, card));
      return;
    }
    const address = addressOf(bot, click);
    if (!press) {
      bot.log.info(
        { delivery: click.deliveryId },
        "A button of no known kind: the current screen answers it",
      );
      const { tenant, deliveryId } = click;
      const deed = { tenant, person, deliveryId };
      return takeAndSend(bot, deed, timed(bot, { type: "resume" } as const), address);
    }
    const { event, round } = press;
    const inRound = round === undefined ? {} : { round };
    if (isOwn(event)) return takeOwn(bot, click, event);
    await keepOrigin(bot, click);
    const { tenant } = click;
    await takeAndSend(
      bot,
      { tenant, person, deliveryId: deliveryOf(click), ...inRound },
      timed(bot, await ofPlace(bot, click, event), click.at),
      address,
    );
    if (where.type === "view") await publishHome(bot, click);
  };
  await guarded(bot, click, act, teller(bot, person, responseUrl));
}

/** A preview that was pressed, as the engine knows it. */
async function ofPlace(
  { parts }: Bot,
  click: Click,
  event: Exclude<PressEvent, OwnEvent>,
): Promise<Exclude<PressEvent, OwnEvent>> {
  if ((event.type !== "share" && event.type !== "post") || event.preview === undefined)
    return event;
  const { origin } = await readPlace(parts.storage, click);
  return { ...event, preview: parsePreview(event.preview, origin?.channel) };
}

/** Takes a form that was sent off. */
export async function takeForm(bot: Bot, sent: Submitted): Promise<void> {
  const { form, person, tenant } = sent;
  const isHere = form.owner === person && form.channel !== "";
  const text = sent.text.slice(0, TYPED_CHARS_MAX);
  const act = () => {
    const address: Address = {
      tenant,
      person,
      at: bot.now(),
      // Slack gives no time of sending a form off: only of the press that opened it.
      acted: form.at,
      surface: isHere ? "question" : "dm",
      line: `${form.asked} → ${text.slice(0, 200)}`,
      ...(isHere ? { message: { channel: form.channel, ts: form.ts } } : {}),
      ...(isHere && form.url !== "" ? { url: form.url, until: form.until } : {}),
    };
    const { deliveryId } = sent;
    const inRound = form.round === undefined ? {} : { round: form.round };
    const deed = { tenant, person, deliveryId, ...inRound };
    const { question, revision } = form;
    const on = revision === undefined ? { question } : { question, revision };
    const words = { type: "text", text, ...on } as const;
    return takeAndSend(bot, deed, timed(bot, words, sent.at), address);
  };
  await guarded(bot, sent, act, teller(bot, person));
}

function addressOf({ now }: Bot, click: Click): Address {
  const { tenant, person, where, responseUrl, press, asked, label, app } = click;
  const at = now();
  const isAnswer = ANSWERS.includes(press?.event.type ?? "");
  const line =
    asked === undefined || label === undefined || !isAnswer ? asked : `${asked} → ${label}`;
  const inDm: Address["surface"] = press?.screen === "a" ? "advice" : "question";
  return {
    tenant,
    person,
    at,
    surface: {
      view: "dm" as const,
      channel: "private" as const,
      dm: inDm,
    }[where.type],
    ...(where.type === "dm" ? { message: { channel: where.channel, ts: where.ts } } : {}),
    ...(click.at === undefined ? {} : { acted: click.at }),
    ...(responseUrl === undefined ? {} : { url: responseUrl, until: at + RESPONSE_URL_MS }),
    ...(line === undefined ? {} : { line }),
    ...(app === undefined ? {} : { app }),
  };
}

/** What a press means that never reaches the engine. */
async function takeOwn(bot: Bot, click: Click, event: OwnEvent): Promise<void> {
  const { person, responseUrl, triggerId } = click;
  const { speaker } = bot.parts.dialog.in("");
  switch (event.type) {
    case "how":
      return bot.web.open(triggerId, howView(speaker));
    case "type":
      return openForm(bot, click, event);
    case "sample": {
      const thread = click.press?.thread;
      const on = thread === undefined ? { owner: person } : { owner: person, thread };
      const shown = sample(speaker, on, event);
      if (responseUrl === undefined) await bot.web.post(person, shown);
      else await bot.web.respond(responseUrl, { ...shown, replace_original: true });
      return;
    }
    case "card":
      if (responseUrl !== undefined)
        await bot.web.respond(responseUrl, privately(bot, person, startCard(speaker)));
      return;
    case "dismiss":
      if (responseUrl !== undefined) await bot.web.respond(responseUrl, { delete_original: true });
      return;
    case "link":
  }
}

/** The form knows its question and its message, so that sending it off needs nothing that could be gone by then. */
async function openForm(
  bot: Bot,
  click: Click,
  { question, revision }: Extract<OwnEvent, { readonly type: "type" }>,
): Promise<void> {
  const { where, person, responseUrl, triggerId } = click;
  const { speaker, dialog } = bot.parts.dialog.in("");
  const { channel, ts } = where.type === "dm" ? where : { channel: "", ts: "" };
  const form = {
    question,
    revision,
    owner: person,
    channel,
    ts,
    at: click.at ?? bot.now(),
    asked: (click.asked ?? speaker.say(titleOf(dialog, question))).slice(0, 500),
    url: responseUrl ?? "",
    until: bot.now() + RESPONSE_URL_MS,
    ...(click.press?.round === undefined ? {} : { round: click.press.round }),
  };
  await bot.web.open(triggerId, formView(speaker, form));
}

/** Where the interview is asked for is where its advice can be shared. */
async function keepOrigin(bot: Bot, click: Click): Promise<void> {
  const { press, where } = click;
  if (!BEGINNINGS.includes(press?.event.type ?? "")) return;
  if (where.type === "channel") {
    const thread = press?.thread ?? where.thread;
    const inThread = thread === undefined ? {} : { thread };
    await rememberOrigin(bot, click, { channel: where.channel, ...inThread });
  } else if (press?.event.type === "start" && !(await hasBegun(bot, click))) {
    await rememberOrigin(bot, click, undefined);
  }
}

/** The id of a press: one that says something new each time counts once in a while, a post once for its preview. */
function deliveryOf({ press, deliveryId, where, at = 0 }: Click): string {
  const type = press?.event.type ?? "";
  if (where.type !== "dm") return deliveryId;
  if (press?.event.type === "post")
    return `post ${where.channel} ${where.ts} ${press.event.preview ?? ""}`;
  const isOnce = ONCE.includes(type) && press?.screen !== "q";
  return isOnce ? `${type} ${where.ts} ${Math.floor(at / SAME_PRESS_MS)}` : deliveryId;
}
