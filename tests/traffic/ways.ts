import type { Member } from "../adapters/table.ts";
import type { Stage } from "../screens/stage.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** One thing that somebody does. */
type Act = readonly [what: string, act: (stage: Stage) => Promise<void>];

const press = (person: Parameters<Stage["press"]>[0], label: string): Act => [
  `${person} presses "${label}"`,
  (stage) => stage.press(person, label),
];
const say = (words: string): Act => [`ben says "${words}"`, (stage) => stage.say("ben", words)];
const fill = (...[person, fields]: Parameters<Stage["fill"]>): Act => [
  `${person} fills in a form`,
  (stage) => stage.fill(person, fields),
];
const pass = (days: number): Act => [`${days} days pass`, (stage) => stage.pass(days * DAY_MS)];
const look = (person: Parameters<Stage["look"]>[0]): Act => [
  `${person} asks where the round stands`,
  (stage) => stage.look(person),
];

const CALLED: Act = ["ben calls the bot", (stage) => stage.call("ben", "hello")];
const MET: readonly Act[] = [CALLED, ["ben begins", (stage) => stage.meet("ben")]];
const ADVISED: readonly Act[] = [...MET, say("aif-c01"), say("tell me now")];
const OPENED: readonly Act[] = [
  ["lee asks for a round", (stage) => stage.begin()],
  fill("lee", { topic: "AI certifications", budget: "6000 USD", threshold: "3", approver: "ada" }),
  press("ada", "I will approve"),
];
const answers = (person: Member): readonly Act[] => [
  press(person, "Answer privately"),
  [`${person} types "aif-c01"`, (stage) => stage.type(person, "aif-c01")],
  [`${person} types "tell me now"`, (stage) => stage.type(person, "tell me now")],
];
const requests = (person: Member): readonly Act[] => [
  press(person, "Ask for the money"),
  [
    `${person} opens the form`,
    (stage) =>
      stage.press(person, stage.offered(person).includes("Fill in") ? "Fill in" : "Change it"),
  ],
  fill(person, { amount: "100 USD", task: "The monthly report" }),
  press(person, "Send the request"),
];
const ALL_ANSWER = [...answers("ben"), ...answers("cem"), ...answers("eve")];

/** Whole ways, from the first thing somebody does to the last. */
export const WAYS: Readonly<Record<string, readonly Act[]>> = {
  "clicked to the advice": [
    ...MET,
    say("aif-c01"),
    ...[
      "Understand AI",
      "Nothing planned",
      "Not yet",
      "Teach me things I'll use",
      "Pays, else indifferent",
      "I finish things alone",
      "Yes, mostly",
      "Me, and it hurts",
      "0 to 1",
      "None",
    ].map((label) => press("ben", label)),
  ],
  "typed to the advice": [
    ...MET,
    ...[
      "aif-c01",
      "do my current work better",
      "the monthly report",
      "every week",
      "it counts",
      "path",
      "partly",
      "my company",
      "3h",
      "i use them",
    ].map(say),
  ],
  "asked back, guessed and corrected": [
    ...MET,
    ...["aif-c01", "what do these mean?", "get a promotion", "I suppose nothing?"].map(say),
    press("ben", "No, show the options"),
    say("change the purpose to understand AI"),
    say("review"),
    say("go on"),
  ],
  "an old button": [
    ...MET,
    say("aif-c01"),
    [
      "ben presses a button of the screen before",
      async (stage) => {
        const late = stage.hold?.("ben", "Get a promotion");
        await stage.say("ben", "understand AI");
        await late?.();
      },
    ],
    press("ben", "Yes, change it"),
  ],
  "shared in the channel": [...ADVISED, press("ben", "Share"), press("ben", "Post")],
  "unfolded, saved and reminded": [
    ...ADVISED,
    press("ben", "Cheaper ways"),
    press("ben", "Save"),
    say("remind me"),
    pass(31),
    press("ben", "Show my advice"),
  ],
  "stopped and erased": [...ADVISED, say("stop"), say("yes"), say("forget me"), say("yes")],
  "a round opened and joined": [
    ...OPENED,
    press("ben", "What that means"),
    ...answers("ben"),
    pass(1),
    look("cem"),
  ],
  "a round requested, closed and decided": [
    ...OPENED,
    ...ALL_ANSWER,
    ...requests("ben"),
    ...requests("eve"),
    pass(6),
    press("ada", "Approve"),
    press("ada", "Decline …"),
    fill("ada", { reason: "The free course first" }),
    press("ada", "Send this decline"),
    press("lee", "Record as CSV"),
    pass(91),
    pass(15),
  ],
  "a round ended by hand": [
    ...OPENED,
    ...answers("ben"),
    look("lee"),
    press("lee", "Close the round now"),
    press("lee", "Close it"),
    pass(1),
    ...OPENED,
    look("lee"),
    press("lee", "Cancel the round"),
    press("lee", "Cancel it and delete"),
  ],
};
