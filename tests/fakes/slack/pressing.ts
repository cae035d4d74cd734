import { isFields, type Fields } from "./block-kit-checks.ts";
import {
  chosen,
  enter,
  pressed,
  stateValues,
  unfilled,
  type Entered,
  type Which,
} from "./choices.ts";
import type { Delivered, DeliveryOptions } from "./delivery.ts";
import type { FakeSlack } from "./fake-slack.ts";
import {
  interactionFields,
  messageActionPayload,
  submissionPayload,
  suggestionPayload,
  viewActionPayload,
  type Actor,
} from "./payloads.ts";
import { postReply } from "./response-urls.ts";
import { externalSelect, load, withLoaded, type Loaded, type Suggested } from "./suggesting.ts";
import { acceptedView, changeView, closeViews, openView, shownView } from "./view-methods.ts";
import { Refusal, type StoredMessage, type StoredView, type Team } from "./workspace.ts";

/** How a press is made. */
export interface PressOptions extends DeliveryOptions {
  /** Presses in the copy given, as a client that has not caught up does, though the message has changed since. */
  readonly isStale?: boolean;
  /** Presses twice, quicker than the app can answer: two triggers, two times. */
  readonly isDouble?: boolean;
}

/** What became of a submitted modal. */
export interface Submitted extends Delivered {
  readonly outcome: "closed" | "cleared" | "updated" | "pushed" | "errors" | "trouble";
  /** By block_id. */
  readonly errors?: Fields;
}

/** What a person can press. */
export interface Pressing {
  /** Presses a button or an option in a message, a modal or the Home tab. */
  click(
    target: StoredMessage | StoredView,
    which: Which,
    options?: PressOptions,
  ): Promise<Delivered>;
  /** Types into the select that loads its options; a click then chooses one of them. */
  typeAhead(target: StoredMessage, typed: string, options?: DeliveryOptions): Promise<Suggested>;
  /** Fills in an input in a message or a Home tab and presses Enter. */
  type(
    target: StoredMessage | StoredView,
    name: string,
    value: string,
    options?: PressOptions,
  ): Promise<Delivered>;
  /** Fills in the inputs of a modal by label, action_id or block_id and sends it off. */
  submit(
    view: StoredView,
    values?: { readonly [name: string]: string | readonly string[] },
    options?: PressOptions,
  ): Promise<Submitted>;
  /** Closes a modal; the app hears of it only when it asked to. */
  closeView(view: StoredView, options?: DeliveryOptions): Promise<Delivered | undefined>;
}

/** Shows what the acknowledgement of a command says, as Slack does. */
export function takeFirstReply(
  fake: FakeSlack,
  team: Team,
  payload: Fields,
  delivered: Delivered,
): void {
  const body = typeof delivered.ack === "string" ? { text: delivered.ack } : delivered.ack;
  if (!delivered.isInTime || !isFields(body)) return;
  const address = {
    kind: "command" as const,
    teamId: team.id,
    channel: String(payload["channel_id"]),
    user: String(payload["user_id"]),
  };
  refusing(fake, "ack of a command", () =>
    postReply(fake.world, team, { ...address, at: 0, uses: 0 }, body),
  );
}

function refusing(fake: FakeSlack, what: string, act: () => void): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    fake.refuse(`${what}: ${error.code} ${JSON.stringify(error.details)}`);
    return false;
  }
}

/** What a person's presses share with the rest of what they do. */
export interface Common {
  readonly fake: FakeSlack;
  readonly actor: Actor;
  readonly entered: (id: string) => Entered;
  readonly acting: <T>(act: () => Promise<T>) => Promise<T>;
  readonly sendAct: (payload: Fields, options: DeliveryOptions) => Promise<Delivered>;
}

function blocksOf(target: StoredMessage | StoredView): readonly Fields[] {
  const blocks = "definition" in target ? target.definition["blocks"] : target.blocks;
  return Array.isArray(blocks) ? blocks.filter((one) => isFields(one)) : [];
}

/** Builds what a person can press; see {@link Pressing}. */
export function createPressing({ fake, actor, entered, acting, sendAct }: Common): Pressing {
  const { world, member } = actor;
  const loaded: Loaded = new Map();

  /** The modal or Home tab as it is now, unless the person's client is behind. */
  function viewOnScreen(view: StoredView, options: PressOptions): StoredView {
    if (options.isStale === true) return view;
    const now = world.views.get(view.id) ?? fake.home(view.user);
    if (now?.id !== view.id) throw new Error("Cannot press anything there: the view is closed");
    return now;
  }

  function onScreen(
    target: StoredMessage | StoredView,
    options: PressOptions,
  ): StoredMessage | StoredView {
    if ("definition" in target) return viewOnScreen(target, options);
    const now = options.isStale === true ? target : world.messages.get(target.ts);
    if (now === undefined) throw new Error("Cannot press anything there: the message is deleted");
    return now;
  }

  async function press(
    target: StoredMessage | StoredView,
    action: () => Fields,
    options: PressOptions,
  ): Promise<Delivered> {
    if ("ephemeralTo" in target && target.ephemeralTo !== member.id)
      throw new Error(`Cannot press: only ${target.ephemeralTo} sees it`);
    const send = (): Promise<Delivered> => {
      const done = action();
      const values = stateValues(
        blocksOf(target),
        entered("definition" in target ? target.id : target.ts),
      );
      const payload =
        "definition" in target
          ? viewActionPayload(actor, shownView(world, target, values), done)
          : messageActionPayload(actor, target, done, values);
      return sendAct(payload, options);
    };
    if (options.isDouble !== true) return send();
    const [first, twin] = await Promise.all([send(), send()]);
    return { ...first, twin };
  }

  function takeAck(view: StoredView, delivered: Delivered): Pick<Submitted, "outcome" | "errors"> {
    const trouble = { outcome: "trouble" } as const;
    if (!delivered.isInTime) {
      fake.refuse("view_submission: not acknowledged in time");
      return trouble;
    }
    const ack = isFields(delivered.ack) ? delivered.ack : {};
    const what = "ack of view_submission";
    switch (ack["response_action"]) {
      case undefined:
        closeViews(world, member.id, view.id);
        return { outcome: "closed" };
      case "clear":
        closeViews(world, member.id);
        return { outcome: "cleared" };
      case "update":
        return refusing(
          fake,
          what,
          () => void changeView(world, view, acceptedView(world, "modal", ack["view"], view.id)),
        )
          ? { outcome: "updated" }
          : trouble;
      case "push":
        return refusing(
          fake,
          what,
          () =>
            void openView(
              world,
              member.id,
              view.teamId,
              acceptedView(world, "modal", ack["view"]),
              "push",
            ),
        )
          ? { outcome: "pushed" }
          : trouble;
      case "errors": {
        const errors = isFields(ack["errors"]) ? ack["errors"] : {};
        const inputs = blocksOf(view).flatMap((block) =>
          block["type"] === "input" ? [block["block_id"]] : [],
        );
        const isUsable =
          Object.keys(errors).length > 0 &&
          Object.entries(errors).every(
            ([id, text]) => inputs.includes(id) && typeof text === "string" && text !== "",
          );
        if (!isUsable)
          fake.refuse(`${what}: errors name no input of the view ${JSON.stringify(errors)}`);
        return isUsable ? { outcome: "errors", errors } : trouble;
      }
      default:
        fake.refuse(`${what}: unknown response_action ${JSON.stringify(ack["response_action"])}`);
        return trouble;
    }
  }

  return {
    click: (target, which, options = {}) =>
      acting(() => {
        const shown = onScreen(target, options);
        const choice = chosen(withLoaded(blocksOf(shown), loaded), which);
        return press(
          shown,
          () =>
            pressed(choice, entered("definition" in shown ? shown.id : shown.ts), world.nextTs()),
          options,
        );
      }),
    typeAhead: (target, typed, options = {}) =>
      acting(async () => {
        const select = externalSelect(target.blocks, typed);
        const sent = await sendAct(suggestionPayload(actor, target, select, typed), options);
        const { labels, faults } = load(select, sent, loaded);
        if (faults.length > 0) fake.refuse(`ack of block_suggestion: ${faults.join(", ")}`);
        return { ...sent, labels };
      }),
    type: (target, name, value, options = {}) =>
      acting(() => {
        const shown = onScreen(target, options);
        const { block, element } = enter(
          blocksOf(shown),
          name,
          value,
          entered("definition" in shown ? shown.id : shown.ts),
        );
        if (block["dispatch_action"] !== true)
          throw new Error(`Cannot press Enter in "${name}": the block does not dispatch actions`);
        const { type, action_id } = element;
        return press(
          shown,
          () => ({
            type,
            action_id,
            block_id: block["block_id"],
            value,
            action_ts: world.nextTs(),
          }),
          options,
        );
      }),
    submit: (view, values = {}, options = {}) =>
      acting(async () => {
        const shown = viewOnScreen(view, options);
        for (const [name, value] of Object.entries(values))
          enter(blocksOf(shown), name, value, entered(shown.id));
        const gaps = unfilled(blocksOf(shown), entered(shown.id));
        if (gaps.length > 0)
          throw new Error(`Cannot submit: the client would not send it: ${gaps.join(", ")}`);
        if (shown.definition["submit"] === undefined)
          throw new Error("Cannot submit: the modal has no submit button");
        const payload = submissionPayload(
          actor,
          shownView(world, shown, stateValues(blocksOf(shown), entered(shown.id))),
        );
        const delivered = await sendAct(payload, options);
        return { ...delivered, ...takeAck(shown, delivered) };
      }),
    closeView: (view, options = {}) =>
      acting(async () => {
        const shown = viewOnScreen(view, options);
        closeViews(world, member.id, shown.id);
        if (shown.definition["notify_on_close"] !== true) return undefined;
        const values = stateValues(blocksOf(shown), entered(shown.id));
        return sendAct(
          {
            type: "view_closed",
            ...interactionFields(actor),
            view: shownView(world, shown, values),
            is_cleared: false,
          },
          options,
        );
      }),
  };
}
