import { valuesAbout } from "./about.ts";
import { certificationIn, closed, walk } from "./answers.ts";
import type { Path } from "./answers.ts";
import { TRUE } from "./condition.ts";
import type { Conversation } from "./conversation.ts";
import type { Dialog } from "./dialog.ts";
import { outlookOf } from "./outlook.ts";
import { reasonText } from "./reasons.ts";
import { say } from "./reply.ts";
import type { Text } from "./reply.ts";

/** What the answer just given makes worth saying before the next question. */
export function tellAfterAnswer(
  dialog: Dialog,
  conversation: Conversation,
  path: Path,
): readonly Text[] {
  const [answered] = conversation.seen.at(-2) ?? [];
  const answer = answered === undefined ? undefined : conversation.answers[answered];
  if (answered === undefined || answer === undefined || conversation.focus !== undefined) return [];
  const status = certificationIn(answer)?.facts["status"];
  const gone =
    status === "retired" || status === "closed"
      ? [say(`note.${status}`, valuesAbout(dialog, conversation))]
      : [];
  return [...gone, ...tellEarly(dialog, conversation, path, answered)];
}

/**
 * Says, once, that every way of finishing now gives the same verdict: what is still asked only sharpens the reasons.
 * When the news is not "worth it", the better way or the first step is named with it.
 */
function tellEarly(
  dialog: Dialog,
  conversation: Conversation,
  path: Path,
  answered: string,
): readonly Text[] {
  const outlook = outlookOf(dialog);
  const outcome = outlook.settled(path.codes);
  if (outcome === undefined) return [];
  const { [answered]: _last, ...before } = conversation.answers;
  if (outlook.settled(walk(dialog, before).codes) !== undefined) return [];
  const way = wayFor(dialog, conversation, path, outcome);
  return [say("note.settled", { count: outlook.longest(path.codes) }), ...(way ? [way] : [])];
}

function wayFor(
  dialog: Dialog,
  conversation: Conversation,
  path: Path,
  outcome: string,
): Text | undefined {
  const rows =
    outcome === "not-yet"
      ? dialog.rules.blockers
      : outcome === "alternative"
        ? dialog.rules.alternatives
        : [];
  // What is known already comes before what only holds as long as nothing more is said.
  const row =
    rows.find((each) => each.holds(path.codes) === TRUE) ??
    rows.find((each) => each.holds(closed(path.codes)) === TRUE);
  if (!row) return undefined;
  const section = outcome === "not-yet" ? "steps" : "alternatives";
  return say("note.settled-way", {
    way: say(`${section}.${row.id}`, reasonText({ dialog, conversation }, row.id).values),
  });
}
