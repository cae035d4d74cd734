import { giveAdvice, sectionNamed } from "./advice.ts";
import { walk } from "./answers.ts";
import { carryOver } from "./carry-over.ts";
import type { AskEvent, Conversation, Event, Moment, StartEvent } from "./conversation.ts";
import type { Dialog } from "./dialog.ts";
import { explainWhy } from "./explain-why.ts";
import { askedAbout } from "./asked-about.ts";
import { beginWith } from "./begin-with.ts";
import { browseInWords } from "./browse-in-words.ts";
import { readCommandIn } from "./hearing/commands.ts";
import type { Command } from "./hearing/commands.ts";
import { answersErasing, pause, proposeErasing, startOver, stop, withoutErasing } from "./erase.ts";
import { isSection, say } from "./reply.ts";
import type { Reply, Text } from "./reply.ts";
import { screenMeant } from "./screen-meant.ts";
import { askQuestion, currentQuestion, questionOf, showReview } from "./screens.ts";
import {
  advise,
  fresh,
  hasBegun,
  moved,
  notice,
  show,
  showCard,
  showInstead,
  withoutPointers,
} from "./show.ts";
import type { Told, Transition } from "./show.ts";
import { decide, edit, goBack, takeClick } from "./take-click.ts";
import { takeName, takeText } from "./take-text.ts";

/** Events that may come first; any other comes from a screen of a conversation that is gone. */
const BEGINNING: readonly Event["type"][] = ["start", "text", "resume", "restart", "forget"];
/** What means the same to whoever has stopped. */
const WHILE_STOPPED: readonly Event["type"][] = ["start", "restart", "forget"];

/** Whoever begins by saying something is told as much as whoever begins by pressing. */
const WELCOMED: Told = { notes: [say("note.welcome")] };

/**
 * Advances a conversation by one event. Total and pure: any event in any state gives at least one reply with a way on,
 * and nothing throws.
 *
 * @param stored - The conversation so far; none when it begins.
 */
export function transition(
  dialog: Dialog,
  stored: Conversation | undefined,
  event: Event,
): Transition {
  const carried = carryOver(dialog, stored);
  const { notes } = carried;
  const conversation = withoutErasing(carried.conversation, event);
  const early = !stored || conversation.phase === "stopped";
  return (
    (early ? takeOutside(dialog, { stored, conversation }, event) : undefined) ??
    takeInside(dialog, { stored, conversation, notes }, event)
  );
}

/** What happens while no interview is open; undefined for what is taken as at any other time. */
function takeOutside(
  dialog: Dialog,
  {
    stored,
    conversation,
  }: { readonly stored: Conversation | undefined; readonly conversation: Conversation },
  event: Event,
): Transition | undefined {
  if (!stored && !BEGINNING.includes(event.type)) {
    // Yes or no, said twice to the question whether to erase everything, was decided by the first.
    return event.type === "yes" || event.type === "no"
      ? notice(conversation, "erased")
      : showInstead(dialog, conversation, event);
  }
  const isOver = conversation.phase === "stopped" && !answersErasing(dialog, conversation, event);
  if (isOver && !WHILE_STOPPED.includes(event.type)) {
    const about = event.type === "text" && askedAbout(dialog, event.text);
    if (about) return showCard(dialog, conversation, about, event);
    const again = event.type === "text" && readBeginning(dialog, event.text);
    if (!again) return notice(conversation, "erased");
    return transition(dialog, conversation, { ...again, ...momentIn(event) });
  }
  return undefined;
}

function takeInside(
  dialog: Dialog,
  on: {
    readonly stored: Conversation | undefined;
    readonly conversation: Conversation;
    readonly notes: readonly Text[];
  },
  event: Event,
): Transition {
  const { stored, conversation, notes } = on;
  const told = notes.length > 0 ? { notes } : {};
  // A new version of the dialog takes nobody off the screen they see.
  const isEarlier = isOnEarlier(stored ?? conversation, event);
  switch (event.type) {
    case "start":
      return begin(dialog, conversation, event, told);
    case "text":
      return readText(dialog, conversation, event, stored ? told : WELCOMED);
    case "answer":
    case "unsure":
    case "skip":
      return takeClick(dialog, conversation, event);
    case "yes":
    case "no":
      return decide(dialog, conversation, event.type, event);
    case "edit":
      return edit(dialog, conversation, event.question, event);
    case "back":
      return isEarlier || notes.length > 0
        ? showInstead(dialog, conversation, event, told)
        : goBack(dialog, conversation, event);
    case "why":
      return show(dialog, conversation, event, { ...told, why: explainWhy(dialog, conversation) });
    case "review":
      return { conversation, replies: [showReview(dialog, conversation)] };
    case "advise":
      return conversation.phase === "open" && isEarlier
        ? showInstead(dialog, conversation, event, told)
        : advise(dialog, conversation, event, told);
    case "unfold":
      // Only an advice has parts: while none is given, the button stands on one of an earlier interview.
      if (conversation.phase !== "advised") return showInstead(dialog, conversation, event, told);
      return advise(
        dialog,
        conversation,
        event,
        told,
        isSection(event.section) ? event.section : undefined,
      );
    case "resume":
      return show(dialog, goOn(conversation), event, told);
    case "restart":
      if (!hasBegun(conversation)) return startOver(dialog, conversation, event);
      return conversation.phase === "open" && isEarlier
        ? showInstead(dialog, conversation, event, told)
        : proposeErasing(dialog, conversation, event.type, event);
    case "stop":
      if (isEarlier) return showInstead(dialog, conversation, event, told);
      return Object.keys(conversation.answers).length === 0
        ? stop(dialog, conversation)
        : proposeErasing(dialog, conversation, event.type, event);
    case "pause":
      return pause(conversation);
    case "forget":
      return proposeErasing(dialog, conversation, event.type, event);
  }
}

/** What words say to whoever has stopped: begin, or begin with what they name. Anything else begins nothing unasked. */
function readBeginning(
  dialog: Dialog,
  text: string,
): StartEvent | { type: "restart" | "forget" } | undefined {
  const command = readCommandIn(text, dialog.words);
  if (command === "forget") return { type: "forget" };
  if (command === "start") return { type: "start" };
  if (command === "restart" || command === "resume") return { type: "restart" };
  const isNamed = dialog.catalogue.find(text).some(({ exact }) => exact);
  return isNamed ? { type: "start", text } : undefined;
}

/** Whether a button stands on another screen than the present one. What carries no revision was said just now. */
function isOnEarlier({ revision }: Conversation, event: Event): boolean {
  return "revision" in event && event.revision !== undefined && event.revision !== revision;
}

/** Back to the open question. Going on twice is going on once. */
function goOn(conversation: Conversation): Conversation {
  const plain = withoutPointers(conversation);
  if (plain === conversation && conversation.phase === "open") return conversation;
  return moved({ ...plain, phase: "open" }, conversation);
}

function begin(
  dialog: Dialog,
  conversation: Conversation,
  event: Extract<Event, { type: "start" }>,
  told: Told,
): Transition {
  const named = event.quoted ? nameIn(dialog, event.text ?? "") : event.text;
  if (hasBegun(conversation) && named === undefined)
    return welcomeBack(dialog, conversation, event.now);
  const chosen = named === undefined ? undefined : beginWith(dialog, conversation, named, event);
  if (chosen) return chosen;
  if (named !== undefined && hasBegun(conversation)) {
    const words = { type: "text", text: named, ...momentIn(event) } as const;
    return (
      takeName(dialog, conversation, words, told) ?? readText(dialog, conversation, words, told)
    );
  }
  const empty = conversation.phase === "stopped" ? fresh(dialog, conversation) : conversation;
  if (named === undefined)
    return show(dialog, empty, event, { notes: [...(told.notes ?? []), say("note.welcome")] });
  const shown = show(dialog, empty, event);
  const words = { type: "text", text: named, ...momentIn(event) } as const;
  return readText(dialog, shown.conversation, words, told);
}

/** When something happened, to be passed on. */
function momentIn({ now, at }: Moment): Moment {
  return at === undefined ? { now } : { now, at };
}

/** The certification that words name, by its whole name. */
function nameIn(dialog: Dialog, text: string): string | undefined {
  return dialog.catalogue.find(text).find(({ exact }) => exact)?.name;
}

/** A command typed in words is the event of that name; everything else answers a question. */
function readText(
  dialog: Dialog,
  conversation: Conversation,
  event: Extract<Event, { type: "text" }>,
  told: Told,
): Transition {
  const section = sectionNamed(dialog, conversation, event.text, event.now);
  if (section) return advise(dialog, conversation, event, told, section);
  const taken = takeText(dialog, conversation, event, told.notes);
  if ("replies" in taken) return taken;
  const { command } = taken;
  const when = momentIn(event);
  const { revision = conversation.revision } = event;
  // What is about a screen is about the one it was typed to; "stop" is said to nobody's question.
  if (command === "back")
    return transition(dialog, conversation, { type: command, revision, ...when });
  if (command === "help")
    return show(dialog, conversation, event, { notes: [...(told.notes ?? []), say("asked.help")] });
  if (command === "list") return browseInWords(dialog, conversation, event);
  if (isAsked(command)) {
    const shown = show(dialog, conversation, event, told);
    return { conversation: shown.conversation, replies: shown.replies, asks: command };
  }
  if (command !== "skip" && command !== "unsure")
    return transition(dialog, conversation, { type: command, ...when });
  const path = walk(dialog, conversation.answers);
  const meant = screenMeant(dialog, conversation, path, event);
  const question =
    meant.type === "present" ? currentQuestion(dialog, conversation, path) : meant.question?.id;
  return transition(dialog, conversation, {
    type: command,
    question: question ?? "",
    revision,
    ...when,
  });
}

/** What `turn.ts` answers besides the interview. */
function isAsked(command: Command): command is Extract<Command, AskEvent["type"]> {
  return ["save", "share", "remind", "history"].includes(command);
}

function welcomeBack(dialog: Dialog, conversation: Conversation, now: number): Transition {
  const path = walk(dialog, conversation.answers);
  const { revision } = conversation;
  const id = currentQuestion(dialog, conversation, path);
  const question = id === undefined ? undefined : questionOf(dialog, id);
  const progress = question && askQuestion(dialog, conversation, path, question).progress;
  const isDone = conversation.phase === "advised" || !progress;
  const reply: Reply = {
    type: "notice",
    notice: isDone ? "advised-before" : "welcome-back",
    title: isDone
      ? adviceInBrief(dialog, conversation, now)
      : say("notice.welcome-back", { number: progress.number, atMost: progress.atMost }),
    actions: [
      isDone
        ? { label: say("action.advice"), event: { type: "advise", revision }, style: "primary" }
        : { label: say("action.resume"), event: { type: "resume", revision }, style: "primary" },
      { label: say("action.restart"), event: { type: "restart", revision } },
    ],
  };
  return { conversation, replies: [reply] };
}

function adviceInBrief(dialog: Dialog, conversation: Conversation, now: number): Text {
  const { title: verdict, subject } = giveAdvice(dialog, conversation, now);
  return say("notice.advised-before", { subject, verdict });
}
