import { NotFound } from '../../../platform/errors.ts';
import { DataTable } from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import {
  Administration,
  administrationOf,
  agentAccess,
  type LieuAdministration,
  type Rubrique,
} from '../../comptes/index.ts';
import type { Parametre } from '../domain/chargement/parametres.ts';
import { enSaisie, type ParametresSaisis, saisieDeDepart } from '../domain/parametres-saisis.ts';
import type { Catalogue } from '../storage/catalogue.ts';
import { type DemarcheAdoptee, listAdopted, listPublished } from '../storage/demarches.ts';
import { empreinteOf } from '../use-cases/adopt-demarche.ts';
import { changeOuverture } from '../use-cases/change-ouverture.ts';
import { type ErreursDePublication, parametresOf, publishFromCatalogue } from '../use-cases/publish-from-catalogue.ts';
import { AdopterDemarche, EtatDemarche } from './adopter-demarche.tsx';
import type { DemarchesDeps } from './deps.ts';

export const rubriqueDesDemarches: Rubrique = {
  titre: 'Démarches',
  phrase: 'Adopter une démarche du catalogue, régler vos tarifs et vos choix, ouvrir et clore.',
  chemin: 'demarches',
  async reste(tx, { id }) {
    return (await listPublished(tx, id)).length > 0 ? [] : ['Publiez une première démarche.'];
  },
};

const PATH = '/administration/:organisation/demarches';

/** What an organisation takes from the catalogue: its parameters, publishing, closing, opening again. */
export function administrationDemarchesPages(deps: DemarchesDeps, catalogue: Catalogue): readonly Page[] {
  return [
    { path: PATH, access: agentAccess, GET: (contexte) => list(deps, catalogue, contexte) },
    {
      path: `${PATH}/:demarche`,
      access: agentAccess,
      GET: (contexte) => show(deps, catalogue, contexte),
      POST: (contexte) => change(deps, catalogue, contexte),
    },
  ];
}

type Proposee = {
  readonly nom: string;
  readonly titre: string;
  readonly resume: string;
  readonly adoptee: DemarcheAdoptee | undefined;
};

async function list(deps: DemarchesDeps, catalogue: Catalogue, contexte: Contexte): Promise<Reponse> {
  const lieu = await administrationOf(deps, contexte);
  const adoptees = await deps.db.read({ public: true }, (tx) => listAdopted(tx, lieu.organisation.id));
  const proposees = await Promise.all(
    (await catalogue.noms()).map(async (nom): Promise<readonly Proposee[]> => {
      const loaded = await catalogue.load(nom, {});
      if (!loaded.ok) return [];
      const { titre, resume } = loaded.definition;
      return [{ nom, titre, resume, adoptee: adoptees.find(({ slug }) => slug === nom) }];
    }),
  );
  const rows = proposees.flat().toSorted((a, b) => a.titre.localeCompare(b.titre, 'fr'));
  return page(<Liste {...lieu} proposees={rows} />);
}

async function show(deps: DemarchesDeps, catalogue: Catalogue, contexte: Contexte): Promise<Reponse> {
  const lieu = await administrationOf(deps, contexte);
  return page(await view(deps, catalogue, lieu));
}

async function change(deps: DemarchesDeps, catalogue: Catalogue, contexte: Contexte): Promise<Reponse> {
  const lieu = await administrationOf(deps, contexte);
  const nom = await nomOf(catalogue, contexte);
  const { form } = contexte;
  const path = `${lieu.base}/demarches/${nom}`;
  const action = form.get('action');
  if (action === 'clore' || action === 'rouvrir') {
    const changed = await changeOuverture(deps, lieu.agent, { nom, ouverte: action === 'rouvrir' });
    const message = action === 'rouvrir' ? 'La démarche reçoit de nouveau des demandes.' : 'La démarche est close.';
    return redirect(path, changed.ok ? { type: 'succes', message } : { type: 'erreur', message: changed.error });
  }
  const saisis = Object.fromEntries(
    form.entries().flatMap(([name, text]) => (name.startsWith('p.') ? [[name.slice(2), text]] : [])),
  );
  const published = await publishFromCatalogue(deps, catalogue, lieu.agent, { nom, saisis });
  if (!published.ok) return page(await view(deps, catalogue, lieu, { saisis, erreurs: published.error }), 422);
  const message = published.value ? 'La démarche est publiée.' : 'Rien n’a changé\u00a0: la démarche est déjà ainsi.';
  return redirect(path, { type: 'succes', message });
}

async function nomOf(catalogue: Catalogue, { params }: Contexte): Promise<string> {
  const nom = (await catalogue.noms()).find((known) => known === params['demarche']);
  if (!nom) throw new NotFound('Cette démarche n’est pas dans le catalogue.');
  return nom;
}

async function view(
  deps: DemarchesDeps,
  catalogue: Catalogue,
  lieu: LieuAdministration,
  refus?: { readonly saisis: ParametresSaisis; readonly erreurs: ErreursDePublication },
) {
  const nom = await nomOf(catalogue, lieu.contexte);
  const [adoptees, loaded, parametres] = await Promise.all([
    deps.db.read({ public: true }, (tx) => listAdopted(tx, lieu.organisation.id)),
    catalogue.load(nom, {}),
    parametresOf(deps, catalogue, lieu.organisation.id, nom),
  ]);
  if (!loaded.ok) throw new NotFound('Cette démarche du catalogue est incorrecte.');
  const adoptee = adoptees.find(({ slug }) => slug === nom);
  const depassee = adoptee !== undefined && !(await isCurrent(catalogue, adoptee));
  const { organisation } = lieu;
  const connus = {
    'organisation.nom': organisation.nom,
    'organisation.code_insee': organisation.codeInsee ?? undefined,
  };
  const depart = (parametre: Parametre) => saisieDeDepart(parametre, connus);
  return (
    <AdopterDemarche
      {...lieu}
      nom={nom}
      definition={loaded.definition}
      adoptee={adoptee}
      depassee={depassee}
      parametres={parametres}
      saisis={refus?.saisis ?? Object.assign({}, ...parametres.map(adoptee ? enSaisie : depart))}
      erreurs={refus?.erreurs}
    />
  );
}

/** True when publishing the same values again would change nothing. */
async function isCurrent(catalogue: Catalogue, { slug, parametres, empreinte }: DemarcheAdoptee): Promise<boolean> {
  const today = await catalogue.load(slug, parametres);
  return today.ok && empreinteOf(today.definition).equals(empreinte);
}

function Liste({ proposees, ...lieu }: LieuAdministration & { readonly proposees: readonly Proposee[] }) {
  return (
    <Administration {...lieu} title="Démarches" wide>
      <h1>Démarches</h1>
      <p>
        Chaque démarche du catalogue est prête&nbsp;: questions, calculs, lettres et courriels. Vous réglez ce qui vous
        est propre, puis vous la publiez sur <a href={`/${lieu.organisation.slug}`}>votre page</a>.
      </p>
      <DataTable
        caption="Démarches du catalogue"
        rows={proposees}
        rowKey={({ nom }) => nom}
        empty={<p>Le catalogue est vide.</p>}
        columns={[
          {
            key: 'titre',
            header: 'Démarche',
            cell: ({ nom, titre }) => <a href={`${lieu.base}/demarches/${nom}`}>{titre}</a>,
          },
          { key: 'resume', header: 'À quoi elle sert', cell: ({ resume }) => resume },
          { key: 'etat', header: 'État', cell: ({ adoptee }) => <EtatDemarche adoptee={adoptee} /> },
        ]}
      />
    </Administration>
  );
}
