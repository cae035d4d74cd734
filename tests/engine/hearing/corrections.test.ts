import { describe, expect, it } from "vitest";
import { inShort, sayAt } from "./spoken.ts";
import type { Written } from "./spoken.ts";

type Given = Readonly<Record<string, Written>>;

/** The answers that changed, in short; a screen that is opened again for a change is "edit …". */
function changed(at: string, text: string, before: Given): Readonly<Record<string, string>> {
  const { recorded, reply } = sayAt(at, text, before);
  const list = Object.entries(recorded).map(([id, answer]) => [id, inShort(answer)]);
  if (list.length > 0) return Object.fromEntries(list);
  const isElsewhere = reply.type === "question" && reply.question !== at;
  return isElsewhere ? { edit: reply.question } : {};
}

describe("a correction is taken where it belongs", () => {
  it.each<readonly [string, string, Given, Given]>([
    ["provider", "no wait, I meant 2 hours", { hours: 5 }, { hours: "2" }],
    ["provider", "sorry, 2 hours", { hours: 5 }, { hours: "2" }],
    [
      "provider",
      "sorry, I pay it myself, not my employer",
      { payer: "employer" },
      { payer: "me-fine" },
    ],
    [
      "hours",
      "oh wait, my employer doesn't pay, I do",
      { payer: "employer" },
      { payer: "me-fine" },
    ],
    ["hours", "not my employer, me", { payer: "employer" }, { payer: "me-fine" }],
    [
      "use",
      "no no, not a new role! do my current work better",
      { purpose: "role" },
      { purpose: "work" },
    ],
    ["provider", "change hours to 0", { hours: 5 }, { hours: "0" }],
    ["provider", "hours should be five", { hours: 2 }, { hours: "5" }],
    ["provider", "hours: 3", { hours: 2 }, { hours: "3" }],
    ["provider", "hang on, i said 2 hours but it's more like 5", { hours: 2 }, { hours: "5" }],
    [
      "provider",
      "earlier i said probably, but it's for the invoices",
      { use: "probably" },
      { use: "named" },
    ],
    ["provider", "the hours were wrong", { hours: 2 }, { edit: "hours" }],
    ["provider", "wait that's not right about who pays", {}, { edit: "payer" }],
    [
      "provider",
      "no no, i meant my boss won't pay at all",
      { payer: "employer" },
      { edit: "payer" },
    ],
    ["hours", "who pays: my employer", { payer: "me-fine" }, { payer: "employer" }],
    ["provider", "put 10 hours down instead of 4", { hours: 4 }, { hours: "10" }],
    ["use", "Not work - promotion!", { purpose: "work" }, { purpose: "promotion" }],
    ["provider", "4? no 14!", { hours: 4 }, { hours: "14" }],
    ["payer", "I should've picked alone for the learning one", {}, { learn: "alone" }],
    ["hours", "payer needs to be changed to my employer", {}, { payer: "employer" }],
    ["hours", "company... no, me. and it does hurt", { payer: "employer" }, { payer: "me-hurts" }],
    ["start", "that answer about the books: put no instead", {}, { free: "no" }],
    ["use", "wait i tapped the wrong thing, i want to get promoted", {}, { purpose: "promotion" }],
    [
      "purpose",
      "actually it's AB-731 not AB-730",
      { certification: "ms-ab730" },
      { certification: "ms-ab731" },
    ],
    ["certification", "AIGP, I mean AAIA", {}, { certification: "isaca-aaia" }],
    ["start", "make it 12 hours", { hours: 4 }, { hours: "12" }],
    ["hours", "2h... no 3h", {}, { hours: "3" }],
    ["hours", "5, sorry 4", {}, { hours: "4" }],
    ["hours", "3, no wait, 4 hours", {}, { hours: "4" }],
    ["hours", "scratch that, 6 hours", {}, { hours: "6" }],
    ["purpose", "promotion, no, rather a new role", {}, { purpose: "role" }],
    ["hours", "no wait, I meant AIF-C01", { certification: "none" }, { certification: "aws-aif" }],
  ])("%s: “%s”", (at, text, before, meant) => expect(changed(at, text, before)).toEqual(meant));

  it("and says what changed", () => {
    const { reply } = sayAt("provider", "no wait, I meant 2 hours", { hours: 5 });
    expect(JSON.stringify(reply)).toContain("note.changed");
  });
});

describe("a correction without a new value opens the answer it names", () => {
  it.each<readonly [string, string, string]>([
    ["hours", "can i change my answer about who pays?", "payer"],
    ["practice", "change purpose", "purpose"],
    ["payer", "go back to how i learn", "learn"],
    ["provider", "change who pays", "payer"],
    ["provider", "please change the hours", "hours"],
    ["hours", "I want to change who pays", "payer"],
    ["hours", "let me fix my answer about how I learn", "learn"],
  ])("%s: “%s”", (at, text, question) => expect(changed(at, text, {})).toEqual({ edit: question }));

  it.each(["that's wrong", "no, that's wrong", "that's not what I said", "you got that wrong"])(
    "“%s” is about what was just understood",
    (text) => expect(changed("hours", text, {})).toEqual({ edit: "payer" }),
  );
});

describe("what is no correction changes nothing", () => {
  it.each<readonly [string, string, Given]>([
    ["use", "I use copilot every day, to automate my mails", { purpose: "work" }],
    ["history", "my employer has two of them", { payer: "me-fine" }],
    ["provider", "it takes me 6 hours a week", { hours: 3 }],
    ["employer", "I wanted a promotion once, but that is long ago", { purpose: "work" }],
    ["hours", "5 modules in 2 hours each", { payer: "me-fine" }],
  ])("%s: “%s”", (at, text, before) => {
    const { recorded } = sayAt(at, text, before);
    expect(Object.keys(recorded).filter((id) => id in before)).toEqual([]);
  });

  it.each(["no wait", "sorry", "hm, actually", "scratch that", "oops"])(
    "“%s” alone is no answer",
    (text) => {
      for (const at of ["hours", "use", "payer", "history", "free"])
        expect([at, sayAt(at, text).recorded]).toEqual([at, {}]);
    },
  );

  it("a correction of hours ends no interview at the last question", () => {
    const { recorded } = sayAt("history", "no, zero hours, I have no time at all", { hours: 3 });
    expect(recorded).not.toHaveProperty("history");
  });
});
