import { Alert, ButtonGroup, ButtonLink, DataTable, Tag } from '../../../platform/html/index.ts';
import { type Contexte, type Page, page } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { agentAccess, lieuDeTravailOf, type Organisation, type Rubrique, Site } from '../../comptes/index.ts';
import { finLaPlusProche, NOMS_DES_FOURNISSEURS } from '../domain/habilitation.ts';
import type { DonneesDeps } from '../use-cases/deps.ts';
import { type LigneHabilitation, readHabilitations } from '../use-cases/list-habilitations.ts';
import { avertissementOf, etatOf } from './etat.ts';
import { cadreDesHabilitations, habilitationsHref } from './habilitations-href.ts';

export const rubriqueDesHabilitations: Rubrique = {
  titre: 'Données des autres administrations',
  phrase: 'Vos habilitations DataPass, leurs jetons, et ce que chacune permet de préremplir.',
  chemin: 'habilitations',
};

/** What the organisation may ask of other administrations, démarche by démarche. */
export function habilitationsPages(deps: DonneesDeps): readonly Page[] {
  return [
    {
      path: '/administration/:organisation/habilitations',
      access: agentAccess,
      async GET(contexte) {
        const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
        const { lignes } = await readHabilitations(deps, agent);
        return page(<Liste contexte={contexte} organisation={organisation} lignes={lignes} />);
      },
    },
  ];
}

type ListeProps = {
  readonly contexte: Contexte;
  readonly organisation: Organisation;
  readonly lignes: readonly LigneHabilitation[];
};

function Liste({ contexte: { chrome }, organisation, lignes }: ListeProps) {
  const base = habilitationsHref(organisation);
  const cadre = cadreDesHabilitations(organisation, chrome);
  const proches = lignes.filter(({ seuil }) => seuil !== undefined);
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title="Habilitations"
      navigation={cadre.navigation}
      breadcrumb={cadre.breadcrumb.slice(0, 1)}
      wide
    >
      <h1>Habilitations</h1>
      <p>
        Pour interroger une autre administration à la place d’un usager, chaque démarche a besoin d’une habilitation,
        demandée sur DataPass. Sans elle, rien n’est demandé&nbsp;: l’usager répond et joint ses justificatifs.
      </p>
      {proches.map(({ habilitation, demarche, seuil }) => (
        <Alert key={habilitation.id} ton={seuil === 0 ? 'erreur' : 'attention'}>
          {avertissementOf(habilitation, demarche.titre, seuil)}
        </Alert>
      ))}
      <DataTable
        caption="Habilitations de l’organisation"
        captionHidden
        rows={lignes}
        rowKey={({ habilitation }) => habilitation.id}
        empty={<p>Aucune habilitation n’est enregistrée.</p>}
        columns={[
          {
            key: 'demarche',
            header: 'Démarche',
            cell: ({ habilitation, demarche }) => <a href={`${base}/${habilitation.id}`}>{demarche.titre}</a>,
          },
          {
            key: 'fournisseur',
            header: 'Fournisseur',
            cell: ({ habilitation }) => NOMS_DES_FOURNISSEURS[habilitation.fournisseur],
          },
          { key: 'etat', header: 'État', cell: (ligne) => <Tag {...etatOf(ligne)} /> },
          {
            key: 'fin',
            header: 'Fin',
            cell: ({ habilitation }) => formatJour(finLaPlusProche(habilitation)),
          },
          {
            key: 'utilisation',
            header: 'Dernière utilisation',
            cell: ({ habilitation: { derniereUtilisationAt: at } }) => (at ? formatInstant(at) : 'Jamais'),
          },
        ]}
      />
      <ButtonGroup>
        <ButtonLink href={`${base}/nouvelle`}>Ajouter une habilitation</ButtonLink>
      </ButtonGroup>
    </Site>
  );
}
