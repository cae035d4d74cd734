import { z } from "zod";
import type { Component } from "./blocks.ts";
import type { Caller } from "./caller.ts";
import { fieldsOf, textOf } from "./fields.ts";
import { CODES, deferral, idOf, isRefused, toMessage } from "./rest.ts";
import type { Callback, Rest } from "./rest.ts";

/**
 * Gives the first answer.
 *
 * @param more - Whether what follows at once needs to find it done, or to know what Discord made of it.
 * @returns What Discord made of it, where `more` asks for that.
 */
export type RespondFirst = (callback: Callback, more: boolean) => Promise<unknown>;

/** What an interaction, as Discord sends it, is answered by first; empty for what is none. */
export function answeredBy(payload: unknown): { readonly id: string; readonly token: string } {
  const { id, token } = fieldsOf(payload);
  return { id: textOf(id) ?? "", token: textOf(token) ?? "" };
}

/** How to talk back on one interaction. */
export interface Line {
  readonly ephemeral: boolean;
  /** Whether something was said, or is being said. */
  isAnswered(): boolean;
  /** The first answer, as it is. */
  first(callback: Callback): Promise<void>;
  /** Acknowledges now; what is shown comes later. Nothing when something was said already. */
  defer(): Promise<void>;
  /**
   * Shows the person's screen, in place of the one that was used if there is one.
   *
   * @param more - Whether something may follow at once, here and below; default not, which over HTTP saves a request.
   * @returns The message it stands on, in a direct message.
   */
  show(components: readonly Component[], more?: boolean): Promise<string | undefined>;
  /** Says something beside the screen, to this person only. */
  tell(components: readonly Component[], more?: boolean): Promise<string>;
  /** The same. @returns The message it stands on, in a direct message. */
  below(components: readonly Component[], more?: boolean): Promise<string | undefined>;
}

/** Makes the line. It is the only place that acknowledges, so that nothing is acknowledged twice. */
export function createLine(rest: Rest, caller: Caller, respondFirst: RespondFirst): Line {
  const { applicationId, token, surface, ephemeral } = caller;
  const { acknowledge, say, isAnswered } = createAcknowledgement(respondFirst);
  const followUp = async (components: readonly Component[]) =>
    idOf(await rest.followUp(applicationId, token, toMessage(components, ephemeral)));
  const edit = async (components: readonly Component[]) => {
    try {
      return idOf(await rest.editOriginal(applicationId, token, toMessage(components)));
    } catch (error) {
      // The person has dismissed the message meanwhile.
      if (!isRefused(error, CODES.unknownMessage)) throw error;
      return followUp(components);
    }
  };
  const answerNew = async (components: readonly Component[], more: boolean) => {
    const data = toMessage(components, ephemeral);
    // What only the person sees is never edited by its id, so that nobody has to ask for that.
    const answered = await acknowledge({ type: 4, data }, more || !ephemeral);
    // Mostly it was this very answer, and what Discord said to it was lost: a follow-up would say it twice.
    return answered ? messageIn(answered.made) : edit(components);
  };
  const below = (components: readonly Component[], more = false) =>
    say(
      () => answerNew(components, more),
      () => followUp(components),
    );
  return {
    ephemeral,
    isAnswered,
    first: async (callback) => {
      await acknowledge(callback, false);
    },
    defer: async () => {
      await say(
        async () => void (await acknowledge(deferral(surface, ephemeral), true)),
        async () => undefined,
      );
    },
    show: (components, more = false) =>
      say(
        async () => {
          if (surface === "new") return answerNew(components, more);
          const answered = await acknowledge({ type: 7, data: toMessage(components) }, more);
          return answered ? caller.message : edit(components);
        },
        () => edit(components),
      ),
    tell: async (components, more) => {
      await below(components, more);
      return "answered";
    },
    below,
  };
}

/** Knows how far the first answer is. */
function createAcknowledgement(respondFirst: RespondFirst) {
  /** Under way or done; one that failed was none. */
  let acknowledging: Promise<{ made: unknown } | undefined> | undefined;
  return {
    isAnswered: () => acknowledging !== undefined,
    /** @returns What Discord made of it; undefined when somebody else has acknowledged. */
    acknowledge: (callback: Callback, more: boolean) => {
      acknowledging = respondFirst(callback, more).then(
        (made) => ({ made }),
        (error: unknown) => {
          // Another server was faster; what it acknowledged can be edited with the same token.
          if (isRefused(error, CODES.alreadyAcknowledged)) return undefined;
          acknowledging = undefined;
          throw error;
        },
      );
      return acknowledging;
    },
    /** A deferral may be under way while an answer is made: the answer follows it, or is the first when that failed. */
    say: async <Value>(first: () => Promise<Value>, next: () => Promise<Value>): Promise<Value> => {
      for (;;) {
        const before = acknowledging;
        // Nothing may come in between: looking and acknowledging is one step.
        if (!before) return first();
        const isTaken = await before.then(
          () => true,
          () => false,
        );
        if (isTaken) return next();
      }
    },
  };
}

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback-interaction-callback-response-object */
const responseSchema = z.object({
  interaction: z.object({ response_message_id: z.string() }),
});

function messageIn(made: unknown): string | undefined {
  return responseSchema.safeParse(made).data?.interaction.response_message_id;
}
