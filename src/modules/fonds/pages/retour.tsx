import { NotFound } from '../../../platform/errors.ts';
import { Alert, DataTable, SummaryList } from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Page, page } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { count, NBSP } from '../../../values/french.ts';
import {
  type Agent,
  agentAccess,
  lieuDeTravailOf,
  type Organisation,
  porteeOf,
  Site,
  type SiteProps,
} from '../../comptes/index.ts';
import { assertMayReadCredits } from '../policies.ts';
import { findRetour, type Retour } from '../storage/retours.ts';
import type { FondsDeps } from './deps.ts';
import { navigationOf } from './navigation.ts';

/** What became of a file of the accountant, line by line where something is wrong. */
export function retourPages(deps: FondsDeps): readonly Page[] {
  return [
    {
      path: '/fonds/:organisation/paiements/retours/:retour',
      access: agentAccess,
      async GET(contexte) {
        const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
        assertMayReadCredits(agent);
        const id = idOf(contexte, 'retour');
        const retour = await deps.db.read(porteeOf(agent), (tx) => findRetour(tx, id));
        if (!retour) throw new NotFound('Ce retour n’existe pas.');
        return page(<VueRetour chrome={contexte.chrome} agent={agent} organisation={organisation} retour={retour} />);
      },
    },
  ];
}

type VueRetourProps = {
  readonly chrome: SiteProps['chrome'];
  readonly agent: Agent;
  readonly organisation: Organisation;
  readonly retour: Retour;
};

function VueRetour({ chrome, agent, organisation, retour }: VueRetourProps) {
  const { nom, payees, rejetees, connues, defauts, createdAt } = retour;
  const paiements = `/fonds/${organisation.slug}/paiements`;
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title="Retour du comptable"
      navigation={navigationOf(agent)}
      breadcrumb={[{ href: paiements, label: 'Paiements' }]}
      wide
    >
      <h1>Retour du comptable</h1>
      {defauts.length === 0 ? (
        <Alert ton="succes">Toutes les lignes du fichier ont été lues.</Alert>
      ) : (
        <Alert ton="attention">
          {count(defauts.length, 'défaut')} à corriger.{' '}
          {payees + rejetees + connues > 0
            ? `Les autres lignes sont prises en compte${NBSP}: corrigez celles-ci, puis renvoyez le même fichier.`
            : 'Rien n’a été payé ni rejeté. Corrigez le fichier, puis renvoyez-le.'}
        </Alert>
      )}
      <SummaryList
        rows={[
          { label: 'Fichier', value: nom },
          { label: 'Lu le', value: formatInstant(createdAt) },
          { label: 'Versements payés', value: String(payees) },
          { label: 'Versements rejetés', value: String(rejetees) },
          { label: 'Lignes déjà connues', value: String(connues) },
        ]}
      />
      {defauts.length > 0 && (
        <DataTable
          caption="Défauts du fichier"
          rows={defauts}
          rowKey={({ ligne, colonne, probleme }) => `${ligne} ${colonne} ${probleme}`}
          empty={<p>Aucun défaut.</p>}
          columns={[
            { key: 'ligne', header: 'Ligne', cell: ({ ligne }) => ligne },
            { key: 'colonne', header: 'Colonne', cell: ({ colonne }) => colonne || 'Toutes' },
            { key: 'valeur', header: 'Valeur', cell: ({ valeur }) => valeur || 'Vide' },
            { key: 'probleme', header: 'Problème', cell: ({ probleme }) => probleme },
            { key: 'remede', header: 'Que faire', cell: ({ remede }) => remede },
          ]}
        />
      )}
    </Site>
  );
}
