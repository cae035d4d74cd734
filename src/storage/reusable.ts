import {
  type Compilable,
  type DatabaseConnection,
  type Kysely,
  type QueryResult,
  type RawBuilder,
  sql,
} from "kysely";
import type { Tables } from "./tables.ts";

/** Names a value that is given each time the query runs. */
export type Given<Values> = <Name extends keyof Values & string>(
  name: Name,
) => RawBuilder<Values[Name]>;

/** Runs the query inside a transaction or outside of one. */
export type Reusable<Values, Row> = (
  db: Kysely<Tables>,
  values: Values,
) => Promise<QueryResult<Row>>;

/** Stands in the parameters of a compiled query for a value to come. */
class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

const connections = new WeakMap<object, DatabaseConnection>();

/**
 * Says that a database has one connection for everything: whoever is in a transaction has it, and may ask it directly.
 * Kysely's way to it takes longer than SQLite does to answer.
 */
export function haveOneConnection(db: Kysely<Tables>, connection: DatabaseConnection): void {
  connections.set(db.getExecutor().adapter, connection);
}

/**
 * A query that is built and compiled once for each database, since every turn runs the same few: building one anew
 * costs several times what SQLite takes to run it. (Called twice, because the values are named and the row is inferred.)
 */
export function reusable<Values extends object>(): <Row>(
  build: (db: Kysely<Tables>, given: Given<Values>) => Compilable<Row>,
) => Reusable<Values, Row> {
  return <Row>(build: (db: Kysely<Tables>, given: Given<Values>) => Compilable<Row>) => {
    const known = new WeakMap<object, ReturnType<Compilable<Row>["compile"]>>();
    return (db, values) => {
      // A transaction has an executor of its own, and shares the adapter with the database it belongs to.
      const { adapter } = db.getExecutor();
      let query = known.get(adapter);
      if (!query) {
        query = build(db, (name) => sql`${new Slot(name)}`).compile();
        known.set(adapter, query);
      }
      const parameters = query.parameters.map((parameter): unknown =>
        parameter instanceof Slot ? Reflect.get(values, parameter.name) : parameter,
      );
      const own = db.isTransaction ? connections.get(adapter) : undefined;
      return (own ?? db).executeQuery({ ...query, parameters });
    };
  };
}
