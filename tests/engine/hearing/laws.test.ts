import { describe, expect, it } from "vitest";
import type { Conversation } from "../../../src/engine/conversation.ts";
import type { Dialog } from "../../../src/engine/dialog.ts";
import { NO_EXAMPLES } from "../../../src/engine/hearing/examples.ts";
import { hear } from "../../../src/engine/hearing/hear.ts";
import { CHECKED_DAY, dialog } from "../interview.ts";
import { transition } from "../../../src/engine/transition.ts";
import { conversationAt, screenOf } from "./spoken.ts";

/** Every fifth example of an utterance is held out, and the rest is learnt from. */
const HELD_OUT = 5;
const { examples } = dialog.words;
/** "answer" holds what only looks like a question or a command; what is "unsure" or "skip" answers. */
const ANSWERS: readonly string[] = ["answer", "unsure", "skip", "start"];

const isHeld = (_: string, at: number) => at % HELD_OUT === HELD_OUT - 1;
const held = [...examples.utterances]
  .filter(([kind]) => !ANSWERS.includes(kind))
  .flatMap(([kind, list]) => list.filter(isHeld).map((text) => ({ kind, text })));
const learnt: Dialog = {
  ...dialog,
  words: {
    ...dialog.words,
    examples: {
      ...examples,
      utterances: new Map(
        [...examples.utterances].map(([kind, list]) => [
          kind,
          list.filter((text, at) => !isHeld(text, at)),
        ]),
      ),
    },
  },
};

const SCREENS = ["certification", "use", "payer", "hours"];

const said = (before: Conversation, text: string) =>
  transition(learnt, before, { type: "text", text, now: CHECKED_DAY, revision: before.revision });

describe("what is a question, a correction or a command", () => {
  // A correction may bring its new value with it, which is recorded where it belongs.
  it.each(SCREENS)(
    "is recorded as nothing at %s, 98 times of 100 where it was never heard before",
    (id) => {
      const before = conversationAt(id);
      const wrong = held.flatMap(({ kind, text }) => {
        const { answers } = said(before, text).conversation;
        const own = answers[id];
        const isPassed = typeof own === "object" && "blank" in own && own.blank === "skipped";
        return own === undefined || isPassed ? [] : `${kind}: ${text} → ${JSON.stringify(own)}`;
      });
      // Here it was never heard before: at most one in fifty is taken for an answer.
      expect(wrong.length <= held.length / 50 ? [] : wrong).toEqual([]);
    },
  );

  it.each(SCREENS)("erases nothing at %s before it is confirmed", (id) => {
    const before = conversationAt(id, { payer: "employer" });
    const erased = held.filter(({ text }) => {
      const { phase, answers } = said(before, text).conversation;
      return (
        phase === "stopped" || Object.keys(answers).length < Object.keys(before.answers).length
      );
    });
    expect(erased).toEqual([]);
  });
});

describe("hear()", () => {
  const texts = [...held.map(({ text }) => text), ...examples.none].filter((_, at) => at % 8 === 0);

  it("hears the same text on the same screen alike, whatever was heard in between", () => {
    for (const id of ["certification", "purpose", "hours"]) {
      const screen = screenOf(id, { dialog: learnt });
      const first = texts.map((text) => hear(screen, text));
      const again = texts.toReversed().map((text) => hear(screen, text));
      expect(again.toReversed()).toEqual(first);
    }
  });

  it("leaves screen and dialog as they are", () => {
    const screen = screenOf("purpose", { dialog: learnt, answers: { payer: "employer" } });
    const before = JSON.stringify([screen.answers, screen.others, dialog.file]);
    for (const text of texts) hear(Object.freeze(screen), text);
    expect(JSON.stringify([screen.answers, screen.others, dialog.file])).toBe(before);
  });

  it("hears a language without examples and vectors, by its lists alone", () => {
    const bare = {
      ...dialog,
      words: {
        ...dialog.words,
        examples: NO_EXAMPLES,
        vectors: { dimensions: 0, of: () => undefined },
      },
    };
    const heard = hear(screenOf("payer", { dialog: bare }), "my employer");
    expect(heard).toMatchObject({ type: "answers", own: { answer: "employer", certain: true } });
  });
});
