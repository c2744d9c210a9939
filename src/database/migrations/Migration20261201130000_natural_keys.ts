import { Migration } from '@mikro-orm/migrations';

/** Partners are found by the vendor's program id; and `AccessEnded` names its target by other fields than before. */
export class Migration20261201130000_natural_keys extends Migration {
  override up(): void {
    this.addSql(`create index partner_partner_id_index on partner (partner_id)`);
    // Receivers of webhooks go on getting the keys that they asked for: the fields get their former names as aliases.
    for (const [before, now] of [
      ['id', 'targetId'],
      ['type', 'targetType'],
    ] as const) {
      const block = String.raw`(\mAccessEnded\M[^{]*\{[^}]*?`;
      const aliased = String.raw`'${block}:\s*)${before}\M', '\1${now}'`;
      const plain = String.raw`'${block})\m${before}\M(?!\s*:)', '\1${before}: ${now}'`;
      this.addSql(`update webhook_endpoint set document = regexp_replace(regexp_replace(document, ${aliased}), ${plain})
        where document ~ '\\mAccessEnded\\M'`);
    }
    this.addSql(`update webhook_delivery set mark = jsonb_build_object('targetType', mark -> 'type', 'targetId', mark -> 'id')
      where kind = 'subscription.access_ended' and mark ? 'type'`);
  }
}
