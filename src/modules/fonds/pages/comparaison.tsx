import { NotFound } from '../../../platform/errors.ts';
import {
  Button,
  DataTable,
  ErrorSummary,
  Form,
  formatNumber,
  fr,
  KeyFigure,
  KeyFigures,
  Select,
  summaryErrors,
} from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse } from '../../../platform/http/page.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { jourFromInstant } from '../../../values/jour.ts';
import { agentAccess, lieuDeTravailOf, type Organisation, porteeOf, Site } from '../../comptes/index.ts';
import type { CollectiviteConnue } from '../collectivites.ts';
import { TYPES } from '../domain/collectivite.ts';
import { type Comparaison, type LigneComparaison, totalOf } from '../domain/comparaison.ts';
import type { Eligibilites } from '../eligibilites.ts';
import { assertMayReadCredits } from '../policies.ts';
import { listDispositifs, type VersionDeRegles } from '../storage/sessions.ts';
import { compareRegles } from '../use-cases/compare-regles.ts';
import type { FondsDeps } from './deps.ts';

type ComparaisonDeps = Omit<FondsDeps, 'blobs' | 'decider'> & { readonly eligibilites: Eligibilites };

/** Two versions of the rules over all of France: who may ask, who no longer may. To read before changing them. */
export function comparaisonPages(deps: ComparaisonDeps): readonly Page[] {
  return [
    {
      path: '/fonds/:organisation/comparaison',
      access: agentAccess,
      perMinute: 30,
      GET: (contexte) => show(deps, contexte),
    },
  ];
}

type Choix = VersionDeRegles & { readonly label: string };
type Erreurs = { readonly avant?: string | undefined; readonly apres?: string | undefined };

async function show(deps: ComparaisonDeps, contexte: Contexte): Promise<Reponse> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  assertMayReadCredits(agent);
  const dispositifs = await deps.db.read(porteeOf(agent), (tx) =>
    listDispositifs(tx, { organisationId: organisation.id }),
  );
  const versions = dispositifs.flatMap(({ nom, sessions }) =>
    sessions.flatMap((session) =>
      session.versions.map((version) => ({ ...version, label: labelOf(nom, session.nom, version) })),
    ),
  );
  const { query } = contexte;
  const [avant, apres] = [query.get('avant'), query.get('apres')];
  const view = { contexte, organisation, versions, avant: avant ?? '', apres: apres ?? '' };
  if (avant === null || apres === null) return page(<VueComparaison {...view} erreurs={{}} />);
  const erreurs: Erreurs = {
    avant: avant === '' ? 'Choisissez les règles à comparer.' : undefined,
    apres: apres === '' ? 'Choisissez les règles auxquelles les comparer.' : undefined,
  };
  if (erreurs.avant || erreurs.apres) return page(<VueComparaison {...view} erreurs={erreurs} />, 422);
  const [before, after] = [avant, apres].map((id) => versions.find((version) => version.id === id));
  if (!before || !after) throw new NotFound('Ces règles n’existent pas.');
  const { reglesOf, collectivites } = deps.eligibilites;
  const { toutes } = await collectivites();
  const comparaison = await compareRegles(toutes, reglesOf(before), reglesOf(after));
  return page(<VueComparaison {...view} erreurs={{}} comparaison={comparaison} total={toutes.length} />);
}

function labelOf(dispositif: string, session: string, { version, appliesFrom }: VersionDeRegles): string {
  return `${dispositif}, ${session}, version ${version} (${formatJour(jourFromInstant(appliesFrom))})`;
}

type VueProps = {
  readonly contexte: Contexte;
  readonly organisation: Organisation;
  readonly versions: readonly Choix[];
  readonly avant: string;
  readonly apres: string;
  readonly erreurs: Erreurs;
  readonly comparaison?: Comparaison<CollectiviteConnue>;
  readonly total?: number;
};

function VueComparaison(props: VueProps) {
  const { contexte, organisation, versions, avant, apres, erreurs, comparaison, total = 0 } = props;
  const credits = `/fonds/${organisation.slug}`;
  const title = 'Comparer deux versions des règles';
  const options = versions.map(({ id, label }) => ({ value: id, label }));
  return (
    <Site
      chrome={contexte.chrome}
      organisation={organisation}
      title={title}
      navigation={[{ href: credits, label: 'Crédits' }]}
      breadcrumb={[{ href: credits, label: 'Crédits' }]}
      invalid={Boolean(erreurs.avant || erreurs.apres)}
      wide
    >
      <ErrorSummary errors={summaryErrors(erreurs)} />
      <h1>{title}</h1>
      <p>Qui devient éligible, qui ne l’est plus&nbsp;: dans toute la France, avant d’appliquer un changement.</p>
      {versions.length === 0 ? (
        <p>Aucune règle n’est publiée.</p>
      ) : (
        <Form action={`${credits}/comparaison`} method="get" label="Choisir les règles à comparer">
          <Select name="avant" label="Avant" value={avant} error={erreurs.avant} options={options} />
          <Select name="apres" label="Après" value={apres} error={erreurs.apres} options={options} />
          <Button>Comparer</Button>
        </Form>
      )}
      {comparaison && <Resultat comparaison={comparaison} total={total} />}
    </Site>
  );
}

function Resultat({
  comparaison: { lignes, gagnent, perdent },
  total,
}: {
  readonly comparaison: Comparaison<CollectiviteConnue>;
  readonly total: number;
}) {
  const somme = totalOf(lignes);
  return (
    <>
      <h2>Résultat</h2>
      <p class="muted">{fr(`${formatNumber(total)} collectivités jugées, avec leur population municipale.`)}</p>
      <KeyFigures>
        <KeyFigure value={formatNumber(somme.avant)} label="Éligibles avant" />
        <KeyFigure value={formatNumber(somme.apres)} label="Éligibles après" />
        <KeyFigure value={formatNumber(somme.gagnent)} label="Le deviennent" />
        <KeyFigure value={formatNumber(somme.perdent)} label="Ne le sont plus" />
      </KeyFigures>
      <h3>Par type et par taille</h3>
      <DataTable
        caption="Collectivités éligibles par type et par taille"
        captionHidden
        rows={lignes}
        rowKey={({ type, rang }) => `${type} ${rang}`}
        empty={<p>Personne n’est éligible, ni avant ni après.</p>}
        columns={[
          {
            key: 'groupe',
            header: 'Collectivités',
            cell: ({ type, classe }) => `${TYPES[type]}, ${lower(fr(classe))}`,
          },
          counted('avant', 'Avant', ({ avant }) => avant),
          counted('apres', 'Après', ({ apres }) => apres),
          counted('gagnent', 'Le deviennent', (ligne) => ligne.gagnent),
          counted('perdent', 'Ne le sont plus', (ligne) => ligne.perdent),
        ]}
      />
      <Liste titre="Deviennent éligibles" collectivites={gagnent} />
      <Liste titre="Ne sont plus éligibles" collectivites={perdent} />
    </>
  );
}

function counted(key: string, header: string, of: (ligne: LigneComparaison) => number) {
  return { key, header, numeric: true, cell: (ligne: LigneComparaison) => formatNumber(of(ligne)) };
}

const lower = (text: string) => text.charAt(0).toLocaleLowerCase('fr') + text.slice(1);

const LISTED = 100;

function Liste({
  titre,
  collectivites,
}: {
  readonly titre: string;
  readonly collectivites: readonly CollectiviteConnue[];
}) {
  const rest = collectivites.length - LISTED;
  return (
    <>
      <h3>{titre}</h3>
      <DataTable
        caption={titre}
        captionHidden
        rows={collectivites.slice(0, LISTED)}
        rowKey={({ cle }) => cle}
        empty={<p>Aucune.</p>}
        columns={[
          {
            key: 'nom',
            header: 'Collectivité',
            cell: ({ cle, nom }) => <a href={`/fonds/eligibilite?collectivite=${cle}`}>{nom}</a>,
          },
          { key: 'type', header: 'Type', cell: ({ pourRegles }) => TYPES[pourRegles.type] },
          { key: 'departement', header: 'Département', cell: ({ codeDepartement }) => codeDepartement ?? '' },
          {
            key: 'population',
            header: 'Habitants',
            numeric: true,
            cell: ({ population }) => (population === null ? '' : formatNumber(population)),
          },
        ]}
      />
      {rest > 0 && <p>{fr(`Et ${formatNumber(rest)} autres, moins peuplées.`)}</p>}
    </>
  );
}
