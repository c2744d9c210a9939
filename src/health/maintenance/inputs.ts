/** What the mutations of planned maintenance take. */
import { enumOf, externalId, id, shortText, optional, listOf, longText, dateTime } from '../../kernel/schema/input.ts';
import { IncidentClassification } from '../incident/terms.ts';
import { Service } from '../service/entity.ts';
import { ServiceIncident } from '../incident/entity.ts';

const incidentId = id('Which maintenance: the id of its incident.', () => ServiceIncident);
const html = longText('What to tell, as text or simple HTML; what is not safe to show is removed.', 50_000);
const startsAt = dateTime('When it is to begin; not in the past.');
const endsAt = dateTime('Until when it is to take.');

export const ServiceMaintenanceAnnounceInput = {
  name: 'ServiceMaintenanceAnnounceInput',
  description: 'Work on a service, at a time.',
  fields: {
    trackingId: externalId('The id to publish it under, such as `EX226792`; one of a kind.', 40),
    serviceId: id('The service that is concerned.', () => Service),
    title: shortText('What is planned.', 500),
    startsAt,
    endsAt,
    classification: optional(enumOf(IncidentClassification, 'How grave it is; ADVISORY when left out.')),
    feature: optional(shortText('The feature of the service that is concerned.')),
    impact: optional(longText('What users will notice.', 5000)),
    regions: optional(listOf(shortText('Where: regions of the vendor; everywhere when left out.', 60))),
    html: optional(html),
  },
};

export const ServiceMaintenanceMoveInput = {
  name: 'ServiceMaintenanceMoveInput',
  description: 'Another time for planned maintenance.',
  fields: {
    incidentId,
    startsAt: optional(dateTime('When it is to begin; as it was when left out.')),
    endsAt,
    html: optional(html),
  },
};

export const ServiceMaintenanceCancelInput = {
  name: 'ServiceMaintenanceCancelInput',
  description: 'Planned maintenance that will not take place.',
  fields: { incidentId, html: optional(html) },
};

export const ServiceMaintenanceFinishInput = {
  name: 'ServiceMaintenanceFinishInput',
  description: 'The end of planned maintenance.',
  fields: { incidentId, html: optional(html) },
};
