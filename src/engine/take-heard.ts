import { certificationIn, isBlank, noteOf, optionOf, walk } from "./answers.ts";
import type { Answer, Answers } from "./answers.ts";
import { atomsOf } from "./cells.ts";
import type { Conversation } from "./conversation.ts";
import type { Dialog, Question } from "./dialog.ts";
import type { Hearing } from "./hearing/answers-in.ts";
import type { Heard } from "./hearing/own.ts";
import { normalise, toPlain } from "./hearing/text.ts";
import { UNSURE_OPTION } from "./hearing/words.ts";
import { toNote } from "./note.ts";
import { keepWords, keepsOf } from "./own-words.ts";
import { say } from "./reply.ts";
import type { Text } from "./reply.ts";
import { answerText, questionOf } from "./screens.ts";
import { give } from "./give.ts";
import { advise, changedNote, saysSame, show } from "./show.ts";
import type { Transition } from "./show.ts";
import { propose } from "./take-click.ts";
import type { Taking } from "./take-text.ts";
import { unlistedNote, withTold } from "./told.ts";

type Given = readonly (readonly [question: Question, answer: Answer])[];

/** Puts what was heard where it belongs, and says so; a weighty guess is asked about first. */
export function takeAnswers(
  dialog: Dialog,
  taking: Taking,
  hearing: Extract<Hearing, { type: "answers" }>,
): Transition {
  const { conversation, event, notes } = taking;
  const { isCorrection } = hearing;
  const own = hearing.own && asTyped(dialog, hearing.own, event.text);
  const { answers } = conversation;
  const facts = hearing.facts.filter(
    ({ question, answer }) => !saysSame(answers[question.id], answer),
  );
  if (own && isNameless(own)) {
    const answer = own.answer;
    return takeNameless(dialog, taking, { type: "nameless", answer, facts });
  }
  const isAmount = own && own.question.kind !== "choice";
  const isAskedFor = conversation.told !== undefined && own?.question.kind === "catalogue";
  if (
    own &&
    !isAskedFor &&
    ((!own.certain && (isAmount || isWeighty(dialog, own) || keepsWords(own.answer))) ||
      (!own.isPlain && own.question.kind === "choice" && isAsking(event.text)))
  )
    return proposeOwn(dialog, taking, own, facts);
  const [guess] = facts;
  if (!own && guess && facts.length === 1 && !guess.certain)
    return propose(
      dialog,
      conversation,
      answers[guess.question.id] ? "instead" : "meant",
      guess.question.id,
      guess.answer,
      event,
      notes,
    );
  // Beside an answer to the question, only what is still open is taken, unless something is taken back.
  const beside =
    own && !isCorrection
      ? facts.filter(({ question }) => answers[question.id] === undefined)
      : facts;
  const first = own ? [[own.question, withTold(conversation, own.answer)] as const] : [];
  const base = own ? { ...answers, [own.question.id]: own.answer } : answers;
  const given = [...first, ...stillAsked(dialog, base, toGiven(beside))];
  if (given.length === 0)
    return hearing.facts.some(({ question }) => dialog.positions.has(question.id))
      ? show(dialog, conversation, event, { notes })
      : takeNothing(dialog, taking);
  const kept = keepWords(conversation, [...(own ? [own] : []), ...beside]);
  const rest = keepsOf(kept, event.text) ? [say("note.kept")] : [];
  const told = [...notes, ...toldOf(dialog, taking, given, own), ...rest];
  return give(dialog, kept, byId(given), event, told);
}

/** Whoever ends in a question mark is asked whether that is the answer. */
function isAsking(text: string): boolean {
  return toPlain(text).trimEnd().endsWith("?");
}

/** A task that is all of the text is quoted as it was typed; it was read with one way of writing for what looks alike. */
function asTyped({ words }: Dialog, own: Heard, text: string): Heard {
  const { answer } = own;
  const isWhole =
    typeof answer === "object" &&
    "option" in answer &&
    normalise(answer.note) === normalise(toNote(toPlain(text), words));
  return isWhole ? { ...own, answer: { ...answer, note: toNote(text, words) } } : own;
}

/** Asks whether a guess is right, with what else was said taken. */
function proposeOwn(
  dialog: Dialog,
  { conversation, event, notes }: Taking,
  own: Heard,
  facts: readonly Heard[],
): Transition {
  const told = withTold(conversation, own.answer);
  const base = { ...conversation.answers, [own.question.id]: told };
  const given = stillAsked(dialog, base, newIn(conversation, facts));
  const answers = { ...conversation.answers, ...Object.fromEntries(byId(given)) };
  const asked = { ...conversation, answers };
  return propose(dialog, asked, "meant", own.question.id, told, event, notes);
}

/** Asks which option was meant, with what else was said taken. */
export function askWhich(
  dialog: Dialog,
  taking: Taking,
  hearing: Extract<Hearing, { type: "several" }>,
): Transition {
  const { conversation, event, notes } = taking;
  const { question } = hearing;
  const given = stillAsked(dialog, conversation.answers, newIn(conversation, hearing.facts));
  // "Not sure" has a button of its own.
  const options = hearing.options.filter((id) => id !== UNSURE_OPTION);
  const [only] = options.length === 0 ? hearing.options : options;
  if (only !== undefined && options.length < 2 && question.kind === "choice")
    return proposeOne(dialog, taking, { question, option: only, given });
  const note = say("clarify.several");
  if (given.length > 0) {
    const told = [...notes, ...toldOf(dialog, taking, given, undefined), note];
    return give(dialog, conversation, byId(given), event, told, { question: question.id, options });
  }
  const { proposal: _proposal, ...rest } = conversation;
  const narrowed = { ...rest, narrowed: options };
  return show(dialog, narrowed, event, { notes: [...notes, note], clarify: "several" });
}

/** The only thing it may mean is asked about, with what else was said taken. */
function proposeOne(
  dialog: Dialog,
  { conversation, event, notes }: Taking,
  meant: {
    readonly question: Extract<Question, { kind: "choice" }>;
    readonly option: string;
    readonly given: Given;
  },
): Transition {
  const { question, option, given } = meant;
  const unsure: Answer = { blank: question.unsure ? "unsure" : "skipped" };
  const noted = { option, note: toNote(event.text, dialog.words) };
  const said = question.note.includes(option) ? noted : option;
  const answer = option === UNSURE_OPTION ? unsure : said;
  const answers = { ...conversation.answers, ...Object.fromEntries(byId(given)) };
  const asked = { ...conversation, answers };
  return propose(dialog, asked, "meant", question.id, answer, event, notes);
}

/** A certification that was told without a name: its price and hours are kept, and its name is asked for, once. */
export function takeNameless(
  dialog: Dialog,
  taking: Taking,
  hearing: Extract<Hearing, { type: "nameless" }>,
): Transition {
  const { conversation, question, event, notes } = taking;
  const value = certificationIn(hearing.answer);
  if (!question || !value) return takeNothing(dialog, taking);
  if (conversation.told)
    return give(dialog, conversation, [[question.id, withTold(conversation, value)]], event, notes);
  const { price, hours } = value;
  const told = { ...(price && { price }), ...(hours !== undefined && { hours }) };
  const given = stillAsked(dialog, conversation.answers, newIn(conversation, hearing.facts));
  const facts = toldOf(dialog, taking, [[question, value], ...given], undefined);
  const known = price || hours !== undefined || given.length > 0 ? facts : [];
  const answers = { ...conversation.answers, ...Object.fromEntries(byId(given)) };
  const { proposal: _proposal, narrowed: _narrowed, ...rest } = conversation;
  return show(dialog, { ...rest, answers, told }, event, {
    notes: [...notes, ...known, say("clarify.name")],
    clarify: "not-understood",
  });
}

/** The text said nothing that can be taken: says so, and how to go on. */
export function takeNothing(dialog: Dialog, taking: Taking): Transition {
  const { conversation, question, event, notes } = taking;
  if (!question)
    return advise(dialog, conversation, event, { notes: [...notes, say("clarify.after-advice")] });
  const misses = (conversation.misses ?? 0) + 1;
  const { proposal: _proposal, ...rest } = conversation;
  const second = question.kind === "choice" ? "clarify.second" : "clarify.second-other";
  const note = say(misses === 1 ? "clarify.first" : misses === 2 ? second : "clarify.third");
  return show(dialog, { ...rest, misses }, event, {
    notes: [...notes, note],
    clarify: "not-understood",
  });
}

function isNameless({ answer }: Heard): boolean {
  const value = certificationIn(answer);
  return value?.chosen === "other" && value.name === undefined;
}

function toGiven(heard: readonly Heard[]): Given {
  return heard.map(({ question, answer }) => [question, answer]);
}

function newIn({ answers }: Conversation, facts: readonly Heard[]): Given {
  return toGiven(facts.filter(({ question }) => answers[question.id] === undefined));
}

function byId(given: Given): readonly (readonly [string, Answer])[] {
  return given.map(([question, answer]) => [question.id, answer]);
}

/** Leaves out what the new answers take off the path: "my boss told me" says nothing about a promotion. */
function stillAsked(dialog: Dialog, answers: Answers, given: Given): Given {
  const { asked } = walk(dialog, { ...answers, ...Object.fromEntries(byId(given)) });
  return given.filter(([question]) => asked.includes(question.id));
}

/** What was understood and what changed, in words. A short answer that was simply recognised needs none. */
function toldOf(
  dialog: Dialog,
  { conversation, event }: Taking,
  given: Given,
  own: Heard | undefined,
): readonly Text[] {
  const { answers } = conversation;
  const changed = given.flatMap(([question, answer]) => {
    const before = answers[question.id];
    return before && !saysSame(before, answer)
      ? [changedNote(dialog, question.id, before, answer)]
      : [];
  });
  const isShort = normalise(event.text).split(" ").length <= 2;
  const isPlain = own?.isPlain === true && isShort && given.length === 1;
  const fresh = given.filter(([question]) => answers[question.id] === undefined);
  const understood = isPlain || fresh.length === 0 ? [] : [understoodNote(dialog, fresh)];
  const unlisted = given.flatMap(([, answer]) => unlistedNote(answer));
  return [...changed, ...understood, ...unlisted];
}

function understoodNote(dialog: Dialog, given: Given): Text {
  const list = given.map(([question, answer]) =>
    say("note.fact", {
      question: say(`questions.${question.id}.short`),
      answer: answerText(questionOf(dialog, question.id), answer),
    }),
  );
  return list
    .slice(1)
    .reduce<Text>(
      (all, fact) => say("note.and", { all, fact }),
      say("note.understood", { fact: list[0] ?? "" }),
    );
}

/** Whether a guess would keep the person's own words as a task or a name: it is confirmed first. */
function keepsWords(answer: Answer): boolean {
  return noteOf(answer) !== undefined || certificationIn(answer) !== undefined;
}

/** Whether a limit or a blocker looks at this answer: a guess at it is confirmed first. */
function isWeighty(dialog: Dialog, { question, answer }: Heard): boolean {
  const { limits, blockers } = dialog.file;
  return [...limits, ...blockers].some((row) =>
    atomsOf(row.when).some((atom) => {
      if ("unsure" in atom) return atom.unsure === question.id && isBlank(answer);
      if (!("question" in atom) || atom.question !== question.id) return false;
      const option = optionOf(answer);
      return !("is" in atom) || option === undefined || [atom.is].flat().includes(option);
    }),
  );
}
