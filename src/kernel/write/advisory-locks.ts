/** The advisory locks of the database. Each has a number of its own: two that share one wait for each other without a reason. */
export const LOCK = {
  /** One process at a time brings the tables up to date. */
  PREPARE: 7_421_000,
  /** One process makes the sample world. */
  SAMPLE_WORLD: 7_421_001,
  /** One intake writes at a time. */
  INTAKE: 7_421_002,
  /** With the hash of its id: one process works on a webhook endpoint. */
  WEBHOOK_ENDPOINT: 7_421_003,
  /** With the hash of an organization's id: one endpoint at a time is made there. */
  WEBHOOK_ENDPOINTS: 7_421_006,
  /** One at a time gives positions to events, in the function `event_sequence`: the number is written in a migration and stays. */
  EVENT_SEQUENCE: 7_421_004,
  /** One process relays the event log to NATS. */
  RELAY: 7_421_005,
  /** Held, shared, by each import that runs; the function `import_release` has the number too. */
  IMPORT: 7_421_007,
} as const;
