-- The journal: facts that nobody can change, and the Merkle tree (RFC 6962) that proves it. Two steps, so that
-- writing a fact never waits for another one: the fact enters `journal_entries` and the queue `journal_pending` in the
-- transaction that makes it true; afterwards the integrator gives what is committed its place in the tree.

-- `canonical` is what the leaf hashes, byte for byte. Every other column is read from it by PostgreSQL itself, so that
-- what is searched can never differ from what is proved. `at` stays text: its one spelling sorts as time does.
create table journal_entries (
  id uuid primary key,
  seq bigint generated always as identity unique,
  canonical text not null check (octet_length(canonical) <= 65536),
  at text collate "C" not null generated always as (canonical::jsonb ->> 'at') stored,
  organisation_id uuid generated always as ((canonical::jsonb ->> 'organisation')::uuid) stored,
  sujet_type text not null generated always as (canonical::jsonb #>> '{sujet,type}') stored,
  sujet_id text not null generated always as (canonical::jsonb #>> '{sujet,id}') stored,
  type text not null generated always as (canonical::jsonb ->> 'type') stored,
  check (id = (canonical::jsonb ->> 'id')::uuid)
);
create index journal_entries_sujet on journal_entries (sujet_type, sujet_id, seq);

-- Committed facts that have no place in the tree yet. Written and emptied by the triggers below only.
create table journal_pending (
  entry_id uuid primary key references journal_entries,
  seq bigint not null unique,
  leaf bytea not null
);

-- The tree. Leaves are its level 0; `journal_nodes` holds the complete subtrees of two leaves and more.
create table journal_leaves (
  position bigint primary key check (position >= 0),
  entry_id uuid not null unique references journal_entries,
  leaf bytea not null check (octet_length(leaf) = 32)
);
create table journal_nodes (
  level smallint not null check (level between 1 and 52),
  index bigint not null check (index >= 0),
  hash bytea not null check (octet_length(hash) = 32),
  primary key (level, index)
);

-- Public keys that ever signed: old heads must still verify after a change of key.
create table journal_keys (
  key_id text primary key check (key_id ~ '^[0-9a-f]{32}$'),
  public_key bytea not null check (octet_length(public_key) = 44),
  first_used_at timestamptz not null default now()
);
-- `at` is text for the same reason as above: it is signed.
create table journal_heads (
  size bigint primary key check (size > 0),
  origin text not null,
  root bytea not null check (octet_length(root) = 32),
  at text collate "C" not null,
  key_id text not null references journal_keys,
  signature bytea not null check (octet_length(signature) = 64)
);
-- RFC 3161 tokens of the authority given in the configuration.
create table journal_timestamps (
  size bigint primary key references journal_heads,
  gen_time timestamptz not null,
  token bytea not null,
  received_at timestamptz not null
);

-- Whom, besides its organisation, a subject concerns: a person or another organisation, who may read its history.
create table journal_lecteurs (
  sujet_type text not null,
  sujet_id text not null,
  lecteur uuid not null,
  primary key (sujet_type, sujet_id, lecteur)
);
create index journal_lecteurs_lecteur on journal_lecteurs (lecteur);

-- The leaf is hashed by PostgreSQL from what it stores: the application cannot give another one.
create function journal_enqueue() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$ begin
    insert into journal_pending (entry_id, seq, leaf)
      select id, seq, sha256('\x00'::bytea || convert_to(canonical, 'UTF8')) from added;
    return null;
  end $$;
create trigger enqueue after insert on journal_entries
  referencing new table as added for each statement execute function journal_enqueue();

-- Leaves follow one another without a gap, and each is the one that waited.
create function journal_settle() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$ declare
    lowest bigint; highest bigint; added_count bigint; settled_count bigint;
  begin
    select min(position), max(position), count(*) into lowest, highest, added_count from added;
    if added_count = 0 then return null; end if;
    if highest - lowest + 1 <> added_count
      or (lowest > 0 and not exists (select from journal_leaves where position = lowest - 1))
    then
      raise exception 'The leaves of the journal follow one another without a gap';
    end if;
    delete from journal_pending p using added where p.entry_id = added.entry_id and p.leaf = added.leaf;
    get diagnostics settled_count = row_count;
    if settled_count <> added_count then
      raise exception 'A leaf of the journal is not the one that waited';
    end if;
    return null;
  end $$;
create trigger settle after insert on journal_leaves
  referencing new table as added for each statement execute function journal_settle();

-- `always`: also refused in a session that asks to be treated as a replica.
do $$ declare name text; begin
  foreach name in array array['journal_entries', 'journal_leaves', 'journal_nodes', 'journal_keys', 'journal_heads',
    'journal_timestamps']
  loop
    execute format('create trigger append_only before update or delete or truncate on %I
      for each statement execute function refuse_change()', name);
    execute format('alter table %I enable always trigger append_only', name);
    execute format('revoke update, delete on %I from parvis_app', name);
  end loop;
end $$;
revoke insert, update, delete on journal_pending from parvis_app;
revoke update, delete on journal_lecteurs from parvis_app;

-- Hashes, signatures and public keys say nothing to who lacks the entries: they are public by nature, and published.
alter table journal_entries enable row level security;
alter table journal_entries force row level security;
alter table journal_lecteurs enable row level security;
alter table journal_lecteurs force row level security;

create policy lecture on journal_entries for select using (
  organisation_id = (select app_organisation())
  or (select app_systeme())
  or exists (
    select from journal_lecteurs l
    where l.sujet_type = journal_entries.sujet_type and l.sujet_id = journal_entries.sujet_id
      and l.lecteur in ((select app_personne()), (select app_organisation()))
  )
);
-- A person, or somebody unknown, acts with an organisation whose member they are not; an organisation acts for itself,
-- or with the one to which it applied.
create policy ajout on journal_entries for insert with check (
  organisation_id is null
  or organisation_id = (select app_organisation())
  or (select app_organisation()) is null
  or exists (
    select from journal_lecteurs l
    where l.sujet_type = journal_entries.sujet_type and l.sujet_id = journal_entries.sujet_id
      and l.lecteur = (select app_organisation())
  )
);

-- Who may say whom a subject concerns: whoever begins it, whoever it already concerns, the organisation that works on
-- it. It has to look beyond the scope of who asks: `app.systeme` is set for its own length, in its body, since only a
-- superuser may set it in the header of a function, and the owner need not be one.
create function journal_may_open(asked_type text, asked_id text) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ declare
    systeme_before text := coalesce(current_setting('app.systeme', true), '');
    allowed boolean;
  begin
    perform set_config('app.systeme', 'oui', true);
    allowed := exists (
      select from journal_lecteurs where sujet_type = asked_type and sujet_id = asked_id
        and lecteur in (app_personne(), app_organisation())
    ) or exists (
      select from journal_entries where sujet_type = asked_type and sujet_id = asked_id
        and organisation_id = app_organisation()
    ) or not exists (
      select from journal_lecteurs where sujet_type = asked_type and sujet_id = asked_id
      union all
      select from journal_entries where sujet_type = asked_type and sujet_id = asked_id
    );
    perform set_config('app.systeme', systeme_before, true);
    return allowed;
  end $$;

create policy lecture on journal_lecteurs for select using (
  lecteur in ((select app_personne()), (select app_organisation())) or (select app_systeme())
);
create policy ajout on journal_lecteurs for insert with check (
  (select app_systeme()) or journal_may_open(sujet_type, sujet_id)
);
create policy retrait on journal_lecteurs for delete using ((select app_systeme()));

create function journal_close(asked_type text, asked_id text, asked_lecteur uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$ declare
    systeme_before text := coalesce(current_setting('app.systeme', true), '');
  begin
    if not journal_may_open(asked_type, asked_id) then
      raise exception 'Only whom the subject concerns may close its history' using errcode = 'insufficient_privilege';
    end if;
    perform set_config('app.systeme', 'oui', true);
    delete from journal_lecteurs
      where sujet_type = asked_type and sujet_id = asked_id and lecteur = asked_lecteur;
    perform set_config('app.systeme', systeme_before, true);
  end $$;

-- PostgreSQL lets everybody execute a new function: these run with the rights of their owner.
revoke execute on function journal_enqueue(), journal_settle(), journal_may_open(text, text),
  journal_close(text, text, uuid) from public;
grant execute on function journal_may_open(text, text), journal_close(text, text, uuid) to parvis_app;
