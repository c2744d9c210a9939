/** What the mutations of incidents take. */
import { enumOf, externalId, id, shortText, optional, listOf, longText, dateTime } from '../../kernel/schema/input.ts';
import { HealthStatus } from '../service/status.ts';
import { IncidentClassification, IncidentOrigin } from './terms.ts';
import { PostKind } from './post.ts';
import { ServiceIncident } from './entity.ts';
import { Service } from '../service/entity.ts';

const incidentId = id('Which incident.', () => ServiceIncident);
const html = longText('What to tell, as text or simple HTML; what is not safe to show is removed.', 50_000);

export const ServiceIncidentReportInput = {
  name: 'ServiceIncidentReportInput',
  description: 'Something wrong with a service.',
  fields: {
    trackingId: externalId('The id to publish it under, such as `EX226792`; one of a kind.', 40),
    serviceId: id('The service that is concerned.', () => Service),
    title: shortText('What is wrong.', 500),
    classification: enumOf(IncidentClassification, 'How grave it is.'),
    origin: optional(enumOf(IncidentOrigin, 'Where the cause lies; MICROSOFT when left out.')),
    status: optional(enumOf(HealthStatus, 'Where it stands; INVESTIGATING when left out.')),
    feature: optional(shortText('The feature of the service that is concerned.')),
    impact: optional(longText('What users notice.', 5000)),
    regions: optional(listOf(shortText('Where: regions of the vendor; everywhere when left out.', 60))),
    startedAt: optional(dateTime('When it began; now when left out.')),
    html: optional(html),
  },
};

export const ServiceIncidentChangeInput = {
  name: 'ServiceIncidentChangeInput',
  description: 'What is known of an incident; what is left out stays.',
  fields: {
    incidentId,
    title: optional(shortText('What is wrong, or planned.', 500)),
    classification: optional(enumOf(IncidentClassification, 'How grave it is.')),
    origin: optional(enumOf(IncidentOrigin, 'Where the cause lies.')),
    feature: optional(shortText('The feature of the service that is concerned.')),
    impact: optional(longText('What users notice.', 5000)),
    regions: optional(listOf(shortText('Where: regions of the vendor; none means everywhere.', 60))),
  },
};

export const ServiceIncidentLinkInput = {
  name: 'ServiceIncidentLinkInput',
  description: 'Two incidents that have to do with each other.',
  fields: { incidentId, relatedIncidentId: id('The other incident.', () => ServiceIncident) },
};

export const ServiceIncidentPostInput = {
  name: 'ServiceIncidentPostInput',
  description: 'A message about an incident.',
  fields: {
    incidentId,
    html,
    kind: optional(enumOf(PostKind, 'The kind of post; REGULAR when left out.')),
    status: optional(enumOf(HealthStatus, 'The status the incident takes with it; as it was when left out.')),
  },
};

export const ServiceIncidentResolveInput = {
  name: 'ServiceIncidentResolveInput',
  description: 'The end of an incident.',
  fields: {
    incidentId,
    status: optional(enumOf(HealthStatus, 'How it ended: SERVICE_RESTORED when left out, or another closing status.')),
    html: optional(html),
  },
};

export const ServiceIncidentReviewPublishInput = {
  name: 'ServiceIncidentReviewPublishInput',
  description: 'The report on the cause of an incident.',
  fields: { incidentId, html },
};
