import { say } from "../reply.ts";
import type { Text } from "../reply.ts";
import type { Case } from "./casebook.ts";
import type { OwnClause } from "./own-words.ts";
import { reasonsFor } from "./reasons-said.ts";
import type { Said } from "./reasons-said.ts";
import type { Scene } from "./scene.ts";

/** What speaks the other way, and the case it comes from. */
export interface Counter {
  readonly of: Case | undefined;
  readonly text: Text;
  readonly clause?: OwnClause | undefined;
}

/** From so many points a reason of the other side is a better objection than one that was written for a reason. */
const STRONG = 2;

/** The strongest thing that honestly speaks against the verdict. */
export function counterOf(
  scene: Scene,
  reasons: readonly Said[],
  clauses: readonly OwnClause[],
): Counter {
  const { side, text, book, keys } = scene;
  const part = side === "for" ? "against" : "still";
  const said = new Set(reasons.map(({ of }) => of.id));
  const topics = new Set(reasons.map(({ of }) => of.topic));
  const used = new Set(reasons.flatMap(({ clause }) => clause ?? []));
  const fresh = clauses.filter((clause) => !used.has(clause));
  const opposing = reasonsFor(scene, side === "for" ? "against" : "for", fresh);
  const computed = scene.held.filter(({ id }) => side === "for" && book.objections.has(id));
  const own = computed.flatMap((of): readonly Counter[] => {
    const found = of.side === "against" ? text(of, "reason", said) : text(of, "against", said);
    return found ? [{ of, text: found }] : [];
  });
  const strong = opposing.filter(({ weight, of }) => weight >= STRONG && !topics.has(of.topic));
  const written = reasons.flatMap(({ of }): readonly Counter[] => {
    const found = text(of, part, said);
    return found ? [{ of, text: found }] : [];
  });
  const others = opposing.filter(({ of }) => !topics.has(of.topic));
  const [first] = [...own, ...strong, ...written, ...others];
  if (first)
    return { of: first.of, text: first.text, ...("clause" in first && { clause: first.clause }) };
  const isDecided = ["selection-test", "tender", "partner-tier", "rule"].some((value) =>
    keys.get("asks")?.has(value),
  );
  return { of: undefined, text: say(`advice.counter.none.${isDecided ? "decided" : side}`) };
}

/** Keys by which a worry or an expectation was said. */
const BELIEVED = ["worry", "expects", "promise"];
/** Topics in the order in which their beliefs are answered. */
const TOPICS = ["goal", "worry", "provider", "belief", "demand"];

/** The answer to what the person fears or expects, where no reason has given it. */
export function beliefOf(
  { held, text }: Scene,
  reasons: readonly Said[],
  counter: Counter,
): Text | undefined {
  const said = new Set(reasons.map(({ of }) => of.id));
  const keysSaid = new Set(reasons.flatMap(({ of }) => of.when.map(([key]) => key)));
  for (const topic of TOPICS)
    for (const each of held) {
      const isBelieved = each.when.some(
        ([key, values]) =>
          (BELIEVED.includes(key) || (key === "objective" && values.includes("safer"))) &&
          !keysSaid.has(key),
      );
      if (each.topic !== topic || !isBelieved || said.has(each.id) || counter.of?.id === each.id)
        continue;
      const belief = text(each, "belief", said);
      if (belief) return belief;
    }
  return undefined;
}
