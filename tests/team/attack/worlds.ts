import { play } from "./play.ts";
import type { Seen } from "./game.ts";
import type { Leak, Played } from "./play.ts";
import type { Breach, Tally } from "./laws.ts";
import { APPROVER, OPENER, PURPOSES, VERDICTS } from "./script.ts";
import type { Facts, Op, Script } from "./script.ts";

/**
 * A fact somebody might want to find out about somebody; `side`: whether it is worth it at all; `used`: what they answered after 90 days.
 */
export const SECRETS = [
  "side",
  "verdict",
  "purpose",
  "hasTask",
  "freeRouteDoes",
  "certification",
  "used",
] as const;
export type Secret = (typeof SECRETS)[number];
type Field = Exclude<Secret, "side" | "used">;

const VALUES: Readonly<Record<Field, readonly Facts[Field][]>> = {
  verdict: VERDICTS,
  purpose: PURPOSES,
  hasTask: [true, false],
  freeRouteDoes: [true, false],
  certification: ["aws-aif", "ms-ai901", "gh-300", undefined],
};

/**
 * Tries to find out one fact about one person: whether the program would have shown the attacker anything else, had that person answered
 * otherwise. The attacker has the channel, the approver, the opener and one member who tells everything. If every other answer
 * shows, the person's own is known.
 */
export async function findForced(
  played: Played,
  script: Script,
  about: { readonly victim: string; readonly secret: Secret; readonly leak: Leak | undefined },
  tally: Tally,
): Promise<Breach | undefined> {
  const { victim, secret, leak } = about;
  if (isInsider(victim, script) || tells(script, victim, secret)) return undefined;
  const isAsked = played.seen.some(({ by, type }) => by === victim && type === "review-request");
  if (secret === "used" ? !isAsked : !played.standing.has(victim)) return undefined;
  const published = observe(played.seen, script);
  tally["facts attacked"] = (tally["facts attacked"] ?? 0) + 1;
  for (const world of otherWorlds(played, script, victim, secret)) {
    tally["worlds played"] = (tally["worlds played"] ?? 0) + 1;
    if (observe((await play(world, leak)).seen, script) === published) return undefined;
  }
  return { law: 3, what: `${secret} of ${victim} follows from what was shown` };
}

/** Law 5: were everybody's answers others, with the same requests, the approver would have got the same. */
export async function findDependent(
  played: Played,
  script: Script,
  leak: Leak | undefined,
  tally: Tally,
): Promise<Breach | undefined> {
  tally["worlds played"] = (tally["worlds played"] ?? 0) + 1;
  const ops = script.ops.map((op, index): Op => {
    if (op.type !== "answer") return op;
    const verdict = VERDICTS[index % VERDICTS.length] ?? "not-yet";
    const [hasTask, freeRouteDoes] = [index % 3 === 0, index % 2 === 0];
    return { ...op, facts: { verdict, purpose: "safer", hasTask, freeRouteDoes } };
  });
  const other = await play({ ...script, ops }, leak);
  const [before, after] = [played, other].map(({ seen }) =>
    observe(
      seen.filter(({ type }) => type !== "round-summary"),
      script,
    ).split("\n"),
  );
  const at = before?.findIndex((line, index) => line !== after?.[index]) ?? -1;
  return at === -1
    ? undefined
    : {
        law: 5,
        what: `private answers change more than the summary: ${before?.[at]} / ${after?.[at]}`,
      };
}

/** Worlds in which the victim answered otherwise: somebody else's answer for theirs, or another one for everybody to see. */
function otherWorlds(
  { standing }: Played,
  script: Script,
  victim: string,
  secret: Secret,
): readonly Script[] {
  if (secret === "used") return otherReviews(script, victim);
  const field = fieldOf(secret);
  const truth = standing.get(victim)?.[field];
  const isOther = (value: Facts[Field]) =>
    secret === "side" ? isWorthIt(value) !== isWorthIt(truth) : value !== truth;
  const isOpen = (person: string) => !isInsider(person, script) && !tells(script, person, secret);
  const swapped = [...standing]
    .filter(([person, facts]) => isOpen(person) && isOther(facts[field]))
    .map(([person, facts]): readonly (readonly [string, Facts[Field]])[] => [
      [victim, facts[field]],
      [person, truth],
    ]);
  const alone = VALUES[field].filter(isOther).map((value) => [[victim, value] as const]);
  return [...swapped, ...alone].map((changes) => withFacts(script, field, changes));
}

/** Worlds in which the victim said the opposite after 90 days, alone or in exchange with somebody. */
function otherReviews(script: Script, victim: string): readonly Script[] {
  const reviews = script.ops.filter((op) => op.type === "review");
  const own = reviews.find(({ person }) => person === victim);
  if (!own) return [];
  const others = reviews.filter(
    ({ person, used }) => used !== own.used && !isInsider(person, script),
  );
  return [[own], ...others.map((other) => [own, other])].map((changed) => ({
    ...script,
    ops: script.ops.map((op): Op =>
      op.type === "review" && changed.includes(op) ? { ...op, used: !op.used } : op,
    ),
  }));
}

function fieldOf(secret: Exclude<Secret, "used">): Field {
  return secret === "side" ? "verdict" : secret;
}

function isWorthIt(verdict: Facts[Field]): boolean {
  return verdict === "worth-it" || verdict === "worth-it-if";
}

/** The script with another value in the last answer of each of these people. */
function withFacts(
  script: Script,
  secret: Field,
  changes: readonly (readonly [string, Facts[Field]])[],
): Script {
  const values = new Map(changes);
  const ops = script.ops.map((op): Op => {
    if (op.type !== "answer" || !values.has(op.person)) return op;
    const { [secret]: _, ...others } = op.facts;
    const value = values.get(op.person);
    // Every answer of theirs is changed: nobody can tell which of them stands.
    const facts = { ...others, ...(value !== undefined && { [secret]: value }) };
    return { ...op, facts: parseFacts(facts) };
  });
  return { ...script, ops };
}

function parseFacts(facts: Partial<Facts>): Facts {
  const { verdict = "not-yet", purpose = "", hasTask = false, freeRouteDoes = false } = facts;
  return { ...facts, verdict, purpose, hasTask, freeRouteDoes };
}

/** What the attacker has seen, in order and with its time. */
function observe(seen: readonly Seen[], { traitor }: Script): string {
  const readers = new Set(["channel", APPROVER, OPENER, traitor]);
  return seen
    .filter(({ by }) => readers.has(by))
    .map((message) => JSON.stringify(message))
    .join("\n");
}

function isInsider(person: string, { traitor }: Script): boolean {
  return person === traitor || person === APPROVER || person === OPENER;
}

/** Whether the person says so themselves, in a request by name, or says nothing at all. */
function tells(script: Script, person: string, secret: Secret): boolean {
  if (secret === "used")
    return !script.ops.some((op) => op.type === "review" && op.person === person);
  return script.ops.some(
    (op) =>
      op.type === "ask" &&
      op.person === person &&
      ((secret === "hasTask" && op.task !== undefined) ||
        (secret === "certification" && op.named !== undefined)),
  );
}
