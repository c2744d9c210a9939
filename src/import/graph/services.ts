/** Services: what the vendor runs, by health overviews and by lists of managed services. */
import type { ServiceRecord } from '../../ingest/records/index.ts';
import { graph, partnerCenter } from '../detect/export-format.ts';
import { plainStep, type WriteCommand } from '../steps/step.ts';
import { healthStatus } from '../values/enum-mappings.ts';

/** Health overviews of services, with their issues or without. */
export const overviews = graph(
  'service health overviews',
  { types: ['serviceHealth'], collection: /^admin\/serviceannouncement\/healthoverviews$/ },
  // A monitor of anything else has services with a status as well, in other words.
  (clue) => clue.has('service') && clue.says('status', healthStatus) && clue.hasOnly('id', 'service', 'status', 'issues'),
);

const keyOf = ([say]: WriteCommand[]): string => (say![1] as ServiceRecord).key.toLowerCase();

/** The service of an overview; its issues are read later, when all services are there. */
export const overviewServices = plainStep({
  shape: overviews,
  kinds: ['service'],
  read(record) {
    const name = record.need('service', record.line('service'));
    return [['service', { key: record.line('id') ?? name, name, status: record.need('status', record.term('status', healthStatus)) }]];
  },
  keyOf,
});

/** Services that Partner Center manages for a customer. It knows them under shorter names. */
export const managedServices = plainStep({
  shape: partnerCenter('managed services', 'ManagedService', (clue) => clue.has('groupName', 'id', 'name', 'links')),
  kinds: ['service'],
  read(record) {
    const key = record.need('id', record.line('id'));
    return [['service', { key, name: record.line('name') ?? key }]];
  },
  keyOf,
});
