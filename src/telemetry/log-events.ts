/** The events of the log: every line bears the code of one. A code says what happened, whatever the words of the line; an alert looks for it. */

/** Each code: what it means, and what an operator does about it. A code that was published is never given another meaning. */
export const LOG_EVENTS = {
  'auth.organization_ambiguous': 'A token names several organizations at once; correct the claim, or the identifiers in the database.',
  'auth.organization_unknown': 'A token names an organization that is not in the database; import it, or correct the claims mapping.',
  'config.warning': 'A setting is suspicious, though the program starts with it; correct the variable that the line names.',
  'database.embedded_copied': 'The program copied its PostgreSQL to where its user can run it; nothing is to be done.',
  'database.embedded_elsewhere': 'The embedded PostgreSQL keeps its data outside the data folder; back up the folder that the line names.',
  'database.embedded_set_aside': 'The program moved the data of an earlier data folder aside; delete them when nobody needs them.',
  'database.embedded_slow': 'The embedded PostgreSQL takes long to start; read the file that the line names.',
  'database.login_is_owner': 'The program logs in as the owner of the database; give it a login of its own.',
  'database.unavailable': 'The database takes no connections yet, and the start waits for it; see that the database runs.',
  'event_log.gap':
    'The feed cannot go on where it was in the event log, and subscribers start over; ask whether the database was restored.',
  'event_log.unreadable': 'The feed cannot read the event log and tries again; see that the database and NATS answer.',
  'http.apollo': 'Apollo Server says something by itself; read the line.',
  'http.request': 'A request over HTTP ended; nothing is to be done.',
  'http.request_failed': 'A bug broke a request before its operation ran; report the stack under the error id.',
  'http.request_unavailable': 'A request found the database or the token issuer away; see that both answer.',
  'http.server_failed': 'The HTTP server met an error of its socket; look at the limits of the machine, such as open files.',
  'import.release_failed':
    'The program cannot release the news that an import left behind, and tries again; see that the database answers.',
  'live.update_failed': 'A bug kept an update from a subscriber, which was told so; report the stack.',
  'live.updates_late': 'Updates come faster than the process works them out, and subscribers have to come back; add processes.',
  'live.waiting_for_database': 'Updates wait for the database, and nothing is lost; see that the database answers.',
  'operation.compiled_read_failed': 'A bug broke a compiled read, and the operation was executed field by field; report the stack.',
  'operation.failed': 'A bug broke an operation; report the stack under the error id.',
  'operation.unavailable': 'An operation found the database or the token issuer away; see that both answer.',
  'relay.gap': 'The event log dropped events before the relay copied them, and subscribers start over; see how long NATS was away.',
  'relay.started': 'This process is the relay to NATS from now on; nothing is to be done.',
  'relay.stopped': 'The relay to NATS stopped and tries again; see that NATS and the database answer.',
  'relay.stream_diverged': 'The stream holds other events than the database and begins anew; ask whether the database was restored.',
  'runtime.warning': 'Node.js warns of something; read the line.',
  'sample.world_made': 'The program filled an empty database with the sample world; set SAMPLE=no where customers are real.',
  'scheduler.job_failed': 'The scheduler could not do a job for one row and tries again; report the stack if it stays.',
  'scheduler.lookup_failed': 'The scheduler cannot look up what is due and tries again; see that the database answers.',
  'session.revocations_unreadable': 'The process cannot read which sessions were revoked and tries again; see that the database answers.',
  'socket.closed': 'A socket closed; nothing is to be done.',
  'socket.opened': 'A caller opened a socket and has shown who it is; nothing is to be done.',
  'socket.refused': 'The server refused a socket; look for wrong tokens if it happens often.',
  'socket.request': 'A query or a change over a socket ended; nothing is to be done.',
  'webhook.endpoint_failed': 'The dispatcher could not do the work of one endpoint and tries again; report the stack if it stays.',
  'webhook.lookup_failed': 'The dispatcher cannot look at the endpoints and tries again; see that the database answers.',
  'webhook.message_failed': 'The worker could not make a message for an endpoint and tries again; report the stack if it stays.',
} as const;

/** The code of an event of the log. */
export type LogEvent = keyof typeof LOG_EVENTS;

/** The fields of a line: the code of its event, and whatever else it says. */
export interface LogFields {
  readonly event: LogEvent;
  readonly [field: string]: unknown;
}

/** A log that takes lines of some levels, none without a code. The program's own logger is one. */
export type Log<Level extends 'info' | 'warn' | 'error'> = { readonly [L in Level]: (fields: LogFields, message: string) => void };

/** Takes a line whose level the caller does not choose. A command may write the text and leave out the code. */
export type LogLine = (line: string, event: LogEvent) => void;
