-- Finding an organisation by what people type: any words of its name, in any order, without accents, each perhaps only
-- begun; a postcode; its code Insee; its SIREN. One GIN index for all of it.

-- « saint julien l ars » for « Saint-Julien-l’Ars ». The same as `wordsOf` of domain/slug.ts: a test compares them on
-- every name of the geographic code. « C » so that nothing depends on the languages of the machine: accents are taken
-- off before letters become small.
create function simple_name(name text) returns text
  language sql immutable strict parallel safe
  as $$
    select trim(regexp_replace(
      lower(replace(replace(replace(replace(
        regexp_replace(normalize(name, NFKD), '[\u0300-\u036f]', '', 'g'),
        'Œ', 'oe'), 'œ', 'oe'), 'Æ', 'ae'), 'æ', 'ae') collate "C"),
      '[^a-z0-9]+', ' ', 'g'))
  $$;
grant execute on function simple_name(text) to parvis_app;

alter table organisations
  add column nom_simple text not null generated always as (simple_name(nom)) stored,
  add column recherche tsvector not null generated always as (
    array_to_tsvector(
      string_to_array(simple_name(nom), ' ') || codes_postaux || siren || lower(coalesce(code_insee, siren))
    )
  ) stored;
-- No list of pending insertions: organisations are added rarely, by hand, and searched for all day.
create index organisations_recherche on organisations using gin (recherche) with (fastupdate = off);

-- It was for searching by the beginning of a name; nothing reads it any more.
drop index organisations_nom;
