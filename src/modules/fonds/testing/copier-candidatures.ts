import type { InstructionDeTest } from './instruction-de-test.ts';

/**
 * Copies of a request that was really deposited, a minute apart: one in ten is in instruction, one in a hundred refused
 * (for the fund alone: their dossiers are as they were deposited).
 *
 * @returns their dossiers
 */
export async function copierCandidatures(
  { essai: { base } }: InstructionDeTest,
  model: string,
  many: number,
): Promise<readonly string[]> {
  const { owner } = base;
  await owner.query(
    `insert into dossiers (id, organisation_id, demarche_id, version_id, usager_id, statut, numero, demandeur,
       demandeur_recherche, created_at, modified_at, submitted_at)
     select md5(n::text)::uuid, d.organisation_id, d.demarche_id, d.version_id, d.usager_id, 'en_construction',
       '2021-' || lpad((100000 + n)::text, 6, '0'), d.demandeur, d.demandeur_recherche, d.created_at, d.modified_at,
       d.submitted_at + n * interval '1 minute'
     from dossiers d, generate_series(1, $2::int) as n where d.id = $1`,
    [model, many],
  );
  const { rows } = await owner.query<{ id: string }>(
    `insert into candidatures (dossier_id, organisation_id, session_id, regles_id, dispositif_id, statut,
       beneficiaire_siret, beneficiaire_nom, beneficiaire_type, beneficiaire_departement, beneficiaire_recherche, objet,
       cout, assiette, demande, autres_aides, financements_prives, fictif, deposited_at, recevable_avant, decision_avant)
     select md5(n::text)::uuid, c.organisation_id, c.session_id, c.regles_id, c.dispositif_id,
       case when n % 100 = 0 then 'refusee' when n % 10 = 0 then 'en_instruction' else 'deposee' end,
       lpad((n % 900)::text, 9, '1') || '00019', 'Commune ' || n, 'commune', lpad((1 + n % 95)::text, 2, '0'),
       'commune ' || n, c.objet, c.cout, c.assiette, c.demande, 0, 0, false, c.deposited_at + n * interval '1 minute',
       c.recevable_avant + n % 60, c.decision_avant + n % 60
     from candidatures c, generate_series(1, $2::int) as n where c.dossier_id = $1
     returning dossier_id as id`,
    [model, many],
  );
  await owner.query('analyze candidatures; analyze dossiers');
  return rows.map(({ id }) => id);
}
