import { contextOf, giveAdvice } from "../advice.ts";
import type { Conversation } from "../conversation.ts";
import type { Dialog } from "../dialog.ts";
import type { Case } from "./casebook.ts";
import { failing } from "./choose.ts";
import { createScene } from "./scene.ts";

/** What became of one case in an advice. */
export interface CaseFate {
  readonly id: string;
  /** The parts it says; none where another case speaks, or nothing of it fits. */
  readonly says: readonly string[];
  /** The first key of its condition that does not hold, what it wants, and what is known instead. */
  readonly failed?: {
    readonly key: string;
    readonly wants: readonly string[];
    readonly known: readonly string[];
  };
}

/** For each topic, in the order of the casebook, what became of its cases. */
export function fatesOf(
  dialog: Dialog,
  conversation: Conversation,
  now: number,
): ReadonlyMap<string, readonly CaseFate[]> {
  const { keys, book } = createScene(contextOf(dialog, conversation, now));
  const said = partsIn(giveAdvice(dialog, conversation, now));
  const fate = ({ id, when }: Case): CaseFate => {
    const says = said.get(id) ?? [];
    const failed = failing(when, keys);
    if (!failed) return { id, says };
    const [key, wants] = failed;
    return { id, says, failed: { key, wants, known: [...(keys.get(key) ?? [])] } };
  };
  return new Map(
    [...Map.groupBy(book.cases, ({ topic }) => topic)].map(([topic, cases]) => [
      topic,
      cases.map(fate),
    ]),
  );
}

const CASE_TEXT = /^cases\.(?<id>[^.]+\.[^.]+)\.(?<part>[^.]+)$/u;

/** The parts of cases that stand in a reply, by the id of the case. */
function partsIn(reply: unknown): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const look = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const inner of Object.values(value)) {
      const { id, part } = CASE_TEXT.exec(typeof inner === "string" ? inner : "")?.groups ?? {};
      if (id === undefined || part === undefined) look(inner);
      else if (!found.get(id)?.includes(part)) found.set(id, [...(found.get(id) ?? []), part]);
    }
  };
  look(reply);
  return found;
}
