import { describe, expect, it } from "vitest";
import { find, shelf, shelfName } from "../../src/engine/browse.ts";
import type { Catalogue, Listing } from "../../src/engine/catalogue.ts";
import { dialog, speaker, take } from "./interview.ts";
import type { Said } from "./interview.ts";

const START: Said = { type: "start" };
const text = (words: string): Said => ({ type: "text", text: words });
const optionsAfter = (...events: readonly Said[]) => {
  const { reply } = take([START, ...events]);
  return reply.type === "question" ? reply.options : [];
};
const press = (id: string, revision: number): Said => ({
  type: "answer",
  question: "certification",
  option: id,
  revision,
});

/** A catalogue that only lists. */
function listing(...vendors: readonly string[]): Catalogue {
  const entries = vendors.map((vendor, at): Listing => ({
    id: `entry-${at}`,
    name: `Entry ${at}`,
    vendor,
    isRetired: false,
    isApproved: false,
    topics: [],
  }));
  return { ...dialog.catalogue, find: () => [], list: () => entries };
}

describe("“more” on a shelf", () => {
  it("shows the next of what it has", () => {
    const list = text("which ones from Microsoft?");
    const first = optionsAfter(list).map(({ id }) => id);
    const second = optionsAfter(list, text("more")).map(({ id }) => id);
    expect(second).not.toEqual(first);
    expect(second).toEqual(expect.arrayContaining([...shelf(dialog.catalogue, "by-microsoft-9")]));
  });
});

describe("the shelves of the catalogue", () => {
  it("lead to every entry, and few things stand on each", () => {
    const { catalogue } = dialog;
    const found = new Set<string>();
    const open = ["by-all"];
    for (const id of open) {
      const shown = shelf(catalogue, id);
      expect(shown.length).toBeLessThanOrEqual(14);
      for (const one of shown) {
        expect(shelfName(catalogue, one)).toBeDefined();
        if (!one.startsWith("by-")) found.add(one);
        else if (!open.includes(one)) open.push(one);
      }
    }
    expect([...found].toSorted()).toEqual(
      catalogue
        .list()
        .map(({ id }) => id)
        .toSorted(),
    );
  });

  it("are named in few characters, apart from each other", () => {
    const long = "The International Institute of Certification";
    const catalogue = listing(`${long} One`, `${long} Two`, "Studio 54", "All");
    const ids = shelf(catalogue, "by-vendors").filter((id) => id !== "by-all");
    expect(new Set(ids).size).toBe(4);
    expect(Math.max(...ids.map(({ length }) => length))).toBeLessThan(30);
    for (const id of ids) {
      const [first] = shelf(catalogue, id);
      expect(first).toMatch(/^entry-/u);
      expect(shelfName(catalogue, id)?.text).toBe("answer.name");
    }
  });

  it("are found by a part of a provider's name", () => {
    const catalogue = listing(
      "GitHub / Microsoft",
      "Microsoft",
      "Google Cloud",
      "Google (Coursera)",
    );
    const shownFor = (words: string) => find({ ...dialog, catalogue }, words).shown;
    expect(shownFor("which ones from microsoft")).toEqual(["entry-1", "by-all"]);
    expect(shownFor("which ones from github")).toEqual(["entry-0", "by-all"]);
    expect(shownFor("anything of google")).toHaveLength(3);
  });

  it("are never an answer", () => {
    const { conversation } = take([START, text("list"), press("by-aws", 1)]);
    expect(conversation.answers).toEqual({});
  });

  it("open by their place, and by the name of their provider", () => {
    const opened = optionsAfter(text("list"), text("by provider"), text("the third one"));
    expect(opened.map(({ id }) => id)).toContain("aws-aif");
    expect(optionsAfter(text("list"), text("Microsoft")).length).toBeGreaterThan(8);
  });

  it("keep what is known of an entry that is chosen by its place", () => {
    const typed = take([START, text("list"), text("providers"), text("3"), text("1")]).conversation;
    const pressed = take([START, text("list"), press("by-aws", 1), press("aws-aif", 2)]);
    expect(typed.answers).toEqual(pressed.conversation.answers);
  });

  it("say that an entry can no longer be taken before its name", () => {
    const labels = optionsAfter(text("which ones from AWS?")).map(({ label }) =>
      speaker.say(label),
    );
    expect(labels).toContain("No longer offered: AWS Machine Learning Specialty (MLS-C01)");
  });
});

const idsAfter = (...events: readonly Said[]) => optionsAfter(...events).map(({ id }) => id);
const notesAfter = (...events: readonly Said[]) => {
  const { reply } = take([START, ...events]);
  return reply.type === "question" ? reply.notes.map((note) => speaker.say(note)) : [];
};

describe("browsing by topic and price", () => {
  it("begins with the kinds of lists", () => {
    expect(idsAfter(text("list"))).toEqual([
      "by-topics",
      "by-prices",
      "by-vendors",
      "other",
      "none",
    ]);
  });

  it.each([
    ["which ones are there for project managers?", "pmi-cpmai"],
    ["list the ones about governance", "iapp-aigp"],
    ["show me the ones without coding", "aws-aif"],
  ])("%j shows what fits", (words, id) => {
    const shown = new Set(idsAfter(text(words)));
    for (let revision = 1; revision < 9 && !shown.has(id); revision += 1) {
      const more = [...shown].find((one) => /^by-.*-\d+$/u.test(one));
      if (more === undefined) break;
      shown.delete(more);
      for (const next of idsAfter(text(words), press(more, 1))) shown.add(next);
    }
    expect([...shown]).toContain(id);
  });

  it("opens a topic by its name while lists are shown", () => {
    expect(idsAfter(text("list"), text("governance"))).toContain("iapp-aigp");
    expect(idsAfter(text("list"), text("for project managers"))).toContain("pmi-cpmai");
  });

  it("shows what is free, and says how many there are", () => {
    expect(notesAfter(text("list"), press("by-price-free", 1))[0]).toMatch(/^I found \d+\./u);
    const ids = idsAfter(text("list"), press("by-price-free", 1));
    const entries = ids.flatMap((id) => dialog.catalogue.entry(id, 0) ?? []);
    expect(entries.length).toBeGreaterThan(5);
    expect(entries.map(({ facts }) => facts["price"])).toEqual(entries.map(() => 0));
  });

  it("narrows a topic to a provider that is named with it", () => {
    const ids = idsAfter(text("which ones from Microsoft about agents?"));
    const entries = ids.flatMap((id) => dialog.catalogue.entry(id, 0) ?? []);
    expect(entries.map(({ vendor }) => vendor)).toEqual(entries.map(() => "Microsoft"));
    expect(ids).toContain("ms-ab620");
  });

  it("says how many entries words have found, and shows them all in pages", () => {
    const words = text("list machine lerning engineer associate");
    const [count] = /\d+/u.exec(notesAfter(words)[0] ?? "") ?? [];
    const seen = new Set(idsAfter(words));
    const events: Said[] = [words];
    for (let revision = 1; seen.has("by-more") && revision < 9; revision += 1) {
      seen.delete("by-more");
      events.push(press("by-more", revision));
      for (const id of idsAfter(...events)) seen.add(id);
    }
    expect(seen).toContain("aws-mla");
    expect([...seen].filter((id) => dialog.catalogue.entry(id, 0)).length).toBeGreaterThanOrEqual(
      Number(count ?? 1),
    );
  });

  it("offers what took the place of a retired name beside it", () => {
    const ids = find(dialog, "ai 900").shown;
    expect(ids).toContain("retired-ai-900");
    expect(ids).toContain("ms-ai901");
    expect(ids).toContain("ms-ab730");
  });
});

describe("a certification without a name", () => {
  const TOLD = text("it costs $1200 and takes 40 hours");
  const known = { chosen: "other", price: { amount: 1200, currency: "$" }, hours: 40 };

  it.each([
    ["typed skip", text("skip")],
    ["the button that skips", { type: "skip", question: "certification", revision: 0 } as const],
    ["another one, said again", text("another one")],
    ["the button of another one", press("other", 0)],
  ] as const)("keeps its price and hours after %s", (_way, event) => {
    const { conversation, reply } = take([START, TOLD, event]);
    expect(conversation.answers["certification"]).toMatchObject(known);
    expect(reply).toMatchObject({ type: "question", question: "purpose" });
  });

  it("keeps them while the catalogue is looked through", () => {
    const { conversation } = take([START, TOLD, text("list"), text("another one")]);
    expect(conversation.answers["certification"]).toMatchObject(known);
  });

  it("is shown with the sign it was told in, in the advice too", () => {
    const said = [START, text("Bootcamp in Data Storytelling, $1,200"), text("promotion")];
    const { reply } = take([...said, { type: "advise" }]);
    if (reply.type !== "advice") throw new TypeError(`Expected an advice: ${reply.type}`);
    expect(speaker.say(reply.subject)).toContain("· $1,200");
    const cost = reply.sections.find(({ id }) => id === "cost")?.lines ?? [];
    expect(cost.map((line) => speaker.say(line))).toContain("Price you gave: $1,200");
  });

  it("is said to be unlisted, once its guessed name is confirmed too", () => {
    const guessed = take([START, TOLD, text("Data Storytelling bootcamp")]);
    const { reply } = guessed;
    const last =
      reply.type === "confirm"
        ? take([START, TOLD, text("Data Storytelling bootcamp"), text("yes")]).reply
        : reply;
    expect(last).toMatchObject({
      notes: expect.arrayContaining([expect.objectContaining({ text: "note.unlisted" })]),
    });
  });
});
