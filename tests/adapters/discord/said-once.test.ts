import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { expectRefused, openCertwise, screenAfter, textOf } from "./certwise.ts";
import { serve } from "./served.ts";

/* What Discord applied, and said so where nobody could hear it, is not said again. */

/** A network that loses what Discord says to the next first answer. */
async function losing(apiUrl: string) {
  const { origin } = new URL(apiUrl);
  let isLosing = false;
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
      const isLost = isLosing && request.url?.includes("/callback") === true;
      if (isLost) request.socket.destroy();
      else response.writeHead(status, type === null ? {} : { "content-type": type }).end(body);
      isLosing &&= !isLost;
    };
    void pass(request).then(answer);
  });
  return { apiUrl: `${near}/api`, loseNext: () => (isLosing = true) };
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
