import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';

/** A draft ready to be deposited, and the session of its usager. */
export type Brouillon = {
  readonly dossierId: string;
  /** Value of the session's cookie. */
  readonly session: string;
  /** Where the mail of the deposit goes: of this dossier alone. */
  readonly courriel: string;
};

/**
 * Copies of one draft that was filled through the pages, each of a usager of its own who is signed in: filling hundreds
 * of them by hand would take longer than what is tested.
 *
 * @param owner connects as the owner, above the row-level security
 */
export async function copyDraft(owner: pg.Pool, dossierId: string, count: number): Promise<readonly Brouillon[]> {
  const brouillons = Array.from({ length: count }, () => {
    const id = randomUUID();
    return { dossierId: id, session: randomBytes(32).toString('base64url'), courriel: `usager-${id}@exemple.test` };
  });
  const empreintes = brouillons.map(({ session }) => createHash('sha256').update(session).digest());
  await owner.query(
    `with copies as materialized (
       select id, courriel, empreinte, gen_random_uuid() as usager_id
       from unnest($2::uuid[], $3::text[], $4::bytea[]) as c (id, courriel, empreinte)
     ), source as materialized (
       select * from dossiers where id = $1 and statut = 'brouillon'
     ), usagers as (
       insert into personnes (id, type, prenoms, nom_naissance, nom_usage, sexe, date_naissance, identite_certifiee)
       select c.usager_id, p.type, p.prenoms, p.nom_naissance, p.nom_usage, p.sexe, p.date_naissance, true
       from copies c, source s join personnes p on p.id = s.usager_id
     ), ouvertes as (
       insert into sessions (empreinte, id, personne_id, created_at, last_seen_at, expires_at, appareil, fournisseur)
       select empreinte, gen_random_uuid(), usager_id, now(), now(), now() + interval '1 day', 'Test', 'franceconnect'
       from copies
     )
     insert into dossiers (id, organisation_id, demarche_id, version_id, usager_id, statut, reponses, origines, sources,
       etapes_faites, created_at, modified_at)
     select c.id, s.organisation_id, s.demarche_id, s.version_id, c.usager_id, s.statut,
       s.reponses || jsonb_build_object('courriel', c.courriel), s.origines, s.sources, s.etapes_faites, now(), now()
     from copies c, source s`,
    [dossierId, brouillons.map((one) => one.dossierId), brouillons.map((one) => one.courriel), empreintes],
  );
  return brouillons;
}
