import { Alert, DataTable } from '../../../platform/html/index.ts';
import type { Dispositif } from '../storage/sessions.ts';

type RegimesProps = { readonly base: string; readonly dispositifs: readonly Dispositif[]; readonly manages: boolean };

/** What the open data says of each dispositif, and what nobody said yet. */
export function RegimesAide({ base, dispositifs, manages }: RegimesProps) {
  if (dispositifs.length === 0) return null;
  const inconnus = dispositifs.filter(({ regime }) => regime.notificationUE === null);
  return (
    <>
      <h2>Régimes d’aide</h2>
      {inconnus.length > 0 && (
        <Alert ton="attention" title="La notification à l’Europe n’est pas dite partout.">
          <p>Le schéma exige une réponse&nbsp;: là où personne ne l’a donnée, le fichier porte «&nbsp;non&nbsp;».</p>
        </Alert>
      )}
      <p class="muted">{HORS_DISPOSITIF}</p>
      <DataTable
        caption="Régime d’aide des dispositifs"
        captionHidden
        rows={dispositifs}
        rowKey={({ id }) => id}
        empty={<p>Aucun dispositif.</p>}
        columns={[
          {
            key: 'nom',
            header: 'Dispositif',
            cell: ({ id, nom }) => (manages ? <a href={`${base}/dispositifs/${id}/aide`}>{nom}</a> : nom),
          },
          { key: 'ue', header: 'Notifiée à l’Europe', cell: ({ regime }) => enMots(regime.notificationUE) },
          { key: 'id', header: 'Dispositif d’aide', cell: ({ regime }) => regime.dispositifAide ?? 'Non précisé' },
        ]}
      />
    </>
  );
}

/** Those that answer no dispositif have nowhere to say otherwise. */
const HORS_DISPOSITIF = 'Dans le fichier, une subvention hors dispositif porte «\u00a0non\u00a0».';

const enMots = (notifiee: boolean | null): string => (notifiee === null ? 'Pas encore dit' : notifiee ? 'Oui' : 'Non');
