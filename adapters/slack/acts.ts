import type { NoticeReply } from "../../src/engine/reply.ts";
import { SEND_LEASE_MS, parseOwed, takeTurn } from "../../src/turn.ts";
import type { OwedReply, TurnParts, TurnRequest } from "../../src/turn.ts";
import { RESPONSE_URL_MS } from "./address.ts";
import type { Address } from "./address.ts";
import {
  formView,
  forgetCard,
  helpCard,
  homeView,
  howView,
  note,
  sample,
  startCard,
  welcomeCard,
} from "./cards.ts";
import type { Click, Command, Mention, Opened, Shortcut, Submitted, Typed } from "./inbound.ts";
import type { Log } from "./log.ts";
import { renderReply } from "./outbound.ts";
import { movePlace, oweOnce, readPlace } from "./place.ts";
import type { Place, Who } from "./place.ts";
import { causeOf } from "./send.ts";
import type { Sender } from "./send.ts";
import type { Web } from "./web.ts";

/** What acting on what people do needs. */
export interface ActParts {
  readonly parts: TurnParts;
  readonly web: Web;
  readonly sender: Sender;
  readonly now: () => number;
  readonly log: Log;
}

/** What everything people can do leads to. Nothing here throws: what fails is logged and said in one calm sentence. */
export interface Acts {
  click(click: Click): Promise<void>;
  submitted(submitted: Submitted): Promise<void>;
  /** @param committed called once nothing can be lost any more */
  typed(typed: Typed, committed: () => Promise<void>): Promise<void>;
  mention(mention: Mention, committed: () => Promise<void>): Promise<void>;
  opened(opened: Opened): Promise<void>;
  command(command: Command): Promise<void>;
  shortcut(shortcut: Shortcut): Promise<void>;
}

type Event = TurnRequest["event"];
const TYPED_CHARS_MAX = 3000;
/** Presses on "Save" and the like within one of these windows are one press, ms. */
const SAME_PRESS_MS = 5000;
/** These say something new each time, so a doubled press is taken once. */
const ONCE: readonly string[] = ["save", "share", "remind", "history", "forget"];

/** Makes the acts. */
export function createActs({ parts, web, sender, now, log }: ActParts): Acts {
  const { storage } = parts;
  const { speaker, dialog } = parts.dialog.in("");
  const say = (text: string) => speaker.say({ text });

  async function turn(
    act: Who & { readonly deliveryId: string; readonly at?: number },
    event: Event,
    address: Address,
    committed?: () => Promise<void>,
  ): Promise<void> {
    const { tenant, person, deliveryId } = act;
    const owed = await takeTurn(parts, { tenant, person, deliveryId, event, address });
    await committed?.();
    await sender.sendAll(owed);
  }

  /** Gives an event the two times it happened. */
  function timed<Kind extends { readonly type: string }>(
    event: Kind,
    at?: number,
  ): Kind & { now: number; at?: number } {
    return { ...event, now: now(), ...(at === undefined ? {} : { at }) };
  }

  async function hasBegun({ tenant, person }: Who): Promise<boolean> {
    return (await storage.read({ tenant, person, dialog: dialog.id })) !== undefined;
  }

  /** The certification a text names, by its whole name, or the text itself where it may name one. */
  function named(text: string): string | undefined {
    const [best] = dialog.catalogue.find(text);
    return best?.name;
  }

  async function rememberOrigin(who: Who, origin: Place["origin"], reason: string): Promise<void> {
    const before = (await readPlace(storage, who)).origin;
    if (before?.channel === origin?.channel && before?.thread === origin?.thread) return;
    await movePlace(storage, who, { origin }, { reason: `origin ${reason}`, now: now() });
  }

  function whisperCard(owner: string, card: NoticeReply<string>, thread?: string) {
    const [message] = renderReply(card, {
      owner,
      speaker,
      ...(thread === undefined ? {} : { thread }),
    });
    return { ...message, response_type: "ephemeral", replace_original: false };
  }

  /** Runs one act; what fails is logged with an id and told in private where there is a way. */
  async function guarded(
    deliveryId: string,
    act: () => Promise<void>,
    tell: (text: string) => Promise<unknown>,
  ): Promise<void> {
    try {
      await act();
    } catch (error) {
      log.error({ delivery: deliveryId, cause: causeOf(error) }, "An act was not carried out");
      try {
        await tell(say("slack.not-saved"));
      } catch (cause) {
        log.error({ delivery: deliveryId, cause: causeOf(cause) }, "The person could not be told");
      }
    }
  }

  const tellBy = (url: string | undefined, person: string) => (text: string) =>
    url === undefined
      ? web.post(person, note(text))
      : web.respond(url, { ...note(text), response_type: "ephemeral", replace_original: false });

  function addressOf(click: Click): Address {
    const { tenant, person, where, responseUrl, press, asked, label, app } = click;
    const at = now();
    const answers = ["answer", "unsure", "skip", "yes"].includes(press?.event.type ?? "");
    const line =
      asked === undefined || label === undefined || !answers ? asked : `${asked} → ${label}`;
    const isAdvice = press?.screen === "a";
    return {
      tenant,
      person,
      at,
      surface:
        where.type === "view"
          ? "dm"
          : where.type === "channel"
            ? "private"
            : isAdvice
              ? "advice"
              : "question",
      ...(where.type === "dm" ? { message: { channel: where.channel, ts: where.ts } } : {}),
      ...(responseUrl === undefined ? {} : { url: responseUrl, until: at + RESPONSE_URL_MS }),
      ...(line === undefined ? {} : { line }),
      ...(app === undefined ? {} : { app }),
    };
  }

  /** What a press means that never reaches the engine. */
  async function own(click: Click): Promise<boolean> {
    const { press, person, responseUrl, triggerId, where } = click;
    switch (press?.event.type) {
      case "how":
        await web.open(triggerId, howView(speaker));
        return true;
      case "type": {
        const message = where.type === "dm" ? where : { channel: "", ts: "" };
        const asked = click.asked ?? say(`questions.${press.event.question}.title`);
        const until = now() + RESPONSE_URL_MS;
        const form = {
          question: press.event.question,
          owner: person,
          channel: message.channel,
          ts: message.ts,
        };
        const times = { at: click.at ?? now(), asked, url: responseUrl ?? "", until };
        await web.open(triggerId, formView(speaker, { ...form, ...times }));
        return true;
      }
      case "sample": {
        const shown = sample(speaker, person, press.event.option);
        if (responseUrl === undefined) await web.post(person, shown);
        else await web.respond(responseUrl, { ...shown, replace_original: true });
        return true;
      }
      case "card":
        if (responseUrl !== undefined)
          await web.respond(responseUrl, whisperCard(person, startCard(speaker)));
        return true;
      case "dismiss":
        if (responseUrl !== undefined) await web.respond(responseUrl, { delete_original: true });
        return true;
      case "link":
        return true;
      default:
        return false;
    }
  }

  async function click(pressed: Click): Promise<void> {
    const { press, person, responseUrl, where } = pressed;
    await guarded(
      pressed.deliveryId,
      async () => {
        if (press?.owner !== undefined && press.owner !== person) {
          if (responseUrl === undefined) return;
          const card = { ...startCard(speaker), title: say("slack.not-yours") };
          return web.respond(responseUrl, whisperCard(person, card));
        }
        if (await own(pressed)) return;
        const address = addressOf(pressed);
        if (!press) {
          log.info(
            { delivery: pressed.deliveryId },
            "A button of no known kind was answered with the current screen",
          );
          return turn(pressed, timed({ type: "resume" } as const), address);
        }
        await keepOrigin(pressed);
        const event = timed(press.event, pressed.at);
        if (!isForTurn(event)) return;
        await turn({ ...pressed, deliveryId: deliveryOf(pressed) }, event, address);
        if (where.type === "view") await publishHome(pressed);
      },
      tellBy(responseUrl, person),
    );
  }

  /** Where the interview is asked for is where its advice can be shared. */
  async function keepOrigin(pressed: Click): Promise<void> {
    const { press, where, deliveryId } = pressed;
    if (!["start", "resume", "restart"].includes(press?.event.type ?? "")) return;
    if (where.type === "channel") {
      const thread = press?.thread ?? where.thread;
      const origin = { channel: where.channel, ...(thread === undefined ? {} : { thread }) };
      await rememberOrigin(pressed, origin, deliveryId);
    } else if (press?.event.type === "start" && !(await hasBegun(pressed)))
      await rememberOrigin(pressed, undefined, deliveryId);
  }

  async function submitted(sent: Submitted): Promise<void> {
    const { form, person, tenant } = sent;
    await guarded(
      sent.deliveryId,
      async () => {
        const isHere = form.owner === person && form.channel !== "";
        const address: Address = {
          tenant,
          person,
          at: now(),
          surface: isHere ? "question" : "dm",
          line: `${form.asked} → ${sent.text.slice(0, 200)}`,
          ...(isHere ? { message: { channel: form.channel, ts: form.ts } } : {}),
          ...(isHere && form.url !== "" ? { url: form.url, until: form.until } : {}),
        };
        await turn(
          sent,
          timed({ type: "text", text: sent.text.slice(0, TYPED_CHARS_MAX) } as const, sent.at),
          address,
        );
      },
      tellBy(undefined, person),
    );
  }

  async function typed(said: Typed, committed: () => Promise<void>): Promise<void> {
    const { tenant, person } = said;
    await guarded(
      said.deliveryId,
      async () => {
        const text = said.text.slice(0, TYPED_CHARS_MAX);
        const isFirst = !(await hasBegun(said));
        const name = isFirst ? named(text) : undefined;
        const event: Event = isFirst
          ? timed(
              { type: "start", ...(name === undefined ? {} : { text: name }) } as const,
              said.at,
            )
          : timed({ type: "text", text } as const, said.at);
        await turn(said, event, { tenant, person, at: now(), surface: "dm" }, committed);
      },
      tellBy(undefined, person),
    );
  }

  async function mention(called: Mention, committed: () => Promise<void>): Promise<void> {
    const { tenant, person, channel, thread } = called;
    await guarded(
      called.deliveryId,
      async () => {
        const address: Address = {
          tenant,
          person,
          at: now(),
          surface: "mention",
          channel,
          ...(thread === undefined ? {} : { thread }),
        };
        const card = startCard(speaker, named(called.text));
        await owe(called, card, address, committed);
      },
      async () => undefined,
    );
  }

  async function owe(
    act: Who & { readonly deliveryId: string },
    card: NoticeReply<string>,
    address: Address,
    committed?: () => Promise<void>,
  ): Promise<void> {
    const rows = await oweOnce(
      storage,
      act,
      { reply: card, address },
      { reason: act.deliveryId, now: now(), leaseMs: SEND_LEASE_MS },
    );
    await committed?.();
    await sender.sendAll(rows.map((row): OwedReply => parseOwed(row)));
  }

  async function publishHome({ tenant, person }: Who): Promise<void> {
    const past = await storage.history(tenant, person);
    await web.publish(
      person,
      homeView(speaker, person, { hasBegun: await hasBegun({ tenant, person }), past }),
    );
  }

  async function opened(seen: Opened): Promise<void> {
    await guarded(
      seen.deliveryId,
      async () => {
        if (seen.tab === "home") return publishHome(seen);
        const place = await readPlace(storage, seen);
        if (place.isWelcomed || place.shown || (await hasBegun(seen))) return;
        const { tenant, person } = seen;
        const once = { ...seen, deliveryId: `welcome ${person}` };
        await movePlace(
          storage,
          seen,
          { isWelcomed: true },
          { reason: `welcome ${seen.deliveryId}`, now: now() },
        );
        await owe(once, welcomeCard(speaker), { tenant, person, at: now(), surface: "dm" });
      },
      async () => undefined,
    );
  }

  async function command(typedIn: Command): Promise<void> {
    const { tenant, person, text, responseUrl: url, channel, app } = typedIn;
    const respondCard = (card: NoticeReply<string>) => {
      const { replace_original: _never, ...message } = whisperCard(person, card);
      return web.respond(url, message);
    };
    await guarded(
      typedIn.deliveryId,
      async () => {
        const address: Address = {
          tenant,
          person,
          at: now(),
          surface: "command",
          url,
          until: now() + RESPONSE_URL_MS,
          ...(app === undefined ? {} : { app }),
        };
        const word = text.toLowerCase();
        if (word === "help") return respondCard(helpCard(speaker));
        if (word === "forget") return respondCard(forgetCard(speaker));
        if (word === "history") return turn(typedIn, timed({ type: "history" } as const), address);
        const isBare = word === "" || word === "resume" || word === "start";
        if (!isBare) return respondCard(startCard(speaker, named(text) ?? text.slice(0, 100)));
        if (!(await hasBegun(typedIn))) return respondCard(startCard(speaker));
        if (!channel.startsWith("D"))
          await rememberOrigin(typedIn, { channel }, typedIn.deliveryId);
        await turn(typedIn, timed({ type: "start" } as const), address);
      },
      async (sorry) => web.respond(url, { ...note(sorry), response_type: "ephemeral" }),
    );
  }

  async function shortcut(used: Shortcut): Promise<void> {
    const { tenant, person, message } = used;
    await guarded(
      used.deliveryId,
      async () => {
        if (message) {
          const card = startCard(speaker, named(message.text));
          return web.respond(message.responseUrl, whisperCard(person, card, message.thread));
        }
        await turn(used, timed({ type: "start" } as const), {
          tenant,
          person,
          at: now(),
          surface: "dm",
        });
      },
      tellBy(message?.responseUrl, person),
    );
  }

  return { click, submitted, typed, mention, opened, command, shortcut };
}

/** The id of a press: one that says something new each time counts once in a while, a post once for its preview. */
function deliveryOf({ press, deliveryId, where, at = 0 }: Click): string {
  const type = press?.event.type ?? "";
  if (where.type !== "dm") return deliveryId;
  if (type === "post") return `post ${where.channel} ${where.ts}`;
  const isOnce = ONCE.includes(type) && press?.screen !== "q";
  return isOnce ? `${type} ${where.ts} ${Math.floor(at / SAME_PRESS_MS)}` : deliveryId;
}

function isForTurn(event: { readonly type: string; readonly now: number }): event is Event {
  return !["how", "type", "sample", "card", "dismiss", "link"].includes(event.type);
}
