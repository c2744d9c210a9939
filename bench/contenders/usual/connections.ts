/** The shapes of answers that are no rows. */
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { Customer, Partner, ServiceIncident } from './accounts.ts';
import { Ticket } from './tickets.ts';
import { Note, TimelineEntry } from './work.ts';

@ObjectType()
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}

@ObjectType()
export class TicketConnection {
  @Field(() => [Ticket])
  nodes!: Ticket[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}

@ObjectType()
export class CustomerConnection {
  @Field(() => [Customer])
  nodes!: Customer[];
}

@ObjectType()
export class CustomerSubscriptionConnection {
  @Field(() => Int)
  totalCount!: number;
}

@ObjectType()
export class ServiceIncidentConnection {
  @Field(() => [ServiceIncident])
  nodes!: ServiceIncident[];
}

@ObjectType()
export class NoteConnection {
  @Field(() => [Note])
  nodes!: Note[];
}

@ObjectType()
export class TimelineEntryConnection {
  @Field(() => [TimelineEntry])
  nodes!: TimelineEntry[];
}

@ObjectType()
export class Viewer {
  @Field(() => String)
  name!: string;

  @Field(() => String)
  kind!: string;

  @Field(() => String)
  role!: string;

  @Field(() => Partner, { nullable: true })
  partner!: Partner | null;
}

@InputType()
export class ServiceIncidentFilter {
  @Field(() => Boolean, { nullable: true })
  isResolved?: boolean;
}
