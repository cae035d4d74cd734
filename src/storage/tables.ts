/**
 * The tables, as both databases hold them. Times are ms since epoch. In a key an absent `round`, and in `due` an
 * absent `person`, is the empty string here and only here: SQL holds no two nulls equal, so a unique key needs a value.
 */
export interface Tables {
  readonly conversations: ConversationTable;
  readonly deliveries: DeliveryTable;
  readonly outbox: OutboxTable;
  readonly advice: AdviceTable;
  readonly due: DueTable;
  readonly set_aside: SetAsideTable;
}

/** Primary key: tenant, person, dialog, round. */
interface ConversationTable {
  readonly tenant: string;
  readonly person: string;
  readonly dialog: string;
  readonly round: string;
  readonly state: string;
  readonly revision: number;
}

/** Primary key: tenant, id. */
export interface DeliveryTable {
  readonly tenant: string;
  readonly id: string;
  readonly at: number;
}

/** Primary key: id. `at`, `revision` and `position` give the order in which replies were decided. */
export interface OutboxTable {
  readonly id: number;
  readonly tenant: string;
  readonly person: string;
  readonly dialog: string;
  readonly round: string;
  readonly delivery: string;
  readonly address: string;
  readonly reply: string;
  readonly at: number;
  readonly revision: number;
  readonly position: number;
  readonly leased_until: number;
}

/** Primary key: tenant, person, id. */
interface AdviceTable {
  readonly tenant: string;
  readonly person: string;
  readonly id: string;
  readonly subject: string;
  readonly verdict: string;
  readonly at: number;
  readonly page: string;
}

/** Primary key: tenant, id. */
export interface DueTable {
  readonly tenant: string;
  readonly id: string;
  readonly kind: string;
  readonly person: string;
  readonly at: number;
  readonly payload: string;
  readonly leased_until: number;
}

/** Rows that could not be read, as they stood. Primary key: id. */
export interface SetAsideTable {
  readonly id: number;
  readonly tenant: string;
  readonly person: string;
  readonly dialog: string;
  readonly round: string;
  readonly source: "outbox" | "due" | "conversation";
  /** What it was called where it came from. */
  readonly name: string;
  /** The whole row as JSON. */
  readonly content: string;
  readonly at: number;
  /** 1 once whoever runs the product was told. */
  readonly told: number;
}
