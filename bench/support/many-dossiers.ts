import type pg from 'pg';

/**
 * Dossiers of every statut but the draft, over three years and the démarches of one organisation, up to `total` in all.
 * Names are spread as in France: a few hundred family names, the first of them much more frequent than the last.
 * Leaves the database as one that has long had them: with its statistics, and no checkpoint to come.
 *
 * @param owner connects as the owner, above the row-level security
 */
export async function fillWithDossiers(owner: pg.Pool, slug: string, total: number): Promise<void> {
  await owner.query(
    `insert into personnes (id, type, prenoms, nom_naissance)
     select gen_random_uuid(), 'usager', '{Camille}', 'USAGER ' || n from generate_series(1, 2000) n
     where not exists (select from personnes where nom_naissance = 'USAGER 1')`,
  );
  await owner.query(
    `with hosts as materialized (
       select o.id as organisation_id, d.id as demarche_id, d.version_id,
         row_number() over (order by d.slug) as rang, count(*) over () as combien
       from organisations o join demarches d on d.organisation_id = o.id where o.slug = $1
     ), usagers as materialized (
       select id, row_number() over () as rang from personnes where nom_naissance like 'USAGER %'
     ), made as materialized (
       select n, power(random(), 2) as nom, random() as prenom, random() as etat, random() as choix,
         now() - random() * interval '1095 days' as at
       from generate_series((select count(*) + 1 from dossiers where numero is not null), $2) n
     )
     insert into dossiers (id, organisation_id, demarche_id, version_id, usager_id, statut, numero, demandeur,
       demandeur_recherche, created_at, modified_at, submitted_at, decided_at)
     select gen_random_uuid(), h.organisation_id, h.demarche_id, h.version_id, u.id, s.statut,
       '2024-' || lpad((100000 + n)::text, 7, '0'), initcap(noms.nom), noms.nom, at, at, at,
       case when s.statut in ('accepte', 'refuse', 'sans_suite') then at end
     from made
     cross join lateral (
       select (array['camille', 'jeanne', 'louis', 'ines', 'paul', 'nadia', 'hugo', 'lea'])[1 + floor(prenom * 8)::int]
         || ' ' || (array['mar', 'ber', 'dub', 'lef', 'mor', 'gar', 'rou', 'fon', 'cha', 'vin'])[1 + floor(nom * 10)::int]
         || (array['tin', 'nard', 'ois', 'evre', 'eau', 'nier', 'ssel', 'taine', 'pelle', 'cent'])[1 + floor(nom * 100)::int % 10]
         || (array['', 's', 'el', 'ot', 'in', 'ard', 'eau', 'et', 'on', 'ier'])[1 + floor(nom * 1000)::int % 10] as nom
     ) noms
     cross join lateral (
       select case when etat < 0.02 then 'en_construction' when etat < 0.06 then 'en_instruction'
         when etat < 0.88 then 'accepte' when etat < 0.96 then 'refuse' else 'sans_suite' end as statut
     ) s
     join hosts h on h.rang = 1 + floor(power(choix, 3) * h.combien)::int
     join usagers u on u.rang = 1 + n % 2000`,
    [slug, total],
  );
  await owner.query('vacuum analyze dossiers');
  await owner.query('checkpoint');
}
