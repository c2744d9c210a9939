/** Contacts: whom a customer turns to, as its subscriptions and the support profiles of its partners say (rules R34, R35). */
import { sql } from 'kysely';
import 'reflect-metadata';
import { Field, ID, ObjectType } from 'type-graphql';

/** What a contact is for: support, or whatever changes a subscription. */
export type Matter = 'SUPPORT' | 'SALE';

@ObjectType({ description: 'A partner whom a customer turns to, and how it is reached.', simpleResolvers: true })
export class CapabilityContact {
  @Field(() => ID, { description: 'The id of the partner.' })
  partnerId!: string;

  @Field(() => String, { description: 'The company name of the partner.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'E-mail address of its support desk.' })
  email!: string | null;

  @Field(() => String, { nullable: true, description: 'Telephone number of its support desk, as the partner wrote it.' })
  telephone!: string | null;

  @Field(() => String, { nullable: true, description: 'Where its support is found on the web.' })
  website!: string | null;

  @Field(() => [String], {
    description: 'For which of the customer’s subscriptions, by the names of their offers; empty where it has none from this partner yet.',
  })
  offers!: string[];

  matter!: Matter;
}

/**
 * The contacts of the viewer’s organization as a customer, as JSON; null for anybody else. Support is the contact of each subscription
 * (as `CustomerSubscription.supportContact` says), sales whoever sold it; a partner from whom nothing was bought yet is there for both.
 */
export const contactsOfViewer = sql`(
  select json_agg(json_build_object('matter', c.matter, 'partnerId', c.id, 'name', c.name, 'email', c.support_email,
    'telephone', c.support_telephone, 'website', c.support_website, 'offers', c.offers) order by c.name, c.id)
  from (
    select w.matter, p.id, p.name, p.support_email, p.support_telephone, p.support_website,
      coalesce(array_agg(distinct w.offer) filter (where w.offer is not null), '{}') as offers
    from (
      select v.matter, v.partner, s.offer_name as offer from customer_subscription s,
        lateral (values ('SUPPORT', coalesce(s.support_contact_id, s.provider_id, s.partner_of_record_id)), ('SALE', s.partner_of_record_id)) v(matter, partner)
      where s.customer_id = (select viewer_organization()) and s.status not in ('EXPIRED', 'DISABLED', 'DELETED')
      union all
      select m.matter, c.partner_id, null from customer_partner c, (values ('SUPPORT'), ('SALE')) m(matter)
      where c.customer_id = (select viewer_organization()) and (m.matter = 'SALE' or not exists (
        select from customer_subscription s where s.customer_id = c.customer_id and s.status not in ('EXPIRED', 'DISABLED', 'DELETED')))
    ) w join partner p on p.id = w.partner
    group by w.matter, p.id
  ) c)`;
