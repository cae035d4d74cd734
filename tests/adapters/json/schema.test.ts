import { expect, it } from "vitest";
import { z } from "zod";
import { protocol } from "../../../adapters/json/protocol.ts";

it("docs/protocol.schema.json is what the schemas say: npx vitest run tests/adapters/json/schema.test.ts -u writes it anew", async () => {
  const { schemas } = z.toJSONSchema(protocol, { uri: (id) => `#/$defs/${id}`, io: "input" });
  const definitions = Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _schema, $id: _id, ...schema }]) => [id, schema]),
  );
  const page = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Certwise, one JSON object a line: Line in, Answer out",
    $defs: definitions,
  };
  await expect(`${JSON.stringify(page, undefined, 2)}\n`).toMatchFileSnapshot(
    "../../../docs/protocol.schema.json",
  );
});
