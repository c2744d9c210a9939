/** Control messages tell a client where its subscription stands. */
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { defineEnum, type ValueOf } from '../schema/enum.ts';

const CURSOR = 'Where this stands: given to `after`, what follows it comes, each once and in order.';

@Directive('@shareable')
@ObjectType({
  description:
    'Everything up to here was delivered; what follows comes as it happens. The first message of a subscription without `after`, and now and then another where nothing happens for you: keep its cursor, the older one is not good for ever.',
})
export class LiveFromHere {
  @Field(() => String, { description: CURSOR })
  cursor!: string;
}

export const ResyncReason = defineEnum('ResyncReason', 'Why updates cannot be continued after a cursor.', {
  NO_LONGER_KEPT: 'What came next is no longer kept: the log is dropped by age and size.',
  RIGHTS_CHANGED:
    'Since then you lost sight of something that these updates told of, or come back in another role: you would not hear what became of what you knew.',
  UPDATE_FAILED: 'An update could not be shown because of an error here, which was logged. Coming back for it would not help.',
  NOT_REACHED: 'The log has not reached this place: the database was restored from an older copy, or failed over to one.',
  LOG_DIVERGED: 'Another update stands at this place: the database was restored from an older copy, failed over to one, or is a copy.',
});

@Directive('@shareable')
@ObjectType({
  description:
    'The updates after your cursor cannot be delivered: ask for the present state first, then subscribe after `cursor`. The last message of a subscription.',
})
export class ResyncRequired {
  @Field(() => ResyncReason, { description: 'Why.' })
  reason!: ValueOf<typeof ResyncReason>;

  @Field(() => String, { description: 'The root field of `Query` that shows the present state of what this subscription is about.' })
  query!: string;

  @Field(() => String, { description: `${CURSOR} Taken before you ask, so that nothing is missed between.` })
  cursor!: string;
}

export const UpdatesLeftOutCause = defineEnum('UpdatesLeftOutCause', 'Why updates were left out.', {
  SLOW_READER: 'You read too slowly.',
  SLOW_SUBSCRIPTION: 'It takes too long to work out what you asked for: more happens meanwhile, or something keeps it waiting here.',
  UNAVAILABLE: 'The updates could not be worked out for a while. The fault is not yours.',
});

@Directive('@shareable')
@ObjectType({
  description: 'Updates after `cursor` were left out. Subscribe again after it, and you get them. The last message of a subscription.',
})
export class UpdatesLeftOut {
  @Field(() => UpdatesLeftOutCause, { description: 'Why.' })
  cause!: ValueOf<typeof UpdatesLeftOutCause>;

  @Field(() => Int, {
    description:
      'After how many milliseconds to subscribe again. It differs from one subscriber to the other, so that not all come at once.',
  })
  retryAfterMs!: number;

  @Field(() => String, { description: 'Where the last update stands that you were sent.' })
  cursor!: string;
}

@Directive('@shareable')
@ObjectType({
  description:
    'You may no longer see something that these updates told of. Nothing more comes of it; if it was all you followed, this is the last message.',
})
export class AccessEnded {
  @Field(() => String, { description: 'The type of what you lost sight of: `Ticket`, or `Account` for a partner or customer.' })
  targetType!: string;

  // Not `id`: a client that caches objects by id would take the message for the object.
  @Field(() => ID, { description: 'Its id.' })
  targetId!: string;

  @Field(() => String, { description: CURSOR })
  cursor!: string;
}

/** The classes of all control messages. */
export const CONTROL_TYPES = [LiveFromHere, ResyncRequired, UpdatesLeftOut, AccessEnded] as const;

/** Creates a control message. */
export const control = <T extends object>(cls: new () => T, values: T): T => Object.assign(new cls(), values);
