import { sql } from 'kysely'
import type { Migration } from '../migrate.ts'

/**
 * What networks, ports and servers have beside the core. Triggers tell those who listen to `security` what hosts have
 * to hear of: whoever changes a port or a rule need not think of it, and what is not committed is not told.
 */
export const network: Migration = {
  name: 'network',
  async up(trx) {
    await sql`alter table networks add physical_network text`.execute(trx)
    await sql`alter table ports add allowed_address_pairs jsonb, add attached boolean not null default true,
      add plug_event text`.execute(trx)
    await sql`create index ports_by_group on ports using gin (security_group_ids)`.execute(trx)
    await sql`create index ports_by_network on ports (network_id)`.execute(trx)
    await sql`create index security_group_rules_by_group on security_group_rules (security_group_id)`.execute(trx)
    await sql`create index security_group_rules_by_remote on security_group_rules (remote_group_id)
      where remote_group_id is not null`.execute(trx)
    await sql`
      create function tell_security_port() returns trigger language plpgsql as $$
      declare
        one text;
      begin
        if tg_op = 'UPDATE' and old.server_id is not distinct from new.server_id
          and old.address is not distinct from new.address and old.mac = new.mac
          and old.security_group_ids = new.security_group_ids
          and old.port_security_enabled = new.port_security_enabled
          and old.allowed_address_pairs is not distinct from new.allowed_address_pairs then
          return null;
        end if;
        if tg_op = 'UPDATE' then
          perform pg_notify('security', 'port ' || new.id);
        end if;
        if tg_op <> 'INSERT' then
          foreach one in array old.security_group_ids loop perform pg_notify('security', 'members ' || one); end loop;
        end if;
        if tg_op <> 'DELETE' then
          foreach one in array new.security_group_ids loop perform pg_notify('security', 'members ' || one); end loop;
        end if;
        return null;
      end $$`.execute(trx)
    await sql`create trigger ports_tell_security after insert or update or delete on ports
      for each row execute function tell_security_port()`.execute(trx)
    await sql`
      create function tell_security_rule() returns trigger language plpgsql as $$
      begin
        perform pg_notify('security', 'rules ' || coalesce(new.security_group_id, old.security_group_id));
        return null;
      end $$`.execute(trx)
    await sql`create trigger security_group_rules_tell after insert or update or delete on security_group_rules
      for each row execute function tell_security_rule()`.execute(trx)
  },
}
