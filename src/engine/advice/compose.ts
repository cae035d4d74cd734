import type { AdviceContext } from "../reasons.ts";
import { reasonText } from "../reasons.ts";
import { say } from "../reply.ts";
import type { AdviceReply, Text, TextValue } from "../reply.ts";
import { beliefOf, counterOf } from "./counter.ts";
import { alsoSaid, ownClauses } from "./own-words.ts";
import type { OwnClause } from "./own-words.ts";
import { reasonsFor } from "./reasons-said.ts";
import type { Said } from "./reasons-said.ts";
import { firedRules } from "./rests.ts";
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
    isTold(scene, about),
  );
  const all = reasonsFor(scene, scene.side, clauses);
  const conditions = conditionsOf(scene);
  const way = wayOf(scene, all);
  const sentence = verdictSentence(scene, conditions, way.text);
  const step = stepOf(scene, all, conditions, way.of);
  const counter = counterOf(scene, all, clauses);
  const belief = beliefOf(scene, all, counter);
  const changes = changesSaid(scene, all, conditions);
  const fixed = [around.subject, around.sureness, sentence, step, counter.text];
  const length = fit(scene, {
    fixed: fixed.flatMap((text) => text ?? []),
    reasons: all,
    belief,
    changes: changes.map(({ text }) => text),
    clauses,
    counterClause: counter.clause,
  });
  const shown = all.slice(0, length.reasons);
  const against = length.hasBelief && belief ? pair(counter.text, belief) : counter.text;
  return {
    sentence,
    reasons: [...shown.map(toReason), ...uncovered(context, shown), ...noted(length.also)],
    against,
    changes: changes.slice(0, length.changes),
    step,
    way: way.text,
  };
}

function toReason({ of, text, rests }: Said): Reason {
  return { id: of.id, text, source: of.source, rests };
}

function noted(also: Text | undefined): readonly Reason[] {
  return also ? [{ id: "own-words", text: also, source: [], rests: [] }] : [];
}

/** What decides alone is always among the reasons, in the words of its rule where no case speaks of it. */
function uncovered(context: AdviceContext, said: readonly Said[]): readonly Reason[] {
  const covered = new Set(said.flatMap(({ rests }) => rests));
  const { judgement } = context;
  const { floors, blockers, limits } = judgement;
  const deciding = judgement.step > 0 ? floors : [...blockers, ...limits];
  const open = deciding.filter(({ id }) => !covered.has(id));
  const wanted = Math.max(0, REASONS_MIN - said.length);
  const weighty = firedRules(context)
    .filter(({ id, side }) => !covered.has(id) && side === (judgement.step > 0 ? "for" : "against"))
    .slice(0, wanted)
    .map(({ id }) => id);
  const ids = new Set([...open.map(({ id }) => id).slice(0, REASONS_MIN), ...weighty]);
  return [...ids].map((id) => ({
    id,
    text: say("advice.rule", { reason: reasonText(context, id) }),
    source: sourceOf(context, id),
    rests: [id],
  }));
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
function isTold({ book, context }: Scene, about: string): boolean {
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
function fit({ context, book }: Scene, material: Material) {
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
  };
  const total = () =>
    sum(material.fixed) +
    sum(reasons.slice(0, chosen.reasons).map(({ text }) => text)) +
    sum(changes.slice(0, chosen.changes)) +
    (chosen.hasBelief && belief ? wordsIn(belief) : 0) +
    (chosen.also ? wordsIn(chosen.also) : 0);
  const { atMost } = book.words;
  const recount = (shown: number) => {
    chosen.reasons = shown;
    chosen.also = also(shown);
  };
  if (total() > atMost && chosen.changes > 1) chosen.changes = 1;
  if (total() > atMost && chosen.reasons > REASONS_MIN) recount(REASONS_MIN);
  if (total() > atMost) chosen.hasBelief = false;
  if (total() > atMost) chosen.also = undefined;
  if (total() < ROOMY && reasons.length > chosen.reasons) recount(chosen.reasons + 1);
  return chosen;
}
