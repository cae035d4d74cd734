import { requireDialog, DIALOG_FOLDER } from "../../src/dialogs.ts";
import type { AskEvent, ButtonEvent } from "../../src/engine/conversation.ts";
import { openStorage } from "../../src/storage/open.ts";
import { takeTurn } from "../../src/turn.ts";
import type { SpokenReply } from "../../src/turn.ts";

/** When every contract interview begins, so that the dates in the advice agree. */
export const BEGUN = Date.UTC(2026, 10, 23, 9);
/** What a person takes between two acts: more than two taps in flight together are apart, ms. */
export const PACE_MS = 10_000;

export const dialog = requireDialog(DIALOG_FOLDER);
const { id: DIALOG_ID } = dialog.in("").dialog;

/** The same interview without any platform: what there is to be shown after each act. */
export interface Expected {
  reply(): SpokenReply;
  take(event: ButtonEvent | { readonly type: "text"; readonly text: string }): Promise<void>;
  press(label: string): Promise<void>;
  /** What pressing this means now, for pressing it later. */
  meaning(label: string): ButtonEvent | AskEvent;
  stored(): Promise<unknown>;
  close(): Promise<void>;
}

/** Begins the interview that the platforms are compared with. */
export async function expectInterview(): Promise<Expected> {
  const storage = await openStorage(":memory:");
  const person = { tenant: "none", person: "ana" };
  let now = BEGUN;
  let last: SpokenReply | undefined;
  const reply = () => {
    if (!last) throw new Error("Cannot look at the reply: nothing was said yet");
    return last;
  };
  const take = async (event: ButtonEvent | AskEvent | { type: "text"; text: string }) => {
    now += PACE_MS;
    const request = { ...person, deliveryId: String(now), event: { ...event, now }, address: "" };
    const owed = await takeTurn({ storage, dialog }, request);
    for (const { id } of owed) await storage.markSent(id);
    last = owed.at(-1)?.reply ?? last;
  };
  const meaning = (label: string) => {
    const offered = [...optionsOf(reply()), ...actionsOf(reply())];
    const found = offered.find((one) => one.label === label);
    if (!found) {
      const known = offered.map((one) => one.label).join(" | ");
      throw new Error(`Cannot press "${label}": offered are ${known}`);
    }
    return found.event;
  };
  await take({ type: "start" });
  return {
    reply,
    take,
    meaning,
    press: (label) => take(meaning(label)),
    stored: async () => withoutTimes((await storage.read({ ...person, dialog: DIALOG_ID }))?.state),
    close: () => storage.close(),
  };
}

/** Which conversation of a person the contract looks at. */
export function keyOf(tenant: string, person: string) {
  return { tenant, person, dialog: DIALOG_ID };
}

/** A stored conversation without the times at which things happened. */
export function withoutTimes(state: string | undefined): unknown {
  return JSON.parse(state ?? "null", (name, value: unknown) => {
    if (name === "seen" && Array.isArray(value))
      return value.map(([question, revision]) => [question, revision]);
    return name === "begun" ? undefined : value;
  });
}

interface Offered {
  readonly label: string;
  readonly event: ButtonEvent | AskEvent;
}

/** What there is to choose from, in its order; the rows of a review are chosen to be changed. */
export function optionsOf(reply: SpokenReply): readonly Offered[] {
  switch (reply.type) {
    case "question":
    case "confirm":
      return reply.options;
    case "review":
      return reply.rows.map(({ question, answer, change }) => ({
        label: `${question} → ${answer}`,
        event: change.event,
      }));
    case "advice":
    case "notice":
    case "share":
    case "file":
    case "post":
      return [];
  }
}

/** The other ways on. */
export function actionsOf(reply: SpokenReply): readonly Offered[] {
  return "actions" in reply ? reply.actions : [];
}

/** Every text that has to be on the screen. */
export function textsOf(reply: SpokenReply): readonly string[] {
  switch (reply.type) {
    case "question": {
      const { notes, last, title, hint, why = [], progress, clarify } = reply;
      const isNew = notes.length === 0 && why.length === 0 && clarify === undefined;
      const before = last && isNew ? [`${last.question} → ${last.answer}`] : [];
      return [
        ...notes,
        ...before,
        title,
        ...(hint === undefined ? [] : [hint]),
        ...why,
        progress.text,
      ];
    }
    case "confirm":
      return [reply.title];
    case "review":
      return [reply.title];
    case "advice": {
      const section = reply.sections.find(({ id }) => id === reply.open);
      if (section) return [...reply.notes, section.title, ...section.lines];
      const { notes, title, subject, confidenceText, headline, reasons, against, changes } = reply;
      const said = [...reasons, ...changes].map(({ text }) => text);
      const lines = [...notes, title, subject, confidenceText, ...headline, ...said, against];
      return [...lines, reply.step, reply.footer];
    }
    case "notice":
      return [reply.title, ...(reply.lines ?? [])];
    case "share":
    case "post":
      return reply.lines;
    case "file":
      return [reply.title];
  }
}
