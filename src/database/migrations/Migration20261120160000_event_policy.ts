import { Migration } from '@mikro-orm/migrations';

/** Who may see an event: the subjects of requests to buy or cancel, and those of notices, together. */
export class Migration20261120160000_event_policy extends Migration {
  override up(): void {
    this.addSql('drop policy "event_see" on "event";');
    this.addSql(
      'create policy "event_see" on "event" for select using (case subject_type when \'Partner\' then (select true from "partner" s where s.id = event.subject_id) when \'Customer\' then (select true from "customer" s where s.id = event.subject_id) when \'CustomerSubscription\' then (select true from "customer_subscription" s where s.id = event.subject_id) when \'Delegation\' then (select true from "delegation" s where s.id = event.subject_id) when \'SubscriptionChange\' then (select true from "subscription_change" s where s.id = event.subject_id) when \'SupportOffering\' then (select true from "support_offering" s where s.id = event.subject_id) when \'Service\' then (select true from "service" s where s.id = event.subject_id) when \'ServiceIncident\' then (select true from "service_incident" s where s.id = event.subject_id) when \'IncidentPost\' then (select true from "incident_post" s where s.id = event.subject_id) when \'Ticket\' then (select true from "ticket" s where s.id = event.subject_id) when \'Note\' then (select true from "note" s where s.id = event.subject_id) when \'ServiceMessage\' then (select true from "service_message" s where s.id = event.subject_id) when \'CommercialRelationship\' then (select true from "commercial_relationship" s where s.id = event.subject_id) when \'CustomerNotice\' then (select true from "customer_notice" s where s.id = event.subject_id) when \'NoticeDelivery\' then (select true from "notice_delivery" s where s.id = event.subject_id) else false end);',
    );
  }
}
