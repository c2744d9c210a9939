/** A problem names the support rule behind it by its code; the rulebook has the text. */
import { Directive, Field, ObjectType } from 'type-graphql';

/** A support rule as every subgraph knows it. */
@Directive('@key(fields: "code", resolvable: false)')
@ObjectType('SupportRule')
export class RuleReference {
  @Field(() => String, { description: 'Its number in the rulebook: `R01` to `R36`.' })
  code!: string;
}
