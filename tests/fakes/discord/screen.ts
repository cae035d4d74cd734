import type { Fields } from "./faults.ts";
import { FLAGS } from "./payload-rules.ts";
import { allComponents } from "./raw-json.ts";
import type { RawComponent, RawMessage } from "./raw-json.ts";
import type { Person, Stored, World } from "./world.ts";

/**
 * The components a person sees on a message.
 *
 * @throws {RangeError} when the person does not see the message, or it is still loading
 */
export function onScreen(
  world: World,
  message: RawMessage,
  user: Person,
  asShown = false,
): { stored: Stored; components: RawComponent[] } {
  const stored = storedOf(world, message);
  if (stored.deleted) throw new RangeError(`Cannot use message ${message.id}: it was deleted`);
  if (stored.ephemeralFor !== undefined && stored.ephemeralFor !== user.user.id) {
    throw new RangeError(`Cannot use message ${message.id}: ${user.user.username} does not see it`);
  }
  if ((stored.message.flags & FLAGS.loading) !== 0)
    throw new RangeError(`Cannot use message ${message.id}: it is still loading`);
  return {
    stored,
    components: allComponents(asShown ? message.components : stored.message.components),
  };
}

/**
 * The one that is wanted.
 *
 * @throws {RangeError} when it is not there or is disabled
 */
export function usable(
  offered: readonly RawComponent[],
  isWanted: (component: RawComponent) => boolean,
  name: string,
): RawComponent {
  const found = offered.find(isWanted);
  if (!found) {
    const known = offered
      .map((one) => `"${one.label ?? one.placeholder ?? one.custom_id}"`)
      .join(", ");
    throw new RangeError(`Cannot use "${name}": the message shows ${known || "nothing to use"}`);
  }
  if (found.disabled) throw new RangeError(`Cannot use "${name}": it is disabled`);
  return found;
}

/**
 * The `values` (and `resolved`) of a select.
 *
 * @throws {RangeError} when an option is not offered, or too few or too many are picked
 */
export function selected(world: World, select: RawComponent, picked: readonly string[]): Fields {
  const least = select.min_values ?? 1;
  const most = select.max_values ?? 1;
  if (picked.length < least || picked.length > most)
    throw new RangeError(
      `Cannot pick ${picked.length}: between ${least} and ${most} are asked for`,
    );
  if (select.type !== 3) {
    const users = picked.flatMap((id) => world.people.get(id)?.user ?? []);
    return {
      values: picked,
      resolved: { users: Object.fromEntries(users.map((user) => [user.id, user])) },
    };
  }
  const values = picked.map((pick) => {
    const option = select.options?.find(({ value, label }) => value === pick || label === pick);
    if (!option)
      throw new RangeError(
        `Cannot pick "${pick}": offered are "${select.options?.map(({ label }) => label).join('", "')}"`,
      );
    return option.value;
  });
  return { values };
}

/**
 * The message as stored, whatever a test still holds of it.
 *
 * @throws {RangeError} when it never existed
 */
export function storedOf(world: World, message: RawMessage): Stored {
  const stored = world.messages.get(message.id);
  if (!stored) throw new RangeError(`Cannot use message ${message.id}: it does not exist`);
  return stored;
}
