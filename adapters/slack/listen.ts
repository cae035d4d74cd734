import type {
  AllMiddlewareArgs,
  App,
  SlackActionMiddlewareArgs,
  SlackCommandMiddlewareArgs,
  SlackEventMiddlewareArgs,
  SlackOptionsMiddlewareArgs,
  SlackShortcutMiddlewareArgs,
  SlackViewMiddlewareArgs,
} from "@slack/bolt";
import { readCalled } from "../../src/called.ts";
import type { Called } from "../../src/called.ts";
import type { Order } from "../../src/in-order.ts";
import { deliveryIn } from "./acknowledge.ts";
import { takeClick, takeForm } from "./click.ts";
import { FORM, toClick, toCommand, toShortcut, toSubmitted } from "./inbound.ts";
import { toHappening } from "./inbound-events.ts";
import { ROUND_FORM, toErrors, toFilledForm } from "./round-forms.ts";
import { FILES_SCOPE } from "./round-picture.ts";
import {
  PEOPLE_SCOPE,
  ROUND_WORDS,
  takeRoundClick,
  takeRoundCommand,
  takeRoundForm,
} from "./rounds.ts";
import type { Bot } from "./take.ts";
import { suggested, toTyping } from "./type-ahead.ts";
import { takeCommand, takeMention, takeOpened, takeShortcut, takeTyped } from "./typed.ts";

/** What the app answers to; `manifest.json` says the same. */
export const HANDLED = {
  command: "/certwise",
  shortcuts: { global: "ask-certwise", message: "is-this-course-worth-it" },
  events: ["app_home_opened", "app_mention", "message.im"],
  /** https://docs.slack.dev/reference/scopes */
  scopes: ["app_mentions:read", "chat:write", "commands", "im:history"],
  /**
   * Each may be refused when the app is installed: what needs it is left out then. The manifest lists them with the others too
   * (https://docs.slack.dev/authentication/installing-with-oauth).
   */
  optionalScopes: [FILES_SCOPE, PEOPLE_SCOPE],
} as const;

/** What taking anything needs. */
interface Hands {
  readonly bot: Bot;
  readonly order: Order;
  /** Does the work of one person in the order it came. */
  readonly run: (
    act: { readonly tenant: string; readonly person: string },
    work: () => Promise<void>,
  ) => Promise<void>;
  readonly drop: (what: string, name: string) => void;
}

/**
 * Takes everything that comes in by one middleware: Bolt asks every listener about everything, and with one for each
 * kind of thing that was a tenth of the processor time of a click. Whatever it is, it is acknowledged first, so nothing
 * is left without an answer.
 */
export function listen(app: App, bot: Bot, order: Order): void {
  const { log } = bot;
  const hands: Hands = {
    bot,
    order,
    run: (act, work) => order.run(`${act.tenant} ${act.person}`, work),
    drop: (what, name) =>
      log.info({ what, name }, "Acknowledged and dropped: nothing here answers to it"),
  };
  app.use(async (args) => {
    if ("action" in args) return takeAction(hands, args);
    if ("command" in args) return takeSlash(hands, args);
    if ("shortcut" in args) return takeUsed(hands, args);
    if ("view" in args) return takeView(hands, args);
    if ("options" in args) return takeTyping(hands, args);
    return takeEvent(hands, args);
  });
  app.error(async (error) => log.error({ cause: error.message }, "A listener failed"));
}

async function takeAction(
  { bot, order, run, drop }: Hands,
  { ack, body }: SlackActionMiddlewareArgs,
): Promise<void> {
  await ack();
  const click = toClick(body);
  if (!click) return drop("action", body.type);
  const { ofRound } = click;
  if (ofRound) {
    const work = () => takeRoundClick(bot, { ...click, ofRound });
    return ofRound.type === "form" ? order.run(click.deliveryId, work) : run(click, work);
  }
  const open = click.press?.event.type;
  // A form opens before anything else is waited for: its trigger lives three seconds.
  if (open === "type" || open === "how")
    return order.run(click.deliveryId, () => takeClick(bot, click));
  return run(click, () => takeClick(bot, click));
}

async function takeSlash(
  { bot, order, run, drop }: Hands,
  { ack, body }: SlackCommandMiddlewareArgs,
): Promise<void> {
  await ack();
  const command = toCommand(body);
  if (!command || body.command !== HANDLED.command) return drop("command", body.command);
  const called = readCalled(bot.parts.dialog.in(""), command.text);
  if (isOfRound(called))
    return order.run(command.deliveryId, () => takeRoundCommand(bot, command, called));
  return run(command, () => takeCommand(bot, command, called));
}

function isOfRound(called: Called): called is (typeof ROUND_WORDS)[number] {
  return ROUND_WORDS.some((one) => one === called);
}

async function takeUsed(
  { bot, run, drop }: Hands,
  { ack, body }: SlackShortcutMiddlewareArgs,
): Promise<void> {
  await ack();
  const shortcut = toShortcut(body);
  const isKnown = Object.values<string>(HANDLED.shortcuts).includes(body.callback_id);
  if (!shortcut || !isKnown) return drop("shortcut", body.callback_id);
  return run(shortcut, () => takeShortcut(bot, shortcut));
}

/** Nobody's turn is waited for and no database is asked, so that options come while somebody types. */
async function takeTyping({ bot, drop }: Hands, args: SlackOptionsMiddlewareArgs): Promise<void> {
  const typing = toTyping(args.body);
  if (typing && isOfBlock(args))
    return args.ack({ options: suggested(bot.parts.dialog.in(""), typing) });
  await args.ack({ options: [] });
  drop("options", args.body.type);
}

type BlockTyping = SlackOptionsMiddlewareArgs<"block_suggestion">;

/** Selects of two older kinds are answered in another shape. */
function isOfBlock(
  args: SlackOptionsMiddlewareArgs,
): args is SlackOptionsMiddlewareArgs & Pick<BlockTyping, "ack"> {
  return args.body.type === "block_suggestion";
}

async function takeView(
  { bot, run, drop }: Hands,
  { ack, body }: SlackViewMiddlewareArgs,
): Promise<void> {
  const { callback_id: callback } = body.view;
  if (body.type === "view_closed") return ack();
  if (callback === ROUND_FORM) {
    const filled = toFilledForm(body);
    // Nothing but the words is looked at, so that the form is answered in time whatever the database does.
    const known = { ...bot.parts.dialog.in(""), now: bot.now() };
    const errors = filled && toErrors(filled, known);
    if (errors) return ack({ response_action: "errors", errors });
    await ack();
    return filled ? run(filled, () => takeRoundForm(bot, filled)) : drop("view", callback);
  }
  await ack();
  const submitted = callback === FORM.callback ? toSubmitted(body) : undefined;
  if (!submitted) return drop("view", callback);
  return run(submitted, () => takeForm(bot, submitted));
}

async function takeEvent(
  { bot, order, drop }: Hands,
  { event, body, context }: SlackEventMiddlewareArgs & Pick<AllMiddlewareArgs, "context">,
): Promise<void> {
  const read = toHappening(body, event);
  if (!read) return drop("event", event.type);
  const happening = { ...read, attempt: context.retryNum ?? 0 };
  const arrived = bot.tick();
  const { acknowledge, leave } = deliveryIn(context);
  const isTaken = await order.run(`${happening.tenant} ${happening.person}`, () => {
    if (happening.type === "typed") return takeTyped(bot, { ...happening, arrived }, acknowledge);
    if (happening.type === "mention") return takeMention(bot, happening, acknowledge);
    return takeOpened(bot, happening);
  });
  if (!isTaken) leave();
}
