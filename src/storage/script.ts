import {
  type Compilable,
  type CompiledQuery,
  type Kysely,
  type QueryResult,
  type RawBuilder,
  sql,
} from "kysely";
import type { Tables } from "./tables.ts";

/**
 * Queries in their order, each decided with the results of those before it: written once for both databases. SQLite
 * answers within the call, so that a script is over before anything else happens in this process; PostgreSQL is waited
 * for.
 */
export type Script<Result> = Generator<Query<unknown>, Result, void>;

/** One query of a script. Whoever runs the script leaves its result here. */
export interface Query<Row> {
  /** @param db says for which database it is compiled */
  compile(db: Kysely<Tables>): CompiledQuery;
  result: QueryResult<Row>;
}

/** A script of one query that is seldom run, so that building it anew costs nothing. */
export function* ask<Row>(
  build: (db: Kysely<Tables>) => Compilable<Row>,
): Script<QueryResult<Row>> {
  const query: Query<Row> = { compile: (db) => build(db).compile(), result: { rows: [] } };
  yield query;
  return query.result;
}

/** Names a value that is given each time the query runs. */
export type Given<Values> = <Name extends keyof Values & string>(
  name: Name,
) => RawBuilder<Values[Name]>;

/** Stands in the parameters of a compiled query for a value to come. */
class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/**
 * Like `ask`, built and compiled once for each database, since every turn runs the same few: building one anew costs
 * several times what SQLite takes to run it. (Called twice, because the values are named and the row is inferred.)
 */
export function reusable<Values extends object>(): <Row>(
  build: (db: Kysely<Tables>, given: Given<Values>) => Compilable<Row>,
) => (values: Values) => Script<QueryResult<Row>> {
  return <Row>(build: (db: Kysely<Tables>, given: Given<Values>) => Compilable<Row>) => {
    const known = new WeakMap<Kysely<Tables>, CompiledQuery>();
    return function* run(values) {
      const compile = (db: Kysely<Tables>): CompiledQuery => {
        let compiled = known.get(db);
        if (!compiled) {
          compiled = build(db, (name) => sql`${new Slot(name)}`).compile();
          known.set(db, compiled);
        }
        const parameters = compiled.parameters.map((parameter): unknown =>
          parameter instanceof Slot ? Reflect.get(values, parameter.name) : parameter,
        );
        return { ...compiled, parameters };
      };
      const query: Query<Row> = { compile, result: { rows: [] } };
      yield query;
      return query.result;
    };
  };
}
