import { DIALOG_FOLDER, requireDialog } from "../../src/dialogs.ts";
import { nextByHand, verdictByHand, FACTS } from "./by-hand.ts";
import type { Given } from "./by-hand.ts";

/** A question as literals: what a handler that is written by hand would hold. */
export interface HandQuestion {
  readonly id: string;
  readonly title: string;
  readonly hint: string;
  readonly options: readonly { readonly id: string; readonly label: string }[];
}

/** What a bare handler shows next. */
export interface HandScreen {
  readonly question: HandQuestion | undefined;
  readonly verdict: string | undefined;
  /** The answer before in one line. */
  readonly last: string | undefined;
  readonly number: number;
}

/** An interview in a `Map`, as bare handlers keep it. */
export interface HandInterview {
  begin(person: string): HandScreen;
  answer(person: string, question: string, option: string): HandScreen;
}

/** Makes one. The texts are those of the dialog, so that what is sent is of the same size. */
export function createHandInterview(): HandInterview {
  const questions = readQuestions();
  const people = new Map<string, Given>();
  const show = (given: Given, last: string | undefined): HandScreen => {
    const at = nextByHand(given, FACTS);
    const question = questions.get(at);
    const verdict = question ? undefined : verdictByHand(given, FACTS);
    return { question, verdict, last, number: Object.keys(given).length + 1 };
  };
  return {
    begin(person) {
      people.set(person, {});
      return show({}, undefined);
    },
    answer(person, question, option) {
      const given = { ...people.get(person), [question]: option };
      people.set(person, given);
      const asked = questions.get(question);
      const label = asked?.options.find(({ id }) => id === option)?.label ?? option;
      return show(given, `${asked?.title ?? question} → ${label}`);
    },
  };
}

function readQuestions(): ReadonlyMap<string, HandQuestion> {
  const { dialog, speaker } = requireDialog(DIALOG_FOLDER).in("en");
  const values = { hasRequirement: "no", requirement: "", hasPage: "no", page: "" };
  const say = (text: string) => speaker.say({ text, values });
  return new Map(
    dialog.questions.map((question) => {
      const { id } = question;
      const ids =
        question.kind === "choice"
          ? question.options
          : question.kind === "catalogue"
            ? ["other", "none"]
            : question.presets.map((preset) => preset.id);
      const options = ids.map((option) => ({
        id: option,
        label: say(`questions.${id}.options.${option}.label`),
      }));
      const [title, hint] = [say(`questions.${id}.title`), say(`questions.${id}.hint`)];
      return [id, { id, title, hint, options }];
    }),
  );
}
