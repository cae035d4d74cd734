import type { Conversation, EraseProposal, Event, Moment, TextEvent } from "./conversation.ts";
import { readDecision } from "./decision.ts";
import type { Dialog } from "./dialog.ts";
import { say } from "./reply.ts";
import { fresh, moved, notice, show } from "./show.ts";
import type { Transition } from "./show.ts";
import { normalise } from "./hearing/text.ts";

/*
 * Nothing is erased unasked. Whatever asks for it, on whichever platform, leads to one question, and only the "yes" to
 * that question erases: a press that carries the revision of its screen, or a word typed to that screen soon after it was asked.
 */

/** A typed "yes" confirms for so long, ms: after that it is more likely meant for something else. */
const CONFIRM_MS = 10 * 60 * 1000;

/** Asks whether to erase. Asked again, the question that stands is shown again. */
export function proposeErasing(
  dialog: Dialog,
  conversation: Conversation,
  type: EraseProposal["type"],
  event: Event,
): Transition {
  if (conversation.proposal?.type === type)
    return show(dialog, askedNow(conversation, event), event);
  const proposal = { type, asked: event.now };
  return show(dialog, moved({ ...withoutProposal(conversation), proposal }, conversation), event);
}

/** Yes erases, no keeps everything and shows where the person was. */
export function decideErasing(
  dialog: Dialog,
  conversation: Conversation,
  said: {
    readonly proposal: EraseProposal;
    readonly word: "yes" | "no";
    readonly event: Event;
  },
): Transition {
  const { proposal, word, event } = said;
  if (word === "no") return keep(dialog, conversation, event);
  if (event.type === "text" && !isMeant(dialog, conversation, proposal, event))
    return show(dialog, askedNow(conversation, event), event);
  switch (proposal.type) {
    case "stop":
      return stop(dialog, conversation);
    case "restart":
      return startOver(dialog, conversation, event);
    case "forget": {
      const { replies } = notice(conversation, "forgotten");
      return { conversation: fresh(dialog, conversation), replies, erases: true };
    }
  }
}

/** Whether an event is an answer to the question whether to erase, and nothing else. */
export function answersErasing(dialog: Dialog, { proposal }: Conversation, event: Event): boolean {
  if (!proposal || !("asked" in proposal)) return false;
  if (event.type !== "text") return event.type === "yes" || event.type === "no";
  return readDecision(dialog, event.text, () => false) !== undefined;
}

/** Ends the interview and erases its answers: confirmed, or where there are none. */
export function stop(dialog: Dialog, conversation: Conversation): Transition {
  return notice({ ...fresh(dialog, conversation), phase: "stopped" }, "stopped");
}

/** Begins anew: confirmed, or where no answers are lost. */
export function startOver(dialog: Dialog, conversation: Conversation, event: Event): Transition {
  const notes = [say("notice.restarted")];
  return show(dialog, fresh(dialog, conversation), event, { notes });
}

/** Leaves everything as it is, and says how to go on. */
export function pause(conversation: Conversation): Transition {
  const isAdvised = conversation.phase === "advised" && conversation.focus === undefined;
  return notice(
    conversation,
    "paused",
    isAdvised
      ? { label: say("action.advice"), event: { type: "advise" }, style: "primary" }
      : { label: say("action.resume"), event: { type: "resume" }, style: "primary" },
  );
}

/** What still is about the question whether to erase. */
const ABOUT_ERASING: readonly Event["type"][] = [
  "yes",
  "no",
  "back",
  "text",
  "stop",
  "restart",
  "forget",
];

/**
 * Whoever goes on to something else has not confirmed: a "yes" to what comes next must erase nothing. Without an event:
 * what a person asks for besides the interview.
 */
export function withoutErasing(conversation: Conversation, event?: Event): Conversation {
  const { proposal } = conversation;
  const isAboutIt = event !== undefined && ABOUT_ERASING.includes(event.type);
  if (!proposal || !("asked" in proposal) || isAboutIt) return conversation;
  return moved(withoutProposal(conversation), conversation);
}

function keep(dialog: Dialog, conversation: Conversation, event: Event): Transition {
  const next = moved(withoutProposal(conversation), conversation);
  if (next.phase === "stopped") return notice(next, "kept");
  return show(dialog, next, event, { notes: [say("notice.kept")] });
}

/**
 * Whether a typed yes is one to this question: typed to its screen, not much later, and nothing but a yes. "Yes, but first
 * …" is no reason to erase.
 */
function isMeant(
  { words }: Dialog,
  conversation: Conversation,
  { asked }: EraseProposal,
  { text, revision = conversation.revision, question, now }: TextEvent & Moment,
): boolean {
  const isToIt = revision >= conversation.revision && question === undefined;
  return isToIt && now - asked <= CONFIRM_MS && words.yes.has(normalise(text));
}

function askedNow(conversation: Conversation, { now }: Event): Conversation {
  const { proposal } = conversation;
  if (!proposal || !("asked" in proposal)) return conversation;
  return now - proposal.asked <= CONFIRM_MS
    ? conversation
    : { ...conversation, proposal: { ...proposal, asked: now } };
}

function withoutProposal(conversation: Conversation): Conversation {
  const { proposal: _proposal, ...rest } = conversation;
  return rest;
}
