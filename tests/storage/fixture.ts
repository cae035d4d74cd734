import { afterEach, beforeEach } from "vitest";
import { openStorage } from "../../src/storage/open.ts";
import type { Storage } from "../../src/storage/storage.ts";

/** A database the contract runs on. */
export interface TestDatabase {
  readonly name: string;
  /** A new, empty database each time. */
  readonly createUrl: () => Promise<string>;
  /**
   * Whether several handles may work at once in one process. On SQLite one handle waiting for another's lock blocks
   * the thread the other needs; there the tests with child processes take their place.
   */
  readonly manyHandles: boolean;
  /** How many random histories are compared with the model. */
  readonly modelRuns: number;
}

/** What a test of the contract works with: an empty database of its own. */
export interface Fixture {
  readonly storage: () => Storage;
  readonly url: () => string;
  /** Another database, which nobody has opened yet. */
  readonly emptyUrl: () => Promise<string>;
  /** The test's storage, and others on the same database where the database allows that. */
  readonly handles: () => Promise<readonly Storage[]>;
}

/** Opens a storage on an empty database before each test and closes it after. */
export function useStorage({ createUrl, manyHandles }: TestDatabase): Fixture {
  let url = "";
  let handles: Storage[] = [];
  beforeEach(async () => {
    url = await createUrl();
    handles = [await openStorage(url)];
  });
  afterEach(async () => {
    for (const handle of handles) await handle.close();
  });
  return {
    storage: () => handles[0]!,
    url: () => url,
    emptyUrl: createUrl,
    async handles() {
      if (manyHandles) handles.push(await openStorage(url), await openStorage(url));
      return handles;
    },
  };
}
