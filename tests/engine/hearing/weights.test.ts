import { describe, expect, it } from "vitest";
import { learnAll, modelsOf } from "../../../src/engine/hearing/models.ts";
import { toPlain } from "../../../src/engine/hearing/text.ts";
import { toTokens } from "../../../src/engine/hearing/tokens.ts";
import { readWeights, writeWeights } from "../../../src/engine/hearing/weights.ts";
import type { Words } from "../../../src/engine/hearing/words.ts";
import { dialog } from "../interview.ts";

/** A few sentences of each option: enough to learn from, and quick. */
const few: Words = {
  ...dialog.words,
  weights: undefined,
  examples: {
    ...dialog.words.examples,
    answers: new Map(
      [...dialog.words.examples.answers].map(([question, options]) => [
        question,
        new Map([...options].map(([option, list]) => [option, list.slice(0, 4)])),
      ]),
    ),
  },
};

const TEXTS = ["my boss pays for it", "nobody pays me anything", "can I go back?", "xyzzy"];

function read(words: Words, text: string) {
  const models = modelsOf(words);
  const tokens = toTokens(toPlain(text));
  return [models.answer("payer"), models.utterance(), models.topic()].map((model) =>
    model?.classify(tokens),
  );
}

describe("the weights that are kept beside a language", () => {
  it("read every text exactly as what is learnt while running", () => {
    const kept = readWeights(writeWeights(learnAll(few), "these"), "these");
    expect(kept?.learnt.size).toBeGreaterThan(10);
    for (const text of TEXTS)
      expect(read({ ...few, weights: kept }, text)).toEqual(read(few, text));
  });

  it("are not used when they were learnt from something else", () => {
    expect(readWeights(writeWeights(learnAll(few), "these"), "others")).toBeUndefined();
    expect(readWeights(new Uint8Array([1, 2, 3]), "these")).toBeUndefined();
  });

  it("stand beside the shipped dialog when the tests run", () => {
    expect(dialog.words.weights).toBeDefined();
  });
});
