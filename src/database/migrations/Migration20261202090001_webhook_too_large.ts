import { Migration } from '@mikro-orm/migrations';

/** An endpoint can be disabled because its subscription asks for more than the limits allow. */
export class Migration20261202090001_webhook_too_large extends Migration {
  override up(): void {
    this.addSql('alter table "webhook_endpoint" drop constraint "webhook_endpoint_disabled_reason_check"');
    this.addSql(
      `alter table "webhook_endpoint" add constraint "webhook_endpoint_disabled_reason_check" check ("disabled_reason" in ('BY_HAND', 'FAILING', 'GONE', 'REVOKED', 'NOT_UNDERSTOOD', 'TOO_LARGE'))`,
    );
  }
}
