/** The part of Tierline's graph that the workloads ask, as one would write it for Mercurius. */
export const schema = /* GraphQL */ `
  scalar DateTime
  type Query {
    viewer: Viewer!
    tickets(first: Int! = 20, after: String): TicketConnection!
    ticket(id: ID!): Ticket
    customers(first: Int! = 20): CustomerConnection!
    serviceIncidents(first: Int! = 20, filter: ServiceIncidentFilter): ServiceIncidentConnection!
  }
  input ServiceIncidentFilter {
    isResolved: Boolean
  }
  type Viewer {
    name: String!
    kind: String!
    role: String!
    partner: Partner
  }
  type PageInfo {
    hasNextPage: Boolean!
    endCursor: String
  }
  type Ticket {
    id: ID!
    number: Int!
    title: String!
    description: String!
    state: String!
    severity: String!
    channel: String!
    resolution: String
    createdAt: DateTime!
    updatedAt: DateTime!
    resolvedAt: DateTime
    assignee: Person
    contact: Contact
    customer: Customer
    partner: Partner
    provider: Partner
    service: Service
    subscription: CustomerSubscription
    serviceIncidents: [ServiceIncident!]!
    notes(first: Int! = 20): NoteConnection!
    timeline(first: Int! = 20): TimelineEntryConnection!
  }
  type Person {
    subject: ID!
    name: String!
  }
  type Contact {
    name: String!
    email: String
    phone: String
  }
  type Customer {
    id: ID!
    name: String!
    domain: String
    country: String
    subscriptions: CustomerSubscriptionConnection!
    tickets(first: Int! = 20): TicketConnection!
  }
  type Partner {
    id: ID!
    name: String!
    kind: String!
    country: String
  }
  type Service {
    id: ID!
    name: String!
    status: String!
  }
  type CustomerSubscription {
    id: ID!
    offerName: String!
    quantity: Int!
    status: String!
    region: String
  }
  type ServiceIncident {
    id: ID!
    trackingId: String!
    title: String!
    status: String!
    startedAt: DateTime!
    service: Service
  }
  type Note {
    id: ID!
    author: String!
    audience: String!
    text: String!
    createdAt: DateTime!
  }
  type TimelineEntry {
    id: ID!
    at: DateTime!
    kind: String!
    actor: String!
  }
  type TicketConnection {
    nodes: [Ticket!]!
    pageInfo: PageInfo!
  }
  type CustomerConnection {
    nodes: [Customer!]!
  }
  type CustomerSubscriptionConnection {
    totalCount: Int!
  }
  type ServiceIncidentConnection {
    nodes: [ServiceIncident!]!
  }
  type NoteConnection {
    nodes: [Note!]!
  }
  type TimelineEntryConnection {
    nodes: [TimelineEntry!]!
  }
`;
