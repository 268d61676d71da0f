import { z } from 'zod';
import {
  Alert,
  Button,
  Checkbox,
  Fieldset,
  Form,
  FranceConnectButton,
  Hint,
  InsetText,
} from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import {
  type ApresFranceConnect,
  beginSignIn,
  navigateurOf,
  type Organisation,
  publicAccess,
  Site,
} from '../../comptes/index.ts';
import type { Definition } from '../domain/definition.ts';
import type { Source } from '../domain/source.ts';
import { beginDossier } from '../use-cases/begin-dossier.ts';
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
        const { definition } = await definitionOfAddress(deps, organisation, contexte);
        const demandees = sourcesOf(deps, definition);
        return page(
          <Commencer contexte={contexte} organisation={organisation} definition={definition} demandees={demandees} />,
        );
      },
      async POST(contexte) {
        const organisation = await organisationOf(deps, contexte);
        const { definition, slug } = await definitionOfAddress(deps, organisation, contexte);
        return contexte.form.get('avec') === 'franceconnect'
          ? throughFranceConnect(deps, contexte, organisation, definition, slug)
          : without(deps, contexte, organisation, slug);
      },
    },
  ];
}

/** Called while the access token lives: asks the sources that were agreed to, begins the dossier, and leads to it. */
export function apresFranceConnect(deps: DemarchesDeps): ApresFranceConnect {
  return async ({ personneId, identite, accessToken, intention }) => {
    const read = intentionSchema.safeParse(intention);
    const organisation = read.success ? await deps.annuaire.bySlug(read.data.organisation) : undefined;
    if (!read.success || !organisation) return undefined;
    const dossierId = await beginDossier(deps, {
      usagerId: personneId,
      organisation,
      demarcheSlug: read.data.demarche,
      sources: read.data.sources,
      appel: { accessToken, pivot: identite },
    });
    return `/dossiers/${dossierId}`;
  };
}

async function throughFranceConnect(
  deps: DemarchesDeps,
  contexte: Contexte,
  organisation: Organisation,
  definition: Definition,
  slug: string,
): Promise<Reponse> {
  const navigateur = navigateurOf(contexte);
  if (!navigateur) return redirect(contexte.url);
  const agreed = sourcesOf(deps, definition).filter(
    ({ source }) => source.scopes.length === 0 || contexte.form.has(`accord.${source.id}`),
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
        scopes: agreed.flatMap(({ source }) => source.scopes),
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

/** By e-mail link, or with the session already open: everything will be typed. */
async function without(
  deps: DemarchesDeps,
  contexte: Contexte,
  organisation: Organisation,
  slug: string,
): Promise<Reponse> {
  const { principal } = contexte;
  if (principal.type !== 'usager') return redirect(`/connexion?retour=${encodeURIComponent(contexte.url)}`);
  const dossierId = await beginDossier(deps, {
    usagerId: principal.personneId,
    organisation,
    demarcheSlug: slug,
    sources: [],
  });
  return redirect(`/dossiers/${dossierId}`);
}

type Demandee = { readonly source: Source; readonly finalite: string };

function sourcesOf(deps: DemarchesDeps, definition: Definition): readonly Demandee[] {
  return definition.sources.flatMap(({ id, finalite }) => {
    const source = deps.sources.get(id);
    return source ? [{ source, finalite }] : [];
  });
}

type CommencerProps = {
  readonly contexte: Contexte;
  readonly organisation: Organisation;
  readonly definition: Definition;
  readonly demandees: readonly Demandee[];
};

function Commencer({ contexte: { chrome }, organisation, definition, demandees }: CommencerProps) {
  const choisies = demandees.filter(({ source }) => source.scopes.length > 0);
  const connecte = chrome.principal.type === 'usager';
  const action = chrome.url.split('?')[0] ?? chrome.url;
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title="Avant de commencer"
      context={definition.titre}
      breadcrumb={[
        { href: `/${organisation.slug}`, label: 'Démarches' },
        { href: action.replace(/\/commencer$/, ''), label: definition.titre },
      ]}
    >
      <h1>Avant de commencer</h1>
      {chrome.principal.type === 'agent' && (
        <Alert ton="info">
          Vous êtes connecté comme agent. Pour une démarche personnelle, vous allez vous identifier comme usager.
        </Alert>
      )}
      <h2>Avec FranceConnect, moins à remplir</h2>
      <Form action={action} jeton={chrome.jeton}>
        <input type="hidden" name="avec" value="franceconnect" />
        {choisies.length > 0 && (
          <Fieldset legend="Informations que nous pouvons demander pour vous">
            <Hint id="accord-indice">
              Décochez ce que vous préférez fournir vous-même&nbsp;: votre demande sera traitée de la même façon.
            </Hint>
            {choisies.map(({ source, finalite }) => (
              <Checkbox
                key={source.id}
                name={`accord.${source.id}`}
                label={`${source.presentation}, auprès de\u00a0${source.nom.replace(/^la /, 'la\u00a0')}`}
                hint={finalite}
                checked
              />
            ))}
          </Fieldset>
        )}
        <FranceConnectButton />
      </Form>
      <h2>Sans FranceConnect</h2>
      <p>Vous remplirez tout vous-même et joindrez les justificatifs demandés.</p>
      <Form action={action} jeton={chrome.jeton}>
        <Button kind="secondaire">
          {connecte ? 'Continuer avec ma session' : 'Continuer avec un lien reçu par courriel'}
        </Button>
      </Form>
      <InsetText>
        <p>
          {organisation.nom} conserve votre dossier {definition.conservationMois}&nbsp;mois après sa décision. Vous
          verrez quels agents l’ont consulté.
        </p>
      </InsetText>
    </Site>
  );
}
