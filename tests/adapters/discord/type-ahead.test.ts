import { beforeEach, describe, expect, test } from "vitest";
import type { FakeDiscord } from "../../fakes/discord/fake-discord.ts";
import { dialog, openCertwise, screenAfter, textOf } from "./certwise.ts";
import type { Certwise } from "./certwise.ts";

let certwise: Certwise;
let fake: FakeDiscord;

beforeEach(async () => {
  certwise = await openCertwise();
  ({ fake } = certwise);
});

async function typed(certification: string) {
  const sent = await fake.autocomplete("certwise check", { certification }, "certification");
  return (await fake.answered(sent)).choices ?? [];
}

describe.each(["gateway", "http"] as const)("typing ahead over %s", (transport) => {
  test("offers entries for a part of a name with its slips, and choosing one begins with it", async () => {
    const way = { token: "", publicKey: fake.publicKey, port: 0 };
    const { port } = await certwise.start(transport === "http" ? way : {});
    if (port !== undefined) await fake.useEndpoint(`http://127.0.0.1:${port}/discord/interactions`);
    const [first] = await typed("aws practitoner");
    expect(first?.name).toBe("AWS Certified AI Practitioner (AIF-C01)");
    // What is chosen arrives as the value of the choice.
    const certification = String(first?.value);
    const asked = await screenAfter(fake, fake.slash("certwise check", { certification }));
    expect(textOf(asked)).toContain("Certification → **AWS Certified AI Practitioner**");
  });
});

test("what is retired says so, and what took its place can be chosen below it", async () => {
  await certwise.start();
  const [retired, successor] = await typed("AI-900");
  expect(retired?.name).toBe("Retired: Azure AI Fundamentals (AI-900)");
  expect(successor?.name).toBe("Instead: Microsoft Certified: Azure AI Fundamentals (AI-901)");
  const certification = String(successor?.value);
  const asked = await screenAfter(fake, fake.slash("certwise check", { certification }));
  expect(textOf(asked)).toContain("Certification → **Microsoft Certified: Azure AI Fundamentals**");
});

test("at most 25 are offered, nothing typed offers as many, and nothing found offers none", async () => {
  await certwise.start();
  expect(await typed("ai")).toHaveLength(25);
  expect(await typed("")).toHaveLength(25);
  expect(await typed("xyzzy")).toEqual([]);
});

test("suggestions come while the database is silent, and nothing typed is logged", async () => {
  const { storage } = certwise;
  const silent = new Proxy(storage, {
    get: () => {
      throw new Error("The database is silent");
    },
  });
  await certwise.start({ parts: { storage: silent, dialog } });
  const before = certwise.logged.length;
  expect((await typed("prompt engin")).map(({ name }) => name)).toContain(
    "Prompt Engineering Specialization",
  );
  expect(certwise.logged.slice(before)).toEqual([]);
});

describe("/certwise about", () => {
  test("shows what is known of one certification, and begins nothing", async () => {
    await certwise.start();
    const sent = await fake.autocomplete(
      "certwise about",
      { certification: "aws practitoner" },
      "certification",
    );
    const certification = String((await fake.answered(sent)).choices?.[0]?.value);
    const card = await screenAfter(fake, fake.slash("certwise about", { certification }));
    expect(textOf(card)).toContain("AWS Certified AI Practitioner");
    expect(textOf(card)).toContain("100 USD");
    const first = await screenAfter(fake, fake.slash("certwise check"));
    expect(textOf(first)).toContain("Tell me about it");
  });

  test("says so where the catalogue has none of that name", async () => {
    await certwise.start();
    const said = await screenAfter(
      fake,
      fake.slash("certwise about", { certification: "Basket Weaving Diploma" }),
    );
    expect(textOf(said)).toContain("“Basket Weaving Diploma” is not in my catalogue");
  });
});
