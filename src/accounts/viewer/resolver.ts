/** Who asks. */
import { Ctx, Field, GraphQLISODateTime, ObjectType, Query, Resolver } from 'type-graphql';
import type { Context } from '../../kernel/context.ts';
import { ViewerKind, ViewerRole, type Viewer } from '../../kernel/viewer.ts';
import { Customer } from '../customer/entity.ts';
import { Partner } from '../partner/entity.ts';

@ObjectType('Viewer', { description: 'Who asks, as the token says.', simpleResolvers: true })
export class ViewerView {
  @Field(() => String, { description: 'The name of the person.' })
  name!: string;

  @Field(() => ViewerKind, { description: 'What kind of organization the person belongs to.' })
  kind!: ViewerKind;

  @Field(() => ViewerRole, { description: 'What the person does there.' })
  role!: ViewerRole;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When the token ends.' })
  expiresAt!: Date | null;

  @Field(() => Partner, { nullable: true, description: 'The partner that the person belongs to; null for customers and the vendor.' })
  partner!: unknown;

  @Field(() => Customer, { nullable: true, description: 'The customer that the person belongs to; null for partners and the vendor.' })
  customer!: unknown;
}

/** The root field that says who asks. */
@Resolver()
export class ViewerReads {
  @Query(() => ViewerView, { description: 'Who asks: the person and the organization that the token names.' })
  viewer(@Ctx() { viewer, read }: Context): ViewerView {
    const { name, kind, role, expiresAt, organization } = viewer as Viewer;
    const partner = () => (kind === 'PARTNER' ? read.one(Partner, organization) : null);
    const customer = () => (kind === 'CUSTOMER' ? read.one(Customer, organization) : null);
    return { name, kind, role, expiresAt, partner, customer };
  }
}
