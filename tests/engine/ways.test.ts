import { expect, it } from "vitest";
import { createCatalogue } from "../../src/catalogue.ts";
import type { Catalogue } from "../../src/engine/catalogue.ts";
import { waysFor } from "../../src/engine/ways.ts";

const NOW = Date.parse("2026-11-30T12:00:00Z");

const text = `
certifications:
  - id: dear
    name: Dear governance exam
    status: open
    requirement: none
    level: beyond
    topics: [governance, legal]
    price: { usd: 900, checkedOn: 2026-11-01 }
    free: [chosen]
    similar: [cheap, dearer, gated, cheap-in-euros]
  - id: cheap
    name: Cheaper governance exam
    status: open
    requirement: none
    url: https://cheap.example
    price: { usd: 90, checkedOn: 2024-01-01 }
  - { id: dearer, name: Dearer, status: open, requirement: none, price: { usd: 901, checkedOn: 2026-11-01 } }
  - { id: gated, name: Gated, status: open, requirement: a badge, price: { usd: 9, checkedOn: 2026-11-01 } }
  - id: cheap-in-euros
    name: In euros
    status: open
    requirement: none
    price: { amount: 9, currency: EUR, checkedOn: 2026-11-01 }
  - { id: bare, name: Without anything, status: open }
free:
  - { id: below, name: For beginners, kind: course, certificate: no, topics: [governance], level: entry }
  - { id: on-topic, name: On one topic, kind: course, certificate: no, topics: [governance] }
  - { id: on-both, name: On both topics, kind: tutorial, certificate: no, topics: [legal, governance], level: beyond }
  - { id: chosen, name: Chosen for it, kind: course, certificate: yes, topics: [governance] }
  - { id: covering, name: Covers most, kind: course, hours: "9", certificate: yes, covers: [dear] }
  - { id: elsewhere, name: Something else, kind: course, certificate: yes, topics: [marketing] }
`;

function catalogueOf(): Catalogue {
  const made = createCatalogue([{ file: "ways.yaml", text }]);
  if ("faults" in made) throw new TypeError(JSON.stringify(made.faults, undefined, 1));
  return made.catalogue;
}

const catalogue = catalogueOf();
const waysOf = (id: string) => waysFor(catalogue.entry(id, NOW)!, catalogue, NOW);

it("waysFor() names what covers most first, then what was chosen, what is cheaper, and what fits topic and level", () => {
  expect(waysOf("dear").map(({ id, covers }) => `${id}: ${covers}`)).toEqual([
    "covering: most",
    "chosen: part",
    "cheap: most",
    "on-both: topic",
    "on-topic: topic",
  ]);
});

it("waysFor() gives a cheaper certification with its price, and a free way with none", () => {
  const [covering, , cheap] = waysOf("dear");
  expect(covering).toMatchObject({ kind: "course", hours: "9", price: { amount: 0 } });
  expect(cheap).toMatchObject({
    kind: "certification",
    url: "https://cheap.example",
    price: { amount: 90, currency: "USD" },
  });
});

it("waysFor() has nothing for an entry without a way and without a topic", () => {
  expect(waysOf("bare")).toEqual([]);
});
