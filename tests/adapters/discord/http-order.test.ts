import { buffer } from "node:stream/consumers";
import { beforeEach, expect, test } from "vitest";
import { INTERACTIONS_PATH } from "../../../adapters/discord/http.ts";
import type { FakeDiscord } from "../../fakes/discord/fake-discord.ts";
import { openCertwise, textOf } from "./certwise.ts";
import type { Certwise } from "./certwise.ts";
import { serve } from "./served.ts";
import { openRound, takePart } from "./team.ts";

/* Discord has an answer that goes inline only when it has arrived: nothing may follow before that. */

let certwise: Certwise;
let fake: FakeDiscord;
let inline: string[];

beforeEach(async () => {
  certwise = await openCertwise();
  ({ fake } = certwise);
  inline = [];
  const { port } = await certwise.start({ publicKey: fake.publicKey, port: 0 });
  const origin = await farFrom(`http://127.0.0.1:${port}${INTERACTIONS_PATH}`);
  await fake.useEndpoint(origin + INTERACTIONS_PATH);
});

/** A network on which an inline answer arrives only when all that was to be sent is sent, or was refused. */
function farFrom(url: string): Promise<string> {
  const pass = async (request: Parameters<Parameters<typeof serve>[0]>[0]) => {
    const headers = Object.entries(request.headers)
      .filter(([name]) => name.startsWith("x-") || name.startsWith("content-type"))
      .map(([name, value]): [string, string] => [name, String(value)]);
    const answer = await fetch(url, { method: "POST", headers, body: await buffer(request) });
    const body = await answer.text();
    if (body !== "") {
      inline.push(body);
      await sent();
    }
    return { body, status: answer.status, type: answer.headers.get("content-type") ?? "" };
  };
  return serve((request, response) => {
    void pass(request).then(({ body, status, type }) =>
      response.writeHead(status, { "content-type": type }).end(body),
    );
  });
}

async function sent(): Promise<void> {
  const { storage } = certwise;
  while (fake.refusals.length === 0) {
    const soon = { now: fake.now() + 40_000, leaseMs: 0, limit: 9 };
    if ((await storage.claimUnsent(soon)).length === 0) return;
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}

test("what a round says beside an interview waits for the first answer", async () => {
  const opening = await openRound(fake, fake.addPerson("Ada"));
  const bo = fake.addPerson("Bo");
  inline.length = 0;
  await takePart(fake, opening, bo);
  const said = fake.ephemerals(bo).map((message) => textOf(message));
  expect(said[0]).toContain("You are in.");
  expect(said.at(-1)).toContain("Your answer counts");
  // One screen that nothing follows, as each step of an interview is, goes inline and costs no request.
  expect(inline.length).toBeGreaterThan(5);
});
