import { reasonText } from "../reasons.ts";
import { say } from "../reply.ts";
import type { Text, TextValue } from "../reply.ts";
import type { Case } from "./casebook.ts";
import { holdsFor } from "./choose.ts";
import type { Said } from "./reasons-said.ts";
import type { Scene } from "./scene.ts";
import { valuesFor } from "./slots.ts";

/** One thing that has to be checked or to exist, and the case that words it. */
export interface Condition {
  /** The rule that asks for it. */
  readonly id: string;
  readonly text: Text;
  readonly of: Case | undefined;
}

const CONDITIONS_MAX = 3;
const UNTILS_MAX = 2;

/** What stands under "if" or "until": of the rules that ask for something, the first ones. */
export function conditionsOf(scene: Scene): readonly Condition[] {
  const { context, book, held, text } = scene;
  const { verdict, conditions, blockers } = context.judgement;
  const rules = verdict === "not-yet" ? blockers.slice(0, UNTILS_MAX) : conditions;
  const told = new Set<string>();
  return rules
    .map(({ id }): Condition => {
      const worded = book.worded.get(id);
      const of = held.find((each) => worded?.has(each.id) && text(each, "condition"));
      const own = of && text(of, "condition");
      return { id, of, text: own ?? say(`until.${id}`, reasonText(context, id).values) };
    })
    .filter(({ text: one }) => {
      const read = context.dialog.read(one);
      return !told.has(read) && told.add(read);
    })
    .slice(0, CONDITIONS_MAX);
}

/** The better way, and the case that names it. */
export function wayOf(
  { held, text, side, book, slots }: Scene,
  reasons: readonly Said[],
): { readonly of: Case | undefined; readonly text: TextValue } {
  const others = held
    .filter((each) => each.side === side)
    .toSorted((a, b) => (book.deciding.get(a.id) ?? 0) - (book.deciding.get(b.id) ?? 0));
  for (const of of [...reasons.map((said) => said.of), ...others]) {
    const way = text(of, "way");
    if (way) return { of, text: way };
  }
  return { of: undefined, text: slots["route"] ?? say("slots.route") };
}

/** The verdict in one sentence, with its conditions or its way inside; undefined for a dialog without cases. */
export function verdictSentence(
  scene: Scene,
  conditions: readonly Condition[],
  way: TextValue,
): Text | undefined {
  const { book, keys, context } = scene;
  const list = joined(conditions.map(({ text }) => text));
  const slots = { ...scene.slots, ...(list && { conditions: list, until: list }), way };
  const sentences = book.verdicts
    .filter(({ when }) => holdsFor(when, keys))
    .toSorted((a, b) => b.when.length - a.when.length);
  for (const { id } of sentences) {
    const wordings = book.wordings.get(`verdicts.${id}`) ?? [];
    const start = fingerprint(context.path.codes) % Math.max(1, wordings.length);
    for (let turn = 0; turn < wordings.length; turn += 1) {
      const at = (start + turn) % wordings.length;
      const values = valuesFor(book, slots, keys, wordings[at] ?? []);
      if (values) return say(`verdicts.${id}.${at + 1}`, values);
    }
  }
  return undefined;
}

/** "a", "a and b", or "a, b, and c". */
export function joined(texts: readonly Text[]): Text | undefined {
  const [first, second, third] = texts;
  if (!first || !second) return first;
  return third
    ? say("advice.join.three", { first, second, third })
    : say("advice.join.two", { first, second });
}

/** The same answers give the same wording, however they were reached. */
function fingerprint(codes: readonly number[]): number {
  let sum = 0;
  for (const code of codes) sum = (sum * 31 + Math.round(code) + 7) % 65_521;
  return Math.abs(sum);
}
