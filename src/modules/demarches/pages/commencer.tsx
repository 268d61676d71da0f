import { z } from 'zod';
import { Forbidden } from '../../../platform/errors.ts';
import { ErrorSummary, InsetText, summaryErrors } from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import {
  type ApresFranceConnect,
  type ApresLien,
  beginSignIn,
  demandeurOf,
  navigateurOf,
  type Organisation,
  publicAccess,
  Site,
} from '../../comptes/index.ts';
import { type Definition, isOpenTo } from '../domain/definition.ts';
import { donneesUtiles } from '../domain/prefill.ts';
import type { SourceOrganisation } from '../domain/source.ts';
import { beginDossier } from '../use-cases/begin-dossier.ts';
import {
  AuNomDUneOrganisation,
  beginAsOrganisation,
  type Porteur,
  porteursPossibles,
} from './commencer-organisation.tsx';
import {
  AVEC_UN_LIEN,
  actsForAnother,
  type Demandee,
  nomAccord,
  PourSoi,
  SANS_FRANCECONNECT,
} from './commencer-pour-soi.tsx';
import { type DemarchesDeps, organisationOf } from './deps.ts';
import { definitionOfAddress } from './portail.tsx';

/** What a sign-in is for: kept server-side while the usager is at FranceConnect. */
const intentionSchema = z.object({
  organisation: z.string(),
  demarche: z.string(),
  sources: z.array(z.string()).max(20),
});

/** Before the form: who you are, and which data you agree to have asked on your behalf (CRPA, art. L114-8). */
export function commencerPages(deps: DemarchesDeps): readonly Page[] {
  return [
    {
      path: '/:organisation/demarches/:demarche/commencer',
      access: publicAccess,
      perMinute: 60,
      async GET(contexte) {
        const organisation = await organisationOf(deps, contexte);
        const adresse = await definitionOfAddress(deps, organisation, contexte);
        return page(<Commencer {...(await viewOf(deps, contexte, organisation, adresse))} />);
      },
      async POST(contexte) {
        const organisation = await organisationOf(deps, contexte);
        const adresse = await definitionOfAddress(deps, organisation, contexte);
        switch (contexte.form.get('avec')) {
          case 'franceconnect':
            // It would bring the identity of who acts into the dossier of the person for whom they act.
            if (actsForAnother(contexte)) throw new Forbidden(SANS_FRANCECONNECT);
            return throughFranceConnect(deps, contexte, organisation, adresse);
          case 'organisation': {
            const begun = await beginAsOrganisation(deps, contexte, { organisation, slug: adresse.slug });
            if (begun.ok) return begun.value;
            const view = await viewOf(deps, contexte, organisation, adresse);
            return page(<Commencer {...view} erreurs={{ porteur: begun.error }} />, 422);
          }
          default:
            return without(deps, contexte, organisation, adresse.slug);
        }
      },
    },
  ];
}

/** Called while the access token lives: asks the sources that were agreed to, begins the dossier, and leads to it. */
export function apresFranceConnect(deps: DemarchesDeps): ApresFranceConnect {
  return async ({ demandeur, identite, accessToken, intention }) => {
    const read = intentionSchema.safeParse(intention);
    const organisation = read.success ? await deps.annuaire.bySlug(read.data.organisation) : undefined;
    if (!read.success || !organisation) return undefined;
    const dossierId = await beginDossier(deps, demandeur, {
      organisation,
      demarcheSlug: read.data.demarche,
      sources: read.data.sources,
      appel: { accessToken, pivot: identite },
    });
    return `/dossiers/${dossierId}`;
  };
}

/** The link was asked for on the page that begins a démarche: it leads into the dossier, not back to the same choice. */
export function apresLien(deps: DemarchesDeps): ApresLien {
  return async ({ demandeur, retour }) => {
    const [, slug = '', demarcheSlug = ''] = COMMENCER_AVEC_UN_LIEN.exec(retour) ?? [];
    const organisation = slug === '' ? undefined : await deps.annuaire.bySlug(slug);
    if (!organisation) return undefined;
    return `/dossiers/${await beginDossier(deps, demandeur, { organisation, demarcheSlug, sources: [] })}`;
  };
}

const COMMENCER_AVEC_UN_LIEN = new RegExp(`^/([^/?]+)/demarches/([^/?]+)/commencer\\${AVEC_UN_LIEN}$`);

async function throughFranceConnect(
  deps: DemarchesDeps,
  contexte: Contexte,
  organisation: Organisation,
  adresse: DemarcheALAdresse,
): Promise<Reponse> {
  const { slug } = adresse;
  const navigateur = navigateurOf(contexte);
  if (!navigateur) return redirect(contexte.url);
  const demandees = await sourcesOf(deps, organisation, adresse);
  const erreurs = unanswered(demandees, contexte);
  if (Object.keys(erreurs).length > 0) {
    const view = await viewOf(deps, contexte, organisation, adresse);
    return page(<Commencer {...view} erreurs={erreurs} />, 422);
  }
  const agreed = demandees.filter(
    ({ source, scopes }) => scopes.length === 0 || contexte.form.get(nomAccord(source)) === 'oui',
  );
  const intention = {
    organisation: organisation.slug,
    demarche: slug,
    sources: agreed.map(({ source }) => source.id),
  };
  try {
    return redirect(
      await beginSignIn(deps, deps.providers, {
        fournisseur: 'franceconnect',
        navigateur,
        retour: `/${organisation.slug}/demarches/${slug}`,
        intention,
        scopes: [...new Set(agreed.flatMap(({ scopes }) => scopes))],
      }),
    );
  } catch (error) {
    deps.logger.warn({ err: error }, 'identity provider unreachable');
    return redirect(contexte.url, {
      type: 'erreur',
      message: 'FranceConnect ne répond pas pour le moment. Réessayez, ou continuez sans FranceConnect.',
    });
  }
}

/** An agreement is an act: nothing is ticked in advance (RGPD, art. 4.11), and saying nothing is not agreeing. */
function unanswered(demandees: readonly Demandee[], contexte: Contexte): Readonly<Record<string, string>> {
  const missing = demandees.filter(
    ({ source, scopes }) => scopes.length > 0 && !['oui', 'non'].includes(contexte.form.get(nomAccord(source))),
  );
  return Object.fromEntries(
    missing.map(({ source }) => [nomAccord(source), `Dites si nous pouvons interroger ${source.nom} pour vous.`]),
  );
}

/** By e-mail link, or with the session already open: everything will be typed. */
async function without(
  deps: DemarchesDeps,
  contexte: Contexte,
  organisation: Organisation,
  slug: string,
): Promise<Reponse> {
  if (contexte.principal.type !== 'usager') return redirect(`/connexion?retour=${encodeURIComponent(contexte.url)}`);
  const dossierId = await beginDossier(deps, demandeurOf(contexte.principal), {
    organisation,
    demarcheSlug: slug,
    sources: [],
  });
  return redirect(`/dossiers/${dossierId}`);
}

type DemarcheALAdresse = Awaited<ReturnType<typeof definitionOfAddress>>;

async function sourcesOf(
  deps: DemarchesDeps,
  organisation: Organisation,
  { id, definition }: DemarcheALAdresse,
): Promise<readonly Demandee[]> {
  const found = await Promise.all(
    definition.sources.map(async (demandee): Promise<readonly Demandee[]> => {
      const source = deps.sources.get(demandee.id);
      if (source?.pour !== 'personnes') return [];
      const { finalite } = demandee;
      const donnees = donneesUtiles(definition, source.id);
      const droits = await source.droits?.({ organisation, demarche: { id }, donnees });
      if (!droits) return [{ source, finalite, scopes: source.scopes, presentation: source.presentation }];
      return droits.accordes ? [{ source, finalite, scopes: droits.scopes, presentation: droits.presentation }] : [];
    }),
  );
  return found.flat();
}

async function viewOf(
  deps: DemarchesDeps,
  contexte: Contexte,
  organisation: Organisation,
  adresse: DemarcheALAdresse,
): Promise<CommencerProps> {
  const { definition } = adresse;
  return {
    contexte,
    organisation,
    definition,
    demandees: await sourcesOf(deps, organisation, adresse),
    porteurs: isOpenTo(definition, 'organisations') ? await porteursPossibles(deps, contexte, organisation) : [],
    sourcesDOrganisation: definition.sources.flatMap(({ id }) => {
      const source = deps.sources.get(id);
      return source?.pour === 'organisations' ? [source] : [];
    }),
  };
}

type CommencerProps = {
  readonly contexte: Contexte;
  readonly organisation: Organisation;
  readonly definition: Definition;
  readonly demandees: readonly Demandee[];
  readonly porteurs: readonly Porteur[];
  readonly sourcesDOrganisation: readonly SourceOrganisation[];
  readonly erreurs?: Readonly<Record<string, string>>;
};

function Commencer({ contexte: { chrome, form }, organisation, definition, erreurs = {}, ...rest }: CommencerProps) {
  const invalid = Object.keys(erreurs).length > 0;
  const action = chrome.url.split('?')[0] ?? chrome.url;
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title="Avant de commencer"
      invalid={invalid}
      context={definition.titre}
      breadcrumb={[
        { href: `/${organisation.slug}`, label: 'Démarches' },
        { href: action.replace(/\/commencer$/, ''), label: definition.titre },
      ]}
    >
      {invalid && <ErrorSummary errors={summaryErrors(erreurs)} />}
      <h1>Avant de commencer</h1>
      {isOpenTo(definition, 'organisations') && (
        <AuNomDUneOrganisation
          chrome={chrome}
          action={action}
          porteurs={rest.porteurs}
          sources={rest.sourcesDOrganisation}
          choisi={form.get('porteur')}
          erreur={erreurs['porteur']}
        />
      )}
      {isOpenTo(definition, 'personnes') && (
        <PourSoi chrome={chrome} action={action} form={form} demandees={rest.demandees} erreurs={erreurs} />
      )}
      <InsetText>
        <p>
          {organisation.nom} conserve votre dossier {definition.conservationMois}&nbsp;mois après sa décision. Vous
          verrez quels agents l’ont consulté.
        </p>
      </InsetText>
    </Site>
  );
}
