import type { Member } from "../adapters/table.ts";
import type { Stage } from "./stage.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** What happens before a screen is looked at. */
export interface Scene {
  readonly name: string;
  readonly act: (stage: Stage) => Promise<void>;
}

/** Words that a guess is made at. */
const GUESSED = "I suppose nothing?";

/** Whose answers lead to a better alternative. */
const BEGINNER = [
  "aif-c01",
  "understand AI",
  "nothing planned",
  "not yet",
  "teach me things I'll use",
  "they don't care",
  "on my own",
  "yes",
  "me, it hurts",
  "1h",
  "none",
];

const said = (words: string) => (stage: Stage) => stage.say("ben", words);
const pressed = (label: string) => (stage: Stage) => stage.press("ben", label);

/** One person's interview, and what they ask for besides. */
const INTERVIEW_ACTS: Readonly<Record<string, Scene["act"]>> = {
  "first card": (stage) => stage.call("ben", "hello"),
  "first contact": (stage) => stage.meet("ben"),
  "catalogue, lists": said("list"),
  "catalogue, providers": said("by provider"),
  "catalogue, one provider": said("Microsoft"),
  "catalogue, next page": said("more"),
  suggestion: said("the practicioner one of amazon"),
  "name is missing": said("it costs $1200 and takes 40 hours"),
  "no longer offered": said("MLS-C01"),
  "question of choice": said("change the certification to aif-c01"),
  "why it is asked": said("why do you ask?"),
  "what options mean": said("what do these mean?"),
  "not understood": said("the weather is nice today"),
  "not understood again": said("my cat is called Whiskers"),
  "options narrowed": said("a promotion or a new role"),
  "how it works": said("how does this work?"),
  "understood line": said("get a promotion"),
  "a guess is proposed": said(GUESSED),
  "a guess is refused": said("no"),
  "several things understood": said("for the monthly variance report, and my company pays"),
  "answer changed": said("change the purpose to understand AI"),
  "an old button": async (stage) => {
    const late = stage.hold?.("ben", "Not yet");
    await stage.say("ben", "every week");
    await late?.();
  },
  "the old answer is kept": async (stage) => {
    if (stage.hold) await stage.press("ben", "No, keep it");
  },
  "question about others": said("teach me things I'll use"),
  "not sure": said("not sure"),
  "question of the free way": said("a bit of both"),
  "question of a duration": said("partly"),
  "duration refused": said("900 hours a week"),
  "last question": said("half a day a week"),
  review: said("review"),
  pause: said("pause"),
  resumed: said("go on"),
  "advice, worth it": said("none"),
  "advice, what it costs": pressed("What it costs to own"),
  "advice, cheaper ways": pressed("Cheaper ways"),
  "advice, ask the provider": pressed("Ask the provider"),
  "advice, show what you can do": pressed("Show what you can do"),
  "advice, read on": pressed("Read on"),
  "share preview": said("share it please"),
  "saved page": said("save it"),
  "reminder set": said("remind me later"),
  "advice history": said("show me my past advice"),
  "question opened by a change": said("change hours to 0"),
  "advice, worth it if": said("now"),
  "entry card": said("how much does AI-900 cost?"),
  "the reminder": (stage) => stage.pass(31 * DAY_MS),
  "restart is asked about": said("start over"),
  restarted: said("yes"),
  "walked by a beginner": async (stage) => {
    for (const words of BEGINNER) await stage.say("ben", words);
  },
  "restarted once more": async (stage) => {
    await stage.say("ben", "start over");
    await stage.say("ben", "yes");
  },
  "story understood": said(
    "my boss wants me to take AIF-C01, I only want to understand AI, I pay it myself and it hurts",
  ),
  "advice, not yet": said("tell me now"),
  "stop is asked about": said("stop"),
  "everything is kept": said("no"),
  "erasing is asked about": said("forget me"),
  "everything is erased": said("yes"),
  "nobody is known": said("thank you"),
};

const answers = (person: Member) => async (stage: Stage) => {
  await stage.type(person, "aif-c01");
  await stage.type(person, "tell me now");
};
/** It asks to be filled in, or can be changed where the price is known. */
const form = (person: Member) => (stage: Stage) =>
  stage.press(person, stage.offered(person).includes("Fill in") ? "Fill in" : "Change it");
const card = (stage: Stage, person: Member) => `${stage.nameOf(person)} asks for money`;

/** A round, from its form to what came of it. */
const ROUND_ACTS: Readonly<Record<string, Scene["act"]>> = {
  "round, no round yet": (stage) => stage.look("cem"),
  "round, its form": (stage) => stage.begin(),
  "round, the approver is asked": (stage) =>
    stage.fill("lee", {
      topic: "AI certifications",
      budget: "6000 USD",
      threshold: "3",
      approver: "ada",
    }),
  "round, the approver refuses": (stage) => stage.press("ada", "Not me"),
  "round, another approver": (stage) => stage.press("lee", "Ask another approver"),
  "round, asked again": (stage) => stage.fill("lee", { approver: "ada" }),
  "round opened": (stage) => stage.press("ada", "I will approve"),
  "round explained": (stage) => stage.press("cem", "What that means"),
  "round, where it stands": (stage) => stage.look("cem"),
  "round joined": (stage) => stage.press("ben", "Answer privately"),
  "round answered": answers("ben"),
  "request, what is missing": (stage) => stage.press("ben", "Ask for the money"),
  "request form": form("ben"),
  "request preview": (stage) =>
    stage.fill("ben", { amount: "100 USD", task: "The monthly report" }),
  "request sent": (stage) => stage.press("ben", "Send the request"),
  "second answer and request": async (stage) => {
    await stage.press("cem", "Answer privately");
    await answers("cem")(stage);
    await stage.press("cem", "Ask for the money");
    await form("cem")(stage);
    await stage.fill("cem", { amount: "250 USD", task: "Customer mails" });
    await stage.press("cem", "Send the request");
  },
  "third answer and request": async (stage) => {
    await stage.press("eve", "Answer privately");
    await answers("eve")(stage);
    await stage.press("eve", "Ask for the money");
    await form("eve")(stage);
    await stage.fill("eve", { amount: "80 USD", task: "Slides" });
    await stage.press("eve", "Send the request");
  },
  "round counter": (stage) => stage.pass(6 * 60_000),
  "round, closing is asked about": async (stage) => {
    await stage.look("lee");
    await stage.press("lee", "Close the round now");
  },
  "round closed by hand": async (stage) => {
    const late = stage.hold?.("lee", "Answer privately");
    await stage.press("lee", "Close it");
    await late?.();
  },
  "round, who may open one": async (stage) => stage.settings?.("lee"),
  "round summary and cards": (stage) => stage.pass(DAY_MS),
  "queue of the approver": (stage) => stage.look("ada"),
  "decline form": (stage) => stage.press("ada", "Decline …", card(stage, "ben")),
  "decline preview": (stage) => stage.fill("ada", { reason: "The free course first" }),
  "request declined": (stage) => stage.press("ada", "Send this decline"),
  "condition form": (stage) => stage.press("ada", "Approve with a condition", card(stage, "cem")),
  "request approved with a condition": (stage) =>
    stage.fill("ada", { condition: "A skills list in writing" }),
  "request left for later": (stage) => stage.press("ada", "Later", card(stage, "eve")),
  "request approved": async (stage) => {
    await stage.look("ada");
    await stage.press("ada", "Approve", card(stage, "eve"));
  },
  "ninety days on": (stage) => stage.pass(91 * DAY_MS),
  "review answered": async (stage) => {
    if (!stage.forgetsButtons) await stage.press("eve", "I did not use it");
  },
  "round outcome": (stage) => stage.pass(15 * DAY_MS),
  "second round": async (stage) => {
    await stage.begin();
    await stage.fill("lee", { topic: "More of it", approver: "ada" });
    await stage.press("ada", "I will approve");
  },
  "round, cancelling is asked about": async (stage) => {
    await stage.look("lee");
    await stage.press("lee", "Cancel the round");
  },
  "round cancelled": (stage) => stage.press("lee", "Cancel it and delete"),
};

const toScenes = (acts: Readonly<Record<string, Scene["act"]>>): readonly Scene[] =>
  Object.entries(acts).map(([name, act]) => ({ name, act }));

/** Each walk begins on a stage of its own; each scene goes on where the one before ended. */
export const INTERVIEW = toScenes(INTERVIEW_ACTS);
export const ROUND = toScenes(ROUND_ACTS);
