import { beforeEach, describe, expect, test } from "vitest";
import { readInteraction } from "../../../adapters/discord/inbound.ts";
import { renderModal } from "../../../adapters/discord/screens.ts";
import type { FakeDiscord } from "../../fakes/discord/fake-discord.ts";
import { createInteraction } from "../../fakes/discord/interaction-json.ts";
import { modalFaults } from "../../fakes/discord/payload-rules.ts";
import type { RawComponent, RawMessage } from "../../fakes/discord/raw-json.ts";
import type { OpenModal } from "../../fakes/discord/world.ts";
import { dialog, fresh, openCertwise, screenAfter, textOf } from "./certwise.ts";
import type { Certwise } from "./certwise.ts";
import { openDirect } from "./direct.ts";

let certwise: Certwise;
let fake: FakeDiscord;

beforeEach(async () => {
  certwise = await openCertwise();
  ({ fake } = certwise);
  await certwise.start();
});

/** The question what it should change, on a screen that only this person sees. */
async function begin(): Promise<RawMessage> {
  return screenAfter(fake, fake.slash("certwise check", { certification: "AIF-C01" }));
}

async function openForm(on: RawMessage): Promise<OpenModal> {
  fake.advance(5000);
  await fake.answered(await fake.click(fresh(fake, on), "Type it"));
  return fake.modals()[0]!;
}

/** Sends a form off as no client would: again, or with what it does not offer. */
async function send(
  { customId, opener }: OpenModal,
  values: Readonly<Record<string, unknown>>,
): Promise<RawMessage> {
  fake.advance(5000);
  const components = Object.entries(values).map(([id, value]) => ({
    type: 18,
    component: { type: id === "option" ? 21 : 4, custom_id: id, value },
  }));
  const data = { custom_id: customId, components };
  const where = { person: fake.ana, channel: fake.channel };
  const source = fake.world.messages.get(opener.sourceMessageId ?? "");
  const sent = createInteraction(fake.world, 5, data, where, source);
  fake.dispatch("INTERACTION_CREATE", sent.raw);
  return screenAfter(fake, Promise.resolve(sent));
}

interface Stored {
  readonly answers: Readonly<Record<string, unknown>>;
  readonly revision: number;
}

async function stored(): Promise<Stored> {
  const key = { tenant: "discord", person: fake.ana.user.id, dialog: "ai-certification" };
  return JSON.parse((await certwise.storage.read(key))?.state ?? "");
}

const choose = async (on: RawMessage, values: Readonly<Record<string, string>>) => {
  await openForm(on);
  return screenAfter(fake, fake.submitModal(values));
};

describe("the form of a question with options", () => {
  test("shows them as a radio group under the question, and below it a line for other words", async () => {
    const { components } = await openForm(await begin());
    expect(components).toMatchObject([
      {
        type: 18,
        label: "What should it change for you within a year?",
        component: { type: 21, custom_id: "option", required: false },
      },
      {
        type: 18,
        label: "Or in your own words",
        component: { type: 4, custom_id: "text", required: false },
      },
    ]);
    const { options = [] } = components[0]!.component!;
    expect(options).toHaveLength(7);
    expect(options[0]).toEqual({ label: "Get a promotion", value: "promotion" });
  });

  test("takes what was chosen as a click would be taken, dated when it was sent", async () => {
    const asked = await begin();
    await openForm(asked);
    fake.advance(60_000);
    const sent = await fake.submitModal({ option: "Understand AI" });
    expect(readInteraction(sent.raw)).toMatchObject({
      caller: { at: sent.createdAt },
      event: { type: "answer", question: "purpose", option: "understand" },
    });
    const next = await screenAfter(fake, Promise.resolve(sent));
    expect(next.id).toBe(asked.id);
    expect(textOf(next)).toContain("What it should change → **Understand AI**");
    expect(textOf(next)).toContain("Where will you use it");
  });

  test("takes words alone as words", async () => {
    const next = await choose(await begin(), { text: "I want to understand AI" });
    expect(textOf(next)).toContain("Understood: What it should change → Understand AI");
  });

  test("keeps words beside an option that invites them, and tells where one keeps none", async () => {
    let screen = await begin();
    screen = await choose(screen, { option: "promotion", text: "to lead the data team by May" });
    expect(textOf(screen)).toContain("I took what you chose, “Get a promotion”. Words beside it");
    screen = await choose(screen, { option: "named", text: "the monthly variance report" });
    expect(textOf(screen)).not.toContain("I took what you chose");
    expect(textOf(screen)).toContain("the monthly variance report");
    expect((await stored()).answers).toMatchObject({
      purpose: "promotion",
      use: { option: "named", note: "the monthly variance report" },
    });
  });

  test("sent off empty shows where the person is, and nothing is lost", async () => {
    const screen = await choose(await begin(), { option: "promotion" });
    const before = await stored();
    const same = await choose(screen, {});
    expect(textOf(same)).toContain("Where will you use it");
    expect(textOf(same)).not.toContain("I could not place that");
    expect(await stored()).toEqual(before);
  });

  test.each(["nonsense", "__proto__", "x".repeat(4000), "written", "c1|1|x|z"])(
    "takes nothing that is no option of its question: %.10s",
    async (option) => {
      const form = await openForm(await begin());
      const screen = await send(form, { option, text: "" });
      expect(textOf(screen)).toContain("That choice is not on offer here any more");
      expect(textOf(screen)).toContain("What should it change for you");
      expect(Object.keys((await stored()).answers)).toEqual(["certification"]);
    },
  );

  test.each([{ option: null }, { option: 7, text: null }, { option: ["promotion"] }, {}])(
    "takes nothing from a value that is no text: %j",
    async (values) => {
      const form = await openForm(await begin());
      expect(textOf(await send(form, values))).toContain("What should it change for you");
      expect(Object.keys((await stored()).answers)).toEqual(["certification"]);
    },
  );

  test("sent off again with the same choice is nothing, with another one asks before it replaces the first", async () => {
    const form = await openForm(await begin());
    await send(form, { option: "promotion", text: "" });
    const once = await stored();
    const same = await send(form, { option: "promotion", text: "" });
    expect(textOf(same)).toContain("Where will you use it");
    expect(await stored()).toEqual(once);
    const other = await send(form, { option: "understand", text: "" });
    expect(textOf(other)).toContain("from “Get a promotion” to “Understand AI”");
    expect((await stored()).answers).toEqual(once.answers);
  });

  test("takes a choice below a title that stands above it", async () => {
    const use = await send(await openForm(await begin()), { option: "promotion", text: "" });
    await openForm(use);
    const next = await screenAfter(fake, fake.submitModal({ option: "On a task I can name" }));
    expect(textOf(next)).toContain("→ **On a task I can name**");
  });

  test("opened twice, a choice in the second asks before it replaces that of the first", async () => {
    const asked = await begin();
    const first = await openForm(asked);
    const second = await openForm(asked);
    await send(first, { option: "promotion", text: "" });
    const screen = await send(second, { option: "understand", text: "" });
    expect(textOf(screen)).toContain("from “Get a promotion” to “Understand AI”");
    expect((await stored()).answers["purpose"]).toBe("promotion");
    await screenAfter(fake, fake.click(screen, "Yes, change it"));
    expect((await stored()).answers["purpose"]).toBe("understand");
  });

  test("in a round belongs to that round", async () => {
    const form = await openForm(await begin());
    const customId = form.customId.replace(`|${fake.ana.user.id}|`, `|${fake.ana.user.id}.r1|`);
    const data = { custom_id: customId, components: [] };
    const where = { person: fake.ana, channel: fake.channel };
    const { raw } = createInteraction(fake.world, 5, data, where);
    expect(readInteraction(raw)).toMatchObject({ event: { type: "resume" }, round: "r1" });
  });
});

test("the last choice of an interview stays readable in a direct message", async () => {
  const direct = openDirect(certwise);
  await direct.write("aif-c01");
  const last = await direct.clickToLast(direct.said()[0]!);
  const before = direct.said().length;
  const { components } = await openForm(last);
  const option = components[0]?.component?.options?.[0];
  expect(option?.label).toBeDefined();
  await direct.press(fake.submitModal({ option: option?.value ?? "" }));
  await fake.until(() => direct.said()[before]);
  direct.expectFolded(last, `**${option?.label}**`);
});

test("more options than a radio group holds leave the line to type into", () => {
  const { dialog: asked, speaker } = dialog.in("en");
  const fields = (count: number) => {
    const options = Array.from({ length: count }, (_, at) => `o${at}`);
    const questions = asked.questions.map((question) =>
      question.kind === "choice" ? { ...question, options } : question,
    );
    const tag = { owner: "1", question: "purpose", revision: 1, opener: "2" };
    const modal = renderModal((text) => speaker.say(text), { ...asked, questions }, tag);
    expect(modalFaults(modal)).toEqual([]);
    return modal?.["components"];
  };
  expect(fields(10)).toMatchObject([{ component: { type: 21 } }, { component: { type: 4 } }]);
  for (const count of [1, 11])
    expect(fields(count)).toMatchObject([
      { label: expect.stringContaining("What should it"), component: { type: 4, required: true } },
    ]);
});

test("a form that cannot carry whole what it is for is not opened", () => {
  const { dialog: asked, speaker } = dialog.in("en");
  const id = "9".repeat(20);
  const tag = { owner: id, opener: id, question: "prerequisite", revision: 9999 };
  const open = (round: string) =>
    renderModal((text) => speaker.say(text), asked, { ...tag, round })?.["custom_id"];
  expect(open("r".repeat(37))).toHaveLength(100);
  // It was cut, so that what was typed would have answered another question.
  expect(open("r".repeat(38))).toBeUndefined();
});

describe("every question's form opens, in the words of its dialog", () => {
  const { dialog: asked, speaker } = dialog.in("en");
  const partsOf = (question: string): readonly RawComponent[] => {
    const tag = { owner: "1", question, revision: 1, opener: "2" };
    const modal = renderModal((text) => speaker.say(text), asked, tag);
    expect(modalFaults(modal)).toEqual([]);
    return JSON.parse(JSON.stringify(modal?.["components"]));
  };
  const fieldsOf = (question: string) => partsOf(question).filter(({ type }) => type === 18);

  test.each(asked.questions.map(({ id, kind }) => [id, kind] as const))("%s", (id, kind) => {
    expect(fieldsOf(id).map(({ component }) => component?.type)).toEqual(
      { choice: [21, 4], catalogue: [4, 4, 4], number: [4], money: [4], duration: [4] }[kind],
    );
  });

  test("a title that a label has room for stands there", () => {
    // It names the requirement of a certification, which a form cannot know.
    expect(partsOf("prerequisite").map(({ type, label }) => [type, label])).toEqual([
      [18, "It has an entry requirement. Do you meet it?"],
      [18, "Or in your own words"],
    ]);
  });

  test("a longer one stands above it, whole", () => {
    expect(partsOf("free").map(({ content, label }) => content ?? label)).toEqual([
      "Could books, tutorials, a work project or experiments get you there?",
      "Whether a free route would do",
      "Or in your own words",
    ]);
  });
});
