import { certificationOf, valuesAbout } from "./about.ts";
import { walk } from "./answers.ts";
import type { Catalogue, CatalogueEntry, CatalogueFact, CatalogueMatch } from "./catalogue.ts";
import type { Conversation, Event } from "./conversation.ts";
import { entryInBrief } from "./entry-card.ts";
import { optionIds } from "./dialog.ts";
import type { Dialog, Question } from "./dialog.ts";
import { mentionedIn } from "./hearing/choices.ts";
import { toPlain } from "./hearing/text.ts";
import { toTokens } from "./hearing/tokens.ts";
import { UNSURE_OPTION } from "./hearing/words.ts";
import type { QuestionBack } from "./hearing/utterance.ts";
import { factText } from "./fact-text.ts";
import { say } from "./reply.ts";
import type { Text } from "./reply.ts";
import { askQuestion } from "./screens.ts";

/** Options explained at once, where the question names none of them. */
const EXPLAINED_MAX = 8;

/** Answers a question that a person asks back; nothing changes, and the screen comes again after it. */
export function answerBack(
  dialog: Dialog,
  conversation: Conversation,
  question: Question | undefined,
  about: QuestionBack,
  event: Extract<Event, { type: "text" }>,
): readonly Text[] {
  switch (about) {
    case "meaning":
      return question
        ? explain(dialog, conversation, question, event.text)
        : [say("asked.unknown")];
    case "left": {
      if (!question) return [say("asked.none-left")];
      const path = walk(dialog, conversation.answers);
      const { number, atMost } = askQuestion(dialog, conversation, path, question).progress;
      return [say("asked.left", { count: Math.max(0, atMost - number + 1) })];
    }
    case "cost":
    case "length":
    case "availability":
      return aboutCertification(dialog, conversation, about, event);
    case "basis":
    case "bot":
    case "changeable":
    case "privacy":
    case "storage":
    case "unknown":
      return [say(`asked.${about}`)];
  }
}

/** The question in other words, and the options that are asked about, or all of them. */
function explain(
  dialog: Dialog,
  conversation: Conversation,
  question: Question,
  text: string,
): readonly Text[] {
  const own = dialog.words.options.get(question.id) ?? [];
  const { options, denied } = mentionedIn(toTokens(toPlain(text)), own, dialog.words);
  const named = [...options, ...denied];
  const all = [...optionIds(question), ...(question.unsure ? [UNSURE_OPTION] : [])];
  const shown = named.length > 0 ? named : all.slice(0, EXPLAINED_MAX);
  const start = `questions.${question.id}`;
  const lines = shown.map((id) => {
    const at = id === UNSURE_OPTION ? `${start}.unsure` : `${start}.options.${id}`;
    return say("asked.option", { label: say(`${at}.label`), means: say(`${at}.means`) });
  });
  return named.length > 0
    ? lines
    : [say(`${start}.asks`, valuesAbout(dialog, conversation)), ...lines];
}

/** The entry whose cost, length or availability a text asks for by its name; undefined where it asks for something else. */
export function entryAskedFor(
  { catalogue }: Dialog,
  about: QuestionBack,
  text: string,
): string | undefined {
  if (!["cost", "length", "availability"].includes(about) || catalogue.namesOther(text))
    return undefined;
  return catalogue.find(text).find(({ exact }) => exact)?.id;
}

/** What the catalogue knows of the certification that the text names, or else of the one this is about. */
function aboutCertification(
  dialog: Dialog,
  conversation: Conversation,
  about: "cost" | "length" | "availability",
  { text, now }: { readonly text: string; readonly now: number },
): readonly Text[] {
  const { catalogue } = dialog;
  const found = catalogue.namesOther(text) ? [] : catalogue.find(text);
  const named = found.find(({ exact }) => exact)?.id;
  const chosen = certificationOf(dialog, conversation);
  const isMeant = found.length === 0 || found.some(({ id }) => id === chosen?.entry);
  const id = named ?? (isMeant ? chosen?.entry : undefined);
  // "The AWS one" is one of several.
  if (id === undefined && found.length > 0) return inBrief(catalogue, found, now);
  if (id === undefined && chosen?.name === undefined) return [say("asked.which-certification")];
  const entry = id === undefined ? undefined : dialog.catalogue.entry(id, now);
  if (!entry) return [say("asked.not-in-catalogue", { name: chosen?.name ?? "" })];
  return [factOf(entry, about)];
}

/** The likeliest of several entries with their prices, and how many more there are. */
function inBrief(
  catalogue: Catalogue,
  found: readonly CatalogueMatch[],
  now: number,
): readonly Text[] {
  const entries = found.flatMap((match) => catalogue.entry(match.id, now) ?? []);
  const more = entries.length - BRIEF_MAX;
  return [
    ...entries.slice(0, BRIEF_MAX).map(entryInBrief),
    ...(more > 0 ? [say("asked.more-of-them", { count: more })] : []),
  ];
}

const BRIEF_MAX = 4;

function factOf(entry: CatalogueEntry, about: "cost" | "length" | "availability"): Text {
  const { name, url, shown, facts, instead } = entry;
  const page = { name, url: url ?? "", hasUrl: url === undefined ? "no" : "yes" };
  if (about === "availability") {
    const validity = shown.validity && factText(shown.validity);
    return say("asked.available", {
      ...page,
      status: facts["status"] ?? "open",
      instead: instead.map((other) => other.name).join(" / "),
      hasInstead: instead.length > 0 ? "yes" : "no",
      validity: validity ?? "",
      hasValidity: validity === undefined ? "no" : "yes",
    });
  }
  const fact = about === "cost" ? shown.price : shown.hours;
  if (!fact) return say(`asked.${about}-unknown`, page);
  return say(`asked.${about}`, { ...page, ...valuesOf(fact) });
}

function valuesOf(fact: CatalogueFact): Record<string, string | Text> {
  const { note } = fact;
  return {
    value: factText(fact),
    note: note ?? "",
    hasNote: note === undefined ? "no" : "yes",
  };
}
