import { Button, DataTable, Form, Reference, VisuallyHidden } from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Chrome, type Contexte, type Page, page, redirect } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import {
  type Demandeur,
  demandeurAccess,
  demandeursOf,
  limiteDuMandat,
  porteeOfDemandeur,
  Site,
} from '../../comptes/index.ts';
import { mayAsk, mayFollow } from '../policies.ts';
import { type LigneUsager, listDossiersOf } from '../storage/dossiers-de.ts';
import { abandonBrouillon } from '../use-cases/abandon-brouillon.ts';
import { titulaireOf } from '../use-cases/load-dossier.ts';
import { type DemarchesDeps, demandeurOfDossier, nomDeMesDossiers } from './deps.ts';
import { EtatDossier } from './etat-dossier.tsx';

/** An usager's own dossiers, in every organisation; for an agent, those that each of their organisations carries. */
export function mesDossiersPages(deps: DemarchesDeps): readonly Page[] {
  return [
    {
      path: '/mes-dossiers',
      access: demandeurAccess,
      async GET(contexte) {
        const demandeurs = (await demandeursOf(deps, contexte.principal)).filter(mayFollow);
        const listes: Liste[] = [];
        for (const demandeur of demandeurs) listes.push({ demandeur, lignes: await linesOf(deps, demandeur) });
        return page(<MesDossiers contexte={contexte} listes={listes} />);
      },
    },
    {
      path: '/dossiers/:dossier/supprimer',
      access: demandeurAccess,
      async POST(contexte) {
        await abandonBrouillon(deps, await demandeurOfDossier(deps, contexte), idOf(contexte, 'dossier'));
        return redirect('/mes-dossiers', { type: 'succes', message: 'Le brouillon est supprimé.' });
      },
    },
  ];
}

async function linesOf(deps: DemarchesDeps, demandeur: Demandeur): Promise<readonly Ligne[]> {
  const { dossiers, titres } = await deps.db.read(porteeOfDemandeur(demandeur), async (tx) => {
    const found = await listDossiersOf(tx, titulaireOf(demandeur), limiteDuMandat(demandeur));
    const byVersion = new Map<string, string>();
    for (const id of new Set(found.map(({ versionId }) => versionId))) {
      byVersion.set(id, (await deps.definitionOf(tx, id)).titre);
    }
    return { dossiers: found, titres: byVersion };
  });
  return Promise.all(
    dossiers.map(async (dossier) => ({
      ...dossier,
      titre: titres.get(dossier.versionId) ?? '',
      organisation: (await deps.annuaire.byId(dossier.organisationId))?.nom ?? '',
    })),
  );
}

type Ligne = LigneUsager & { readonly titre: string; readonly organisation: string };
type Liste = { readonly demandeur: Demandeur; readonly lignes: readonly Ligne[] };

type MesDossiersProps = { readonly contexte: Contexte; readonly listes: readonly Liste[] };

function MesDossiers({ contexte: { chrome }, listes }: MesDossiersProps) {
  const titre = nomDeMesDossiers(chrome);
  return (
    <Site chrome={chrome} title={titre} wide>
      <h1>{titre}</h1>
      {listes.length === 0 && (
        <p>
          Aucun de vos rôles ne permet de suivre les demandes de votre collectivité. Adressez-vous à son administrateur.
        </p>
      )}
      {listes.map(({ demandeur, lignes }) =>
        demandeur.pour.type === 'personne' ? (
          <Table key="personne" chrome={chrome} nom={titre} lignes={lignes} modifiable />
        ) : (
          <section
            key={demandeur.pour.organisation.id}
            aria-labelledby={`au-nom-de-${demandeur.pour.organisation.slug}`}
          >
            <h2 id={`au-nom-de-${demandeur.pour.organisation.slug}`}>Au nom de {demandeur.pour.organisation.nom}</h2>
            {!mayAsk(demandeur) && <p>Votre rôle permet de lire ces demandes, sans les modifier.</p>}
            <Table
              chrome={chrome}
              nom={`Demandes au nom de ${demandeur.pour.organisation.nom}`}
              lignes={lignes}
              modifiable={mayAsk(demandeur)}
            />
          </section>
        ),
      )}
    </Site>
  );
}

type TableProps = {
  readonly chrome: Chrome;
  readonly nom: string;
  readonly lignes: readonly Ligne[];
  readonly modifiable: boolean;
};

function Table({ chrome, nom, lignes, modifiable }: TableProps) {
  return (
    <DataTable
      caption={nom}
      captionHidden
      rows={lignes}
      rowKey={({ id }) => id}
      empty={
        <p>
          {chrome.principal.type === 'agent' ? 'Pas encore de demande' : 'Vous n’avez pas encore de dossier'}.{' '}
          <a href="/">Choisissez une démarche</a>.
        </p>
      }
      columns={[
        { key: 'titre', header: 'Démarche', cell: (ligne) => <a href={`/dossiers/${ligne.id}`}>{ligne.titre}</a> },
        { key: 'organisation', header: 'Collectivité', cell: ({ organisation }) => organisation },
        {
          key: 'numero',
          header: 'Numéro',
          cell: ({ numero }) => (numero ? <Reference>{numero}</Reference> : 'Pas encore déposé'),
        },
        {
          key: 'statut',
          header: 'État',
          cell: (ligne) => <EtatDossier {...ligne} />,
        },
        { key: 'modifie', header: 'Modifié', cell: ({ modifiedAt }) => formatInstant(modifiedAt) },
        {
          key: 'action',
          header: 'Action',
          cell: ({ id, statut, titre }) =>
            statut === 'brouillon' && modifiable ? (
              <Form action={`/dossiers/${id}/supprimer`} jeton={chrome.jeton}>
                <Button kind="discret">
                  Supprimer <VisuallyHidden>le brouillon {titre}</VisuallyHidden>
                </Button>
              </Form>
            ) : (
              <a href={`/dossiers/${id}`}>
                {statut === 'brouillon' ? 'Lire' : 'Suivre'} <VisuallyHidden>{titre}</VisuallyHidden>
              </a>
            ),
        },
      ]}
    />
  );
}
