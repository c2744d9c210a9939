/** Writers: connections that commit an event a transaction, at a pace or as fast as they can. */
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

const INSERT = `insert into event (at, kind, stream_type, stream_id, subject_type, subject_id, actor_subject, actor_organization, actor, data)
  values (now(), 'incident.changed', 'ServiceIncident', $1, 'ServiceIncident', $1, 'bench', uuidv7(), 'bench', '{}')`;

/** A time in milliseconds that all processes of a machine share. */
export const now = (): number => Number(process.hrtime.bigint()) / 1e6;

/** Some writers. */
export class Writers {
  readonly #clients: readonly pg.Client[];

  private constructor(clients: readonly pg.Client[]) {
    this.#clients = clients;
  }

  static async connect(url: string, count: number): Promise<Writers> {
    const clients = Array.from({ length: count }, () => new pg.Client({ connectionString: url, application_name: 'bench writer' }));
    await Promise.all(clients.map((client) => client.connect()));
    return new Writers(clients);
  }

  /** Writes for so long; answers when each commit was sent. The event says in its stream's id which one it is. */
  async write(seconds: number, perSecond: number | null): Promise<number[]> {
    const committed: number[] = [];
    const begun = now();
    let next = 0;
    const writer = async (client: pg.Client) => {
      for (;;) {
        const due = perSecond === null ? now() : begun + (next * 1000) / perSecond;
        if (due - begun >= seconds * 1000) return;
        const index = next++;
        if (due > now()) await delay(due - now());
        await client.query('begin');
        await client.query({ name: 'insert', text: INSERT, values: [`00000000-0000-7000-8000-${String(index).padStart(12, '0')}`] });
        committed[index] = now();
        await client.query('commit');
      }
    };
    await Promise.all(this.#clients.map(writer));
    return committed;
  }

  async close(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.end()));
  }
}
