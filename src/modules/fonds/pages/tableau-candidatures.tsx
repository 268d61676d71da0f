import { type Column, DataTable, Reference, Tag, VisuallyHidden } from '../../../platform/html/index.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { type Jour, jourFromInstant } from '../../../values/jour.ts';
import { inEuros } from '../../../values/montant.ts';
import type { FiltreCandidatures } from '../domain/filtre-candidatures.ts';
import { LIBELLES_CANDIDATURE } from '../domain/instruction.ts';
import type { LigneCandidature } from '../storage/liste-candidatures.ts';
import { recevabiliteEnMots, TONS_CANDIDATURE, urgence } from './mots-candidature.ts';

export type TableauProps = {
  readonly base: string;
  readonly lignes: readonly LigneCandidature[];
  readonly filtre: FiltreCandidatures;
  readonly href: (change: FiltreCandidatures) => string;
  readonly nomOf: (personneId: string | null) => string;
  readonly aujourdhui: Jour;
  /** With a box for each, that belongs to the form of this id. */
  readonly formulaire: string | undefined;
};

export function TableauDeCandidatures({ base, lignes, filtre, href, nomOf, aujourdhui, formulaire }: TableauProps) {
  const byDue = filtre.tri === 'echeance';
  const columns: readonly Column<LigneCandidature>[] = [
    {
      key: 'demande',
      header: 'Demande',
      cell: ({ dossierId, numero, beneficiaire, departement, objet, fictif }) => (
        <>
          <a href={`${base}/${dossierId}`}>
            <Reference>{numero}</Reference>
          </a>
          <br />
          {beneficiaire}
          {departement && ` (${departement})`}
          {fictif && <span class="muted"> Fictive</span>}
          <br />
          <span class="muted">{objet}</span>
        </>
      ),
    },
    { key: 'montant', header: 'Demandé', numeric: true, cell: ({ demande }) => inEuros(demande) },
    {
      key: 'depot',
      header: 'Déposée',
      sort: { href: href({ tri: undefined }), state: byDue ? undefined : 'decroissant' },
      cell: ({ depositedAt }) => formatJour(jourFromInstant(depositedAt), 'short'),
    },
    {
      key: 'statut',
      header: 'État',
      cell: (ligne) => (
        <>
          <Tag text={LIBELLES_CANDIDATURE[ligne.statut].tag} ton={TONS_CANDIDATURE[ligne.statut]} />
          <br />
          <Recevabilite ligne={ligne} />
          {ligne.instructeurId ? nomOf(ligne.instructeurId) : ligne.echeance && <span class="muted">À confier</span>}
        </>
      ),
    },
    {
      key: 'echeance',
      header: 'Échéance',
      sort: { href: href({ tri: 'echeance' }), state: byDue ? 'croissant' : undefined },
      cell: ({ echeance }) =>
        echeance ? (
          <>
            {formatJour(echeance, 'short')}
            <br />
            <Tag {...urgence(echeance, aujourdhui)} />
          </>
        ) : (
          'Aucune'
        ),
    },
  ];
  return (
    <DataTable
      caption={byDue ? 'Demandes ouvertes, la prochaine échéance d’abord' : 'Demandes, la plus récente d’abord'}
      rows={lignes}
      rowKey={({ dossierId }) => dossierId}
      empty={<p>Aucune demande ne correspond.</p>}
      columns={formulaire ? [...columns, choixDans(formulaire)] : columns}
    />
  );
}

/** What was never examined is told as long as it is to do. */
function Recevabilite({ ligne }: { readonly ligne: LigneCandidature }) {
  const examined = ligne.recevabilite !== null;
  if (!examined && ligne.statut !== 'deposee' && ligne.statut !== 'en_instruction') return null;
  return (
    <>
      <span class="muted">{examined ? recevabiliteEnMots(ligne) : 'Recevabilité à examiner'}</span>
      <br />
    </>
  );
}

const choixDans = (formulaire: string): Column<LigneCandidature> => ({
  key: 'choix',
  header: 'Choisir',
  cell: ({ dossierId, numero }) => (
    <div class="choice">
      <input id={`choix-${dossierId}`} form={formulaire} type="checkbox" name="dossier" value={dossierId} />
      <label for={`choix-${dossierId}`}>
        <VisuallyHidden>Choisir le dossier {numero}</VisuallyHidden>
      </label>
    </div>
  ),
});
