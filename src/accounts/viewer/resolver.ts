/** Who asks. */
import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';
import { Bounded } from '../../kernel/schema/bound.ts';
import { queries, viewerField } from '../../kernel/schema/query-fields.ts';
import { ViewerKind, ViewerRole } from '../../kernel/access/viewer.ts';
import { Capability } from '../capability/capability.ts';
import { capabilitiesTold } from '../capability/told.ts';
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

  @Bounded({ items: 9, cells: 50, subqueries: 1 }, 'Viewer')
  @Field(() => [Capability], {
    description: 'What a customer can do for itself and where, and what it turns to its partner for; empty for partners and the vendor.',
  })
  capabilities!: unknown;
}

const organizations = { partner: () => Partner, customer: () => Customer };

export const ViewerReads = queries({
  viewer: viewerField(() => ViewerView, organizations, 'Who asks: the person and the organization that the token names.', {
    capabilities: capabilitiesTold,
  }),
});
