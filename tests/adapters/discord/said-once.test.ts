import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import {
  clickThrough,
  expectRefused,
  fresh,
  openCertwise,
  screenAfter,
  textOf,
} from "./certwise.ts";
import { serve } from "./served.ts";

/* What Discord applied, and said so where nobody could hear it, is not said again. */

/** A network that loses what Discord says to the next requests of this path: first answers, unless another is given. */
async function losing(apiUrl: string, path = /\/callback/u) {
  const { origin } = new URL(apiUrl);
  let left = 0;
  const pass = async (request: Parameters<Parameters<typeof serve>[0]>[0]) => {
    const headers = Object.entries(request.headers)
      .filter(([name]) => KEPT.has(name))
      .map(([name, value]): [string, string] => [name, String(value)]);
    const { method = "GET", url = "" } = request;
    const sent = await text(request);
    const body = sent === "" ? {} : { body: sent };
    const answer = await fetch(origin + url, { method, headers, ...body });
    return {
      status: answer.status,
      type: answer.headers.get("content-type"),
      body: await answer.text(),
    };
  };
  const near = await serve((request, response) => {
    const answer = ({ status, type, body }: Awaited<ReturnType<typeof pass>>) => {
      const isLost = left > 0 && request.method === "POST" && path.test(request.url ?? "");
      if (isLost) request.socket.destroy();
      else response.writeHead(status, type === null ? {} : { "content-type": type }).end(body);
      if (isLost) left -= 1;
    };
    void pass(request).then(answer);
  });
  return { apiUrl: `${near}/api`, loseNext: (times = 1) => (left = times) };
}

const KEPT: ReadonlySet<string> = new Set(["user-agent", "content-type", "authorization"]);

test.each(["help", "forget", "check", "history"])(
  "the answer to /certwise %s whose receipt is lost stands there once",
  async (command) => {
    const certwise = await openCertwise();
    const { fake } = certwise;
    const network = await losing(fake.apiUrl);
    const discord = await certwise.start({ apiUrl: network.apiUrl });
    network.loseNext();
    const said = textOf(await screenAfter(fake, fake.slash(`certwise ${command}`)));
    await discord.stop();
    expect(fake.ephemerals().map((message) => textOf(message))).toEqual([said]);
    expectRefused(fake, 40_060);
  },
);

test.each([
  [1, "Shared."],
  [9, "I could not post here."],
])("a post whose receipt is lost (times: %i) stands there once: %s", async (times, said) => {
  const certwise = await openCertwise();
  const { fake } = certwise;
  const network = await losing(fake.apiUrl, /\/channels\/\d+\/messages$/u);
  const discord = await certwise.start({ apiUrl: network.apiUrl });
  const check = fake.slash("certwise check", { certification: "AIF-C01" });
  const advice = await clickThrough(fake, await screenAfter(fake, check));
  const preview = await screenAfter(fake, fake.click(advice, "Share"));
  network.loseNext(times);
  await fake.answered(await fake.click(preview, "Post"));
  await fake.until(() => textOf(fresh(fake, preview)).includes(said));
  await discord.stop();
  expect(fake.messages()).toHaveLength(1);
});
