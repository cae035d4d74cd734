import { DefaultUserAgent } from "discord.js";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startFakeDiscord } from "./fake-discord.ts";
import type { FakeDiscord } from "./fake-discord.ts";
import { isFields, itemsOf } from "./faults.ts";
import { schemaOf } from "./openapi.ts";

let fake: FakeDiscord;

beforeEach(async () => {
  fake = await startFakeDiscord();
});

afterEach(async () => {
  await fake.stop();
});

async function list(query = "", token = fake.token) {
  const headers = { "user-agent": DefaultUserAgent, authorization: `Bot ${token}` };
  const answer = await fetch(`${fake.apiUrl}/v10/users/@me/guilds${query}`, { headers });
  const body: unknown = await answer.json();
  const ids = itemsOf(body).map((guild) => (isFields(guild) ? guild["id"] : undefined));
  return { status: answer.status, body, ids };
}

test("the bot's servers come as Discord describes them, without those it is not on", async () => {
  fake.addGuild("Brought along", { installed: false });
  const { status, body, ids } = await list();
  expect([status, ids]).toEqual([200, [fake.guild.id]]);
  for (const guild of itemsOf(body))
    expect(schemaOf("MyGuildResponse").safeParse(guild).error?.issues).toBeUndefined();
});

test("they come in pages of 200 at most, from either end", async () => {
  const all = [fake.guild, ...Array.from({ length: 200 }, (_, at) => fake.addGuild(`Lab ${at}`))];
  const ids = all.map(({ id }) => id);
  expect((await list()).ids).toEqual(ids.slice(0, 200));
  expect((await list(`?after=${ids[199]}`)).ids).toEqual([ids[200]]);
  expect((await list(`?before=${ids[5]}&limit=2`)).ids).toEqual([ids[3], ids[4]]);
});

test("a page of another length and a wrong token are refused", async () => {
  expect((await list("?limit=201")).status).toBe(400);
  expect((await list("?limit=0")).status).toBe(400);
  expect((await list("", "another.bot.token")).status).toBe(401);
});
