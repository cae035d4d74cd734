import type { Fields } from "./faults.ts";
import { allComponents } from "./raw-json.ts";
import type { RawComponent } from "./raw-json.ts";
import type { OpenModal } from "./world.ts";

/** What a person fills in, by a field's `custom_id` or the text of its label. */
export type ModalValues = { readonly [field: string]: string | boolean | readonly string[] };

/**
 * The components of a MODAL_SUBMIT for what a person filled in; fields not named keep their defaults.
 *
 * @throws {RangeError} where Discord's client would not let the person send it: a missing answer, a text too short or
 *   too long, an option that is not offered, too few or too many, a field that the modal does not have
 */
export function modalAnswers(modal: OpenModal, values: ModalValues): Fields[] {
  const labels = allComponents(modal.components).filter((component) => component.type === 18);
  for (const field of Object.keys(values)) {
    if (labels.some((label) => isNamed(label, field))) continue;
    const known = labels.map((label) => `"${label.label}"`).join(", ");
    throw new RangeError(`Cannot fill in "${field}": the modal "${modal.title}" has ${known}`);
  }
  return modal.components.map((component) => {
    const input = component.component;
    if (component.type !== 18 || !input) return { type: component.type, id: component.id };
    const key = Object.keys(values).find((field) => isNamed(component, field));
    const value = key === undefined ? undefined : values[key];
    const answer = inputAnswer(input, value, component.label ?? "");
    return {
      type: 18,
      id: component.id,
      component: { type: input.type, id: input.id, custom_id: input.custom_id, ...answer },
    };
  });
}

function isNamed(label: RawComponent, field: string): boolean {
  return label.component?.custom_id === field || label.label === field;
}

function inputAnswer(
  input: RawComponent,
  value: ModalValues[string] | undefined,
  label: string,
): Fields {
  const isRequired = input.required !== false;
  const fail = (why: string): never => {
    throw new RangeError(`Cannot send "${label}": ${why}`);
  };
  if (input.type === 23)
    return { value: value === undefined ? input.default === true : value === true };
  if (input.type === 4) {
    const text = value === undefined ? (input.value ?? "") : String(value);
    if (text === "" && isRequired) fail("an answer is required");
    if (text !== "" && text.length < (input.min_length ?? 0))
      fail(`${text.length} characters, at least ${input.min_length}`);
    if (text.length > (input.max_length ?? 4000))
      fail(`${text.length} characters, at most ${input.max_length ?? 4000}`);
    if (input.style === 1 && text.includes("\n")) fail("a single line was asked for");
    return { value: text };
  }
  const offered = input.options ?? [];
  const defaults = [
    ...offered.filter((option) => option.default).map((option) => option.value),
    ...(input.default_values ?? []).map(({ id }) => id),
  ];
  const wanted =
    value === undefined
      ? defaults
      : typeof value === "string"
        ? [value]
        : Array.isArray(value)
          ? value
          : [];
  const chosen = wanted.map(
    (one) =>
      offered.find((option) => option.value === one || option.label === one)?.value ?? `${one}`,
  );
  const isOffered = (one: string): boolean => offered.some((option) => option.value === one);
  if (input.options && !chosen.every(isOffered)) fail(`"${chosen.join('", "')}" is not offered`);
  if (chosen.length === 0 && isRequired) fail("an answer is required");
  if (input.type === 21) {
    if (chosen.length > 1) fail("only one can be chosen");
    return { value: chosen[0] ?? null };
  }
  const most = input.max_values ?? (input.type === 22 ? offered.length : 1);
  const least = input.min_values ?? 1;
  if (chosen.length > most) fail(`${chosen.length} chosen, at most ${most}`);
  if (chosen.length > 0 && chosen.length < least)
    fail(`${chosen.length} chosen, at least ${least}`);
  return { values: chosen };
}
