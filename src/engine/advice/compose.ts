import type { AdviceContext } from "../reasons.ts";
import { reasonText } from "../reasons.ts";
import { say } from "../reply.ts";
import type { AdviceReply, Text, TextValue } from "../reply.ts";
import { createTeller } from "./again.ts";
import { beliefOf, counterOf } from "./counter.ts";
import { alsoSaid, ownClauses, USE } from "./own-words.ts";
import type { OwnClause } from "./own-words.ts";
import { reasonsFor } from "./reasons-said.ts";
import type { Said } from "./reasons-said.ts";
import { DECIDES, firedRules, restsOn } from "./rests.ts";
import { createScene } from "./scene.ts";
import type { Scene } from "./scene.ts";
import { stepOf } from "./step-said.ts";
import { conditionsOf, verdictSentence, wayOf } from "./verdict-sentence.ts";
import { changesSaid } from "./changes-said.ts";

type Reason = AdviceReply["reasons"][number];

/** The first screen of an advice, put together from cases; parts of it are undefined where no case has words for them. */
export interface Screen {
  readonly sentence: Text | undefined;
  readonly reasons: readonly Reason[];
  readonly against: Text;
  readonly changes: AdviceReply["changes"];
  readonly step: Text | undefined;
  /** The better way, as a thing. */
  readonly way: TextValue;
}

/** What else a screen of so many words is made of. */
export interface Around {
  readonly subject: Text;
  readonly sureness: Text;
}

/**
 * Chooses what is said to this person. Too long, it leaves out what decides least; too short, it says more of what holds.
 */
export function composeScreen(context: AdviceContext, around: Around): Screen {
  const scene = createScene(context);
  const clauses = ownClauses(context.dialog, context.conversation).filter(({ about }) =>
    isDeciding(scene, about),
  );
  const all = reasonsFor(scene, scene.side, clauses);
  const conditions = conditionsOf(scene);
  const way = wayOf(scene, all);
  const sentence = verdictSentence(scene, conditions, way.text);
  const step = stepOf(scene, all, conditions, way.of);
  const counter = counterOf(scene, all, clauses);
  const belief = beliefOf(scene, all, counter);
  const changes = changesSaid(scene, all, conditions);
  const fixed = [around.subject, around.sureness, sentence, step, opened(scene, counter.text)];
  const length = fit(scene, {
    fixed: fixed.flatMap((text) => text ?? []),
    reasons: all,
    belief,
    changes: changes.map(({ text }) => text),
    clauses,
    counterClause: counter.clause,
  });
  const teller = createTeller(scene.book);
  const told = (text: Text) => teller.tell(text);
  const isTold = length.rules.some(({ text }) => text.text === belief?.text);
  const against = length.hasBelief && belief && !isTold ? pair(counter.text, belief) : counter.text;
  return {
    sentence: sentence && told(sentence),
    reasons: [
      ...all.slice(0, length.reasons).map((said) => {
        if (said.clause?.about === USE) teller.named("task");
        return { ...toReason(said), text: told(said.text) };
      }),
      ...length.rules,
      ...noted(length.also),
    ],
    against: told(opened(scene, against)),
    changes: changes
      .slice(0, length.changes)
      .map((change) => ({ ...change, text: told(change.text) })),
    step: step && told(step),
    way: way.text,
  };
}

/** With words before it that say it speaks the other way. */
function opened({ book, side }: Scene, text: Text): Text {
  const name = side === "for" ? "openers.against" : "openers.still";
  if (!book.wordings.has(name)) return text;
  return say("advice.opened", { opener: say(`${name}.1`), text });
}

function toReason({ of, text, rests }: Said): Reason {
  return { id: of.id, text, source: of.source, rests };
}

function noted(also: Text | undefined): readonly Reason[] {
  return also ? [{ id: "own-words", text: also, source: [], rests: [] }] : [];
}

/** What decides alone is always among the reasons: where no case says it as one, by its belief, else in the words of its rule. */
function uncovered({ context, held, text }: Scene, said: readonly Said[]): readonly Reason[] {
  const covered = new Set(said.flatMap(({ rests }) => rests));
  const { judgement } = context;
  const { floors, blockers, limits } = judgement;
  const deciding =
    judgement.step > 0 ? floors : [...blockers.slice(0, 1), ...limits, ...blockers.slice(1)];
  const fired = firedRules(context).filter(
    ({ id, side }) => !covered.has(id) && side === (judgement.step > 0 ? "for" : "against"),
  );
  const heaviest = Math.max(0, ...judgement.evidence.map(({ points }) => Math.abs(points)));
  const weighty = fired
    .filter(({ weight }) => weight < DECIDES)
    .toSorted((a, b) => b.weight - a.weight)
    .filter(
      ({ weight }, at) =>
        weight >= heaviest || said.length + at < REASONS_MIN || (covered.size === 0 && at === 0),
    );
  const ids = new Set([
    ...deciding
      .map(({ id }) => id)
      .filter((id) => !covered.has(id))
      .slice(0, REASONS_MIN),
    ...(deciding.length === 0 ? weighty.map(({ id }) => id).slice(0, REASONS_MIN) : []),
  ]);
  const told: Reason[] = [];
  for (const id of ids) {
    const one = ruleReason(context, held, text, id);
    const same = told.findIndex((other) => other.id === one.id);
    const before = told[same];
    if (before) told[same] = { ...before, rests: [...before.rests, id] };
    else told.push(one);
  }
  return told;
}

/** A rule by the belief of a case that speaks of it, else in its own words. */
function ruleReason(
  context: AdviceContext,
  held: Scene["held"],
  text: Scene["text"],
  id: string,
): Reason {
  const rule = firedRules(context).filter((one) => one.id === id);
  const of = held.find((each) => restsOn(context, rule, each).length > 0 && text(each, "belief"));
  const belief = of && text(of, "belief");
  if (of && belief) return { id: of.id, text: belief, source: of.source, rests: [id] };
  return {
    id,
    text: say("advice.rule", { reason: reasonText(context, id) }),
    source: sourceOf(context, id),
    rests: [id],
  };
}

function sourceOf({ judgement }: AdviceContext, id: string): readonly string[] {
  const { blockers, limits, floors, evidence } = judgement;
  return (
    [...blockers, ...limits, ...floors, ...evidence].find((row) => row.id === id)?.source ?? []
  );
}

function pair(first: Text, second: Text): Text {
  return say("advice.join.sentences", { first, second });
}

/** Whether a clause of this kind decides: what the certification is called stands elsewhere. */
function isDeciding({ book, context }: Scene, about: string): boolean {
  const kinds = new Set([...book.about.values()].flat());
  return kinds.has(about) || !context.dialog.positions.has(about);
}

const REASONS_MIN = 2;
const REASONS_USUAL = 3;
/** A fourth reason has room under so many words. */
const ROOMY = 130;
const CHANGES_USUAL = 2;

interface Material {
  readonly fixed: readonly Text[];
  readonly reasons: readonly Said[];
  readonly belief: Text | undefined;
  readonly changes: readonly Text[];
  readonly clauses: readonly OwnClause[];
  readonly counterClause: OwnClause | undefined;
}

/** How much of everything the screen has room for. */
function fit(scene: Scene, material: Material) {
  const { context, book } = scene;
  const { read } = context.dialog;
  const wordsIn = (text: Text) => read(text).split(/\s+/u).length;
  const sum = (texts: readonly Text[]) => texts.reduce((all, text) => all + wordsIn(text), 0);
  const { reasons, changes, belief, clauses, counterClause } = material;
  const also = (shown: number) => {
    const used = new Set([...reasons.slice(0, shown).map(({ clause }) => clause), counterClause]);
    return alsoSaid(
      book.told,
      clauses.filter((clause) => !used.has(clause)),
    );
  };
  const chosen = {
    reasons: Math.min(REASONS_USUAL, reasons.length),
    changes: Math.min(CHANGES_USUAL, changes.length),
    hasBelief: belief !== undefined,
    also: also(Math.min(REASONS_USUAL, reasons.length)),
    rules: uncovered(scene, reasons.slice(0, REASONS_USUAL)),
  };
  const total = () =>
    sum(material.fixed) +
    sum(reasons.slice(0, chosen.reasons).map(({ text }) => text)) +
    sum(chosen.rules.map(({ text }) => text)) +
    sum(changes.slice(0, chosen.changes)) +
    (chosen.hasBelief && belief ? wordsIn(belief) : 0) +
    (chosen.also ? wordsIn(chosen.also) : 0);
  const { atMost } = book.words;
  const recount = (shown: number) => {
    chosen.reasons = shown;
    chosen.also = also(shown);
    chosen.rules = uncovered(scene, reasons.slice(0, shown));
  };
  if (total() > atMost && chosen.changes > 1) chosen.changes = 1;
  // What decides alone is said, however long it takes.
  const fewest = Math.max(REASONS_MIN, reasons.filter(({ weight }) => weight >= DECIDES).length);
  if (total() > atMost && chosen.reasons > fewest) recount(fewest);
  if (total() > atMost) chosen.hasBelief = false;
  if (total() > atMost) chosen.also = undefined;
  if (total() < ROOMY && reasons.length > chosen.reasons) recount(chosen.reasons + 1);
  return chosen;
}
