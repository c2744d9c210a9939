/** Written by `npm run codegen`. Do not edit. */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** The health of a service, or the course of an incident (Microsoft Graph `serviceHealthStatus`). */
export type HealthStatus =
  /** Confirmed (reserved by the vendor). */
  | 'CONFIRMED'
  /** Being put right, but slow to reach everybody, or by a stopgap. */
  | 'EXTENDED_RECOVERY'
  /** The service was healthy, or the cause lies outside it. */
  | 'FALSE_POSITIVE'
  /** A possible problem; its scope is being found out. */
  | 'INVESTIGATING'
  /** More information from customers is needed before the work can go on. */
  | 'INVESTIGATION_SUSPENDED'
  /** Mitigated (reserved by the vendor). */
  | 'MITIGATED'
  /** Mitigated outside the service (reserved by the vendor). */
  | 'MITIGATED_EXTERNAL'
  /** The report on the cause is out. */
  | 'POST_INCIDENT_REVIEW_PUBLISHED'
  /** Reported (reserved by the vendor). */
  | 'REPORTED'
  /** Resolved (reserved by the vendor). */
  | 'RESOLVED'
  /** Resolved outside the service (reserved by the vendor). */
  | 'RESOLVED_EXTERNAL'
  /** The cause is known and being put right. */
  | 'RESTORING_SERVICE'
  /** Confirmed: slower, off and on, or a feature does not work. */
  | 'SERVICE_DEGRADATION'
  /** Users cannot use it; significant and reproducible. */
  | 'SERVICE_INTERRUPTION'
  /** Healthy; nothing is known to be wrong. */
  | 'SERVICE_OPERATIONAL'
  /** The corrective action is done. */
  | 'SERVICE_RESTORED'
  /** A status that Tierline does not know yet. */
  | 'UNKNOWN'
  /** Put right; being verified. */
  | 'VERIFYING_SERVICE';

/** What happened to an incident. */
export type IncidentChange =
  /** What is known of it changed. */
  | 'CHANGED'
  /** It was linked to another incident. */
  | 'LINKED'
  /** Maintenance was announced. */
  | 'MAINTENANCE_ANNOUNCED'
  /** The maintenance will not take place. */
  | 'MAINTENANCE_CANCELLED'
  /** The maintenance ended. */
  | 'MAINTENANCE_FINISHED'
  /** The maintenance was planned for another time. */
  | 'MAINTENANCE_MOVED'
  /** The vendor said something about it. */
  | 'POSTED'
  /** It was reported. */
  | 'REPORTED'
  /** It ended. */
  | 'RESOLVED'
  /** The report on its cause is out. */
  | 'REVIEW_PUBLISHED';

/** How grave the vendor takes it (Microsoft Graph). */
export type IncidentClassification =
  /** A service works, with limits that some users notice. */
  | 'ADVISORY'
  /** A service or feature does not work. */
  | 'INCIDENT'
  /** A classification that Tierline does not know yet. */
  | 'UNKNOWN';

/** Where the cause lies (Microsoft Graph). */
export type IncidentOrigin =
  /** With the customer. */
  | 'CUSTOMER'
  /** With the vendor. */
  | 'MICROSOFT'
  /** With a third party. */
  | 'THIRD_PARTY'
  /** An origin that Tierline does not know yet, or that was not said. */
  | 'UNKNOWN';

/** The kind of a post (Microsoft Graph `postType`). */
export type PostKind =
  /** A short update between two ordinary ones. */
  | 'QUICK'
  /** An ordinary update. */
  | 'REGULAR'
  /** A longer account for those who plan by it. */
  | 'STRATEGIC'
  /** A kind that Tierline does not know yet. */
  | 'UNKNOWN';

/** Why a request was refused. */
export type ProblemCode =
  /** The same `clientMutationId` was used before with another input. */
  | 'CONFLICT'
  /** You may see it, but your organization or role may not do this to it. */
  | 'FORBIDDEN'
  /** The input breaks a rule of its field; `field` names it. Send it again, corrected. */
  | 'INVALID'
  /** There is no such thing, or it is not yours to see: the two are the same answer. */
  | 'NOT_FOUND'
  /** It cannot be done in the state in which the thing is now. */
  | 'STATE';

/** A message about an incident. */
export type ServiceIncidentPostInput = {
  /** A name of your own for this request: sent again with the same input it is answered as the first time and not done twice; with another input it is refused. One line of at most 128 characters. */
  clientMutationId?: string | null | undefined;
  /** What to tell, as text or simple HTML; what is not safe to show is removed. At most 50000 characters. */
  html: string;
  /** Which incident. */
  incidentId: string;
  /** The kind of post; REGULAR when left out. */
  kind?: PostKind | null | undefined;
  /** The status the incident takes with it; as it was when left out. */
  status?: HealthStatus | null | undefined;
};

/** Something wrong with a service. */
export type ServiceIncidentReportInput = {
  /** How grave it is. */
  classification: IncidentClassification;
  /** A name of your own for this request: sent again with the same input it is answered as the first time and not done twice; with another input it is refused. One line of at most 128 characters. */
  clientMutationId?: string | null | undefined;
  /** The feature of the service that is concerned. One line of at most 200 characters. */
  feature?: string | null | undefined;
  /** What to tell, as text or simple HTML; what is not safe to show is removed. At most 50000 characters. */
  html?: string | null | undefined;
  /** What users notice. At most 5000 characters. */
  impact?: string | null | undefined;
  /** Where the cause lies; MICROSOFT when left out. */
  origin?: IncidentOrigin | null | undefined;
  /** Where: regions of the vendor; everywhere when left out. One line of at most 60 characters. */
  regions?: Array<string> | null | undefined;
  /** The service that is concerned. */
  serviceId: string;
  /** When it began; now when left out. */
  startedAt?: string | null | undefined;
  /** Where it stands; INVESTIGATING when left out. */
  status?: HealthStatus | null | undefined;
  /** What is wrong. One line of at most 500 characters. */
  title: string;
  /** The id to publish it under, such as `EX226792`; one of a kind. One line of at most 40 characters. */
  trackingId: string;
};

/** How a ticket came in. */
export type TicketChannel =
  /** By chat. */
  | 'CHAT'
  /** By e-mail. */
  | 'EMAIL'
  /** From another system. */
  | 'IMPORT'
  /** Through a portal or this graph. */
  | 'PORTAL'
  /** By telephone. */
  | 'TELEPHONE';

/** Whom to turn to about a ticket. */
export type TicketContactInput = {
  /** The e-mail address. One line of at most 320 characters. */
  email?: string | null | undefined;
  /** The name. One line of at most 200 characters. */
  name: string;
  /** The telephone number. One line of at most 40 characters. */
  phone?: string | null | undefined;
};

/** A request that a customer has made in another way, as its partner writes it down. */
export type TicketOpenInput = {
  /** How it came in; PORTAL when left out. */
  channel?: TicketChannel | null | undefined;
  /** A name of your own for this request: sent again with the same input it is answered as the first time and not done twice; with another input it is refused. One line of at most 128 characters. */
  clientMutationId?: string | null | undefined;
  /** Whom to turn to about it. */
  contact?: TicketContactInput | null | undefined;
  /** Whose request it is. */
  customerId: string;
  /** What is wrong, in full. At most 20000 characters. */
  description: string;
  /** Which partner is asked; needed only where the customer has several and nothing else tells. */
  partnerId?: string | null | undefined;
  /** The service it is about, where no subscription tells. */
  serviceId?: string | null | undefined;
  /** How grave it is for the business. */
  severity: TicketSeverity;
  /** The subscription it is about; tells service and partner. */
  subscriptionId?: string | null | undefined;
  /** What is wrong. One line of at most 200 characters. */
  title: string;
};

/** How grave a problem is for the business of the customer. */
export type TicketSeverity =
  /** Severity A: significant loss or degradation of services; production is down. */
  | 'CRITICAL'
  /** Severity C: services still work, or nothing in production is affected. */
  | 'MINIMAL'
  /** Severity B: moderate loss or degradation; production is partly affected. */
  | 'MODERATE';

/** Where a ticket stands. */
export type TicketState =
  /** Over. */
  | 'CLOSED'
  /** Handed over to the vendor. */
  | 'ESCALATED'
  /** Diagnosed, or under work. */
  | 'IN_PROGRESS'
  /** Received; nobody has looked at it yet. */
  | 'NEW'
  /** Solved, or answered for good; may be reopened for 14 days. */
  | 'RESOLVED'
  /** Being looked at: what is it, how grave, whose? */
  | 'TRIAGE'
  /** An answer of the customer is needed. */
  | 'WAITING_ON_CUSTOMER'
  /** Handed to the indirect provider. */
  | 'WAITING_ON_PROVIDER';

export type DownQueryVariables = Exact<{ [key: string]: never; }>;


export type DownQuery = { viewer: { partner: { name: string, resellers: { nodes: Array<{ id: string, name: string, customers: { totalCount: number, nodes: Array<{ id: string, name: string, partners: { nodes: Array<{ id: string }> }, tickets: { nodes: Array<{ id: string, number: number, partner: { id: string } | null }> } | null }> } }> } } | null } | null };

export type OwnCustomersQueryVariables = Exact<{ [key: string]: never; }>;


export type OwnCustomersQuery = { customers: { nodes: Array<{ id: string, name: string }> } | null };

export type OpenMutationVariables = Exact<{
  input: TicketOpenInput;
}>;


export type OpenMutation = { ticketOpen: { ticket: { id: string, number: number, state: TicketState } | null, problems: Array<{ code: ProblemCode, message: string, field: string | null }> } | null };

export type TicketScreenQueryVariables = Exact<{
  id: string;
}>;


export type TicketScreenQuery = { ticket: { number: number, title: string, state: TicketState, customer: { name: string } | null, timeline: { nodes: Array<{ kind: string, actor: string }> } } | null };

export type ServicesQueryVariables = Exact<{ [key: string]: never; }>;


export type ServicesQuery = { services: { nodes: Array<{ id: string, name: string }> } | null };

export type ReportMutationVariables = Exact<{
  input: ServiceIncidentReportInput;
}>;


export type ReportMutation = { serviceIncidentReport: { incident: { id: string, trackingId: string } | null, problems: Array<{ code: ProblemCode, message: string, field: string | null }> } | null };

export type PostMutationVariables = Exact<{
  input: ServiceIncidentPostInput;
}>;


export type PostMutation = { serviceIncidentPost: { post: { html: string } | null, problems: Array<{ code: ProblemCode, message: string, field: string | null }> } | null };

export type UpdatesSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type UpdatesSubscription = { serviceIncidentUpdated:
    | { cursor: string, change: IncidentChange, incident: { trackingId: string }, post: { html: string } | null }
    | Record<PropertyKey, never>
   };


export const DownDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Down"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"partner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"resellers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"customers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"3"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"partners"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"tickets"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"partner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<DownQuery, DownQueryVariables>;
export const OwnCustomersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OwnCustomers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<OwnCustomersQuery, OwnCustomersQueryVariables>;
export const OpenDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Open"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TicketOpenInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticketOpen"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<OpenMutation, OpenMutationVariables>;
export const TicketScreenDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TicketScreen"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"timeline"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<TicketScreenQuery, TicketScreenQueryVariables>;
export const ServicesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Services"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"services"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<ServicesQuery, ServicesQueryVariables>;
export const ReportDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Report"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ServiceIncidentReportInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"serviceIncidentReport"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"incident"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"trackingId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<ReportMutation, ReportMutationVariables>;
export const PostDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Post"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ServiceIncidentPostInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"serviceIncidentPost"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"post"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"html"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<PostMutation, PostMutationVariables>;
export const UpdatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"Updates"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"serviceIncidentUpdated"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ServiceIncidentUpdate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"change"}},{"kind":"Field","name":{"kind":"Name","value":"incident"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trackingId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"post"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"html"}}]}}]}}]}}]}}]} as unknown as DocumentNode<UpdatesSubscription, UpdatesSubscriptionVariables>;