import { NotFound } from '../../../platform/errors.ts';
import {
  Button,
  ErrorSummary,
  Form,
  formatNumber,
  fr,
  Hero,
  InsetText,
  PlainList,
  summaryErrors,
  TextField,
} from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import type { Noyau } from '../../../platform/services.ts';
import { parseJour, toPlainDate } from '../../../values/jour.ts';
import { type Annuaire, publicAccess, Site } from '../../comptes/index.ts';
import { listDemarches } from '../../demarches/index.ts';
import type { CollectiviteConnue } from '../collectivites.ts';
import { type Collectivite, TYPES } from '../domain/collectivite.ts';
import type { Eligibilites } from '../eligibilites.ts';
import { listFonds } from '../storage/projets.ts';
import { type Dispositif, listDispositifs } from '../storage/sessions.ts';
import { chercherCollectivite, SYNDICAT } from './chercher-collectivite.ts';
import { DispositifPour } from './dispositif-pour.tsx';

export type EligibiliteDeps = Pick<Noyau, 'db' | 'clock'> & {
  readonly annuaire: Annuaire;
  readonly eligibilites: Eligibilites;
};

const ADRESSE = '/fonds/eligibilite';

/** Before filling anything in: from a name or a number, what the fund can do for a collectivité, and why not. */
export function eligibilitePages(deps: EligibiliteDeps): readonly Page[] {
  return [
    {
      path: ADRESSE,
      access: publicAccess,
      async GET(contexte) {
        const { query } = contexte;
        const cle = query.get('collectivite');
        if (cle !== null) return showResult(deps, contexte, cle);
        const saisie = query.get('q');
        return saisie === null ? showForm(deps, contexte, '') : search(deps, contexte, saisie);
      },
    },
  ];
}

async function search(deps: EligibiliteDeps, contexte: Contexte, saisie: string): Promise<Reponse> {
  const collectivites = await deps.eligibilites.collectivites();
  const found = chercherCollectivite(collectivites, saisie);
  if (!found.ok) return showForm(deps, contexte, saisie, found.error);
  const [only, ...others] = found.value;
  if (only && others.length === 0) return redirect(addressOf(only));
  const choices = found.value.flatMap((cle) => collectivites.byCle(cle) ?? []);
  return page(<Choix contexte={contexte} saisie={saisie.trim()} choices={choices} />);
}

const addressOf = (cle: string) => `${ADRESSE}?collectivite=${encodeURIComponent(cle)}`;

async function showResult(deps: EligibiliteDeps, contexte: Contexte, cle: string): Promise<Reponse> {
  const collectivites = await deps.eligibilites.collectivites();
  const collectivite = collectivites.byCle(cle);
  if (!collectivite && cle !== SYNDICAT) throw new NotFound('Cette collectivité n’existe pas.');
  const dispositifs = await deps.db.read({ public: true }, (tx) => listDispositifs(tx));
  const lieux = await lieuxOf(deps, dispositifs);
  const jour = parseJour(contexte.query.get('le') ?? '');
  const at = jour.ok
    ? toPlainDate(jour.value).toZonedDateTime({ timeZone: 'Europe/Paris', plainTime: '12:00' }).toInstant()
    : deps.clock.now();
  return page(
    <Resultat
      contexte={contexte}
      nom={collectivite?.nom ?? 'un groupement sans fiscalité propre'}
      adresse={addressOf(cle)}
      collectivite={collectivite?.pourRegles ?? { type: 'syndicat', population: null }}
      autour={(collectivite?.dans ?? []).flatMap((one) => collectivites.byCle(one) ?? [])}
      dispositifs={dispositifs}
      lieux={lieux}
      at={at}
      passe={jour.ok}
      eligibilites={deps.eligibilites}
    />,
  );
}

/** Where one asks for a dispositif, and of whom. */
type Lieu = {
  /** Undefined while its démarche is not published. */
  readonly formulaire: string | undefined;
  /** Undefined when there is only one: nothing to tell apart. */
  readonly gestionnaire: string | undefined;
};

/** By dispositif. */
async function lieuxOf(
  { db, annuaire }: EligibiliteDeps,
  dispositifs: readonly Dispositif[],
): Promise<ReadonlyMap<string, Lieu>> {
  const ids = [...new Set(dispositifs.map(({ organisationId }) => organisationId))];
  const [organisations, demarches] = await Promise.all([
    Promise.all(ids.map((id) => annuaire.byId(id))),
    db.read({ public: true }, (tx) => Promise.all(ids.map((id) => listDemarches(tx, id)))),
  ]);
  const ouvertes = demarches.flat().filter(({ statut }) => statut === 'publiee');
  return new Map(
    dispositifs.map(({ id, organisationId, demarcheId }) => {
      const organisation = organisations.find((one) => one?.id === organisationId);
      const demarche = ouvertes.find((one) => one.id === demarcheId);
      const formulaire = organisation && demarche && `/${organisation.slug}/demarches/${demarche.slug}`;
      return [id, { formulaire, gestionnaire: ids.length > 1 ? organisation?.nom : undefined }] as const;
    }),
  );
}

async function showForm(deps: EligibiliteDeps, contexte: Contexte, saisie: string, erreur?: string): Promise<Reponse> {
  const ids = await deps.db.read({ public: true }, listFonds);
  const fonds = await Promise.all(ids.map((id) => deps.annuaire.byId(id)));
  const title = 'Les aides possibles pour ma collectivité';
  return page(
    <Site chrome={contexte.chrome} title={title} invalid={erreur !== undefined} wide>
      <ErrorSummary errors={summaryErrors({ q: erreur })} />
      <Hero title={title} organisation="Fonds de transformation numérique">
        <p>Avant de remplir quoi que ce soit&nbsp;: ce à quoi votre collectivité peut prétendre, et pourquoi.</p>
      </Hero>
      <Recherche saisie={saisie} erreur={erreur} />
      {fonds.map(
        (one) =>
          one && (
            <p key={one.id}>
              <a href={`/${one.slug}/projets-finances`}>Voir les projets déjà financés par {one.nom}</a>
            </p>
          ),
      )}
    </Site>,
    erreur === undefined ? 200 : 422,
  );
}

function Recherche({ saisie, erreur }: { readonly saisie: string; readonly erreur?: string | undefined }) {
  return (
    <Form action={ADRESSE} method="get" search label="Chercher une collectivité">
      <TextField
        name="q"
        label="Nom de la collectivité, ou numéro SIREN"
        hint={fr(
          'Une commune, une intercommunalité, un département ou une région. Par exemple «\u00a0Poitiers\u00a0» ou «\u00a0218 601 946\u00a0».',
        )}
        value={saisie}
        error={erreur}
        autocomplete="off"
      />
      <Button>Voir les aides possibles</Button>
    </Form>
  );
}

type ChoixProps = {
  readonly contexte: Contexte;
  readonly saisie: string;
  readonly choices: readonly CollectiviteConnue[];
};

function Choix({ contexte: { chrome }, saisie, choices }: ChoixProps) {
  return (
    <Site chrome={chrome} title={QUELLE} breadcrumb={[FIL]}>
      <h1>{QUELLE}</h1>
      <p>Plusieurs collectivités répondent à votre recherche.</p>
      <PlainList>
        {choices.map((one) => (
          <li key={one.cle}>
            <a href={addressOf(one.cle)}>{one.nom}</a> <span class="muted">{describe(one)}</span>
          </li>
        ))}
      </PlainList>
      <h2>Chercher autrement</h2>
      <Recherche saisie={saisie} />
    </Site>
  );
}

const QUELLE = 'Choisir une collectivité';
const FIL = { href: ADRESSE, label: 'Aides possibles' };

function describe({ type, codeDepartement, population }: CollectiviteConnue): string {
  const where = type !== 'departement' && codeDepartement ? ` (${codeDepartement})` : '';
  return `${TYPES[type]}${where}, ${inhabitants(population)}`;
}

function inhabitants(population: number | null): string {
  return population === null ? 'population inconnue' : fr(`${formatNumber(population)} habitants`);
}

type ResultatProps = {
  readonly contexte: Contexte;
  readonly nom: string;
  readonly adresse: string;
  readonly collectivite: Collectivite;
  /** The grouping, the département and the région that it is in: they may ask where it may not. */
  readonly autour: readonly CollectiviteConnue[];
  readonly dispositifs: readonly Dispositif[];
  readonly lieux: ReadonlyMap<string, Lieu>;
  readonly at: Temporal.Instant;
  /** True when another day than today was asked for. */
  readonly passe: boolean;
  readonly eligibilites: Eligibilites;
};

function Resultat(props: ResultatProps) {
  const { contexte, nom, adresse, collectivite, autour, dispositifs, lieux, at, passe, eligibilites } = props;
  const title = `Aides possibles pour ${nom}`;
  return (
    <Site chrome={contexte.chrome} title={title} breadcrumb={[FIL]}>
      <h1>{title}</h1>
      <p>
        {TYPES[collectivite.type]}, {inhabitants(collectivite.population)}.{' '}
        <span class="muted">Population municipale, code officiel géographique.</span>
      </p>
      {passe && (
        <InsetText>
          <p>
            Vous regardez les règles d’un autre jour. <a href={adresse}>Revenir à aujourd’hui</a>
          </p>
        </InsetText>
      )}
      {dispositifs.length === 0 && <p>Aucune aide n’est publiée ici pour le moment.</p>}
      {dispositifs.map((dispositif) => (
        <DispositifPour
          key={dispositif.id}
          dispositif={dispositif}
          collectivite={collectivite}
          at={at}
          adresse={adresse}
          formulaire={passe ? undefined : lieux.get(dispositif.id)?.formulaire}
          gestionnaire={lieux.get(dispositif.id)?.gestionnaire}
          reglesOf={eligibilites.reglesOf}
        />
      ))}
      {autour.length > 0 && (
        <>
          <h2>Autour de {nom}</h2>
          <PlainList>
            {autour.map((one) => (
              <li key={one.cle}>
                <a href={addressOf(one.cle)}>{one.nom}</a> <span class="muted">{describe(one)}</span>
              </li>
            ))}
          </PlainList>
        </>
      )}
      <h2>Une autre collectivité</h2>
      <Recherche saisie="" />
    </Site>
  );
}
