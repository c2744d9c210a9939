/** The advisory locks of the database. Each has its own number: two that share one would block each other without a reason. */
export const LOCK = {
  /** One process at a time migrates the tables. */
  PREPARE: 7_421_000,
  /** One process creates the sample data. */
  SAMPLE_WORLD: 7_421_001,
  /** One intake writes at a time. */
  INTAKE: 7_421_002,
  /** With the hash of its id: one process works on a webhook endpoint. */
  WEBHOOK_ENDPOINT: 7_421_003,
  /** With the hash of an organization's id: one endpoint at a time is created there. */
  WEBHOOK_ENDPOINTS: 7_421_006,
  /**
   * One transaction at a time assigns positions to events, in the function `event_sequence`. A migration contains the number, so it must
   * not change.
   */
  EVENT_SEQUENCE: 7_421_004,
  /** One process relays the event log to NATS. */
  RELAY: 7_421_005,
  /** Each running import holds it as a shared lock; the function `import_release` contains the number too. */
  IMPORT: 7_421_007,
} as const;
