/** The support profile: what a customer is shown when it looks for support (rule R35). */
import 'reflect-metadata';
import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'How customers reach the support of a partner, as the vendor shows it to them (rules R34, R35).' })
export class SupportProfile {
  @Field(() => String, { nullable: true, description: 'E-mail address of the support desk.' })
  email!: string | null;

  @Field(() => String, { nullable: true, description: 'Telephone number of the support desk, as the partner wrote it.' })
  telephone!: string | null;

  @Field(() => String, { nullable: true, description: 'Where support is found on the web.' })
  website!: string | null;

  /** The profile of a partner, or null if it states nothing. */
  static of({
    supportEmail,
    supportTelephone,
    supportWebsite,
  }: {
    supportEmail: string | null;
    supportTelephone: string | null;
    supportWebsite: string | null;
  }): SupportProfile | null {
    if (!supportEmail && !supportTelephone && !supportWebsite) return null;
    return Object.assign(new SupportProfile(), { email: supportEmail, telephone: supportTelephone, website: supportWebsite });
  }
}
