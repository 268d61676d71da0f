import {
  Alert,
  Button,
  Checkbox,
  DataTable,
  EmailField,
  ErrorSummary,
  Form,
  InsetText,
  RadioGroup,
  summaryErrors,
  Tag,
  TextField,
} from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { parseEmail } from '../../../values/email.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { ACCEPTATION_JOURS, DUREES_MANDAT, parseDureeMandat } from '../domain/mandat.ts';
import { ownUsagerAccess } from '../policies.ts';
import type { Mandat } from '../storage/mandats.ts';
import { searchOrganisations } from '../storage/search-organisations.ts';
import { describeMandatsGiven } from '../use-cases/describe-mandats.ts';
import { proposeMandat } from '../use-cases/propose-mandat.ts';
import { type ComptesDeps, enSonNom } from './deps.ts';
import { aidantDe, ETATS_MANDAT, porteeDe, terme } from './mandats-mots.ts';
import { Site } from './site.tsx';

const PATH = '/compte/mandats';

/** Letting somebody do one's démarches: the mandates given, and a new one. */
export function mandatsPages(deps: ComptesDeps): readonly Page[] {
  return [
    {
      path: PATH,
      access: ownUsagerAccess,
      perMinute: 30,
      GET: (contexte) => show(deps, contexte, {}),
      POST: (contexte) => propose(deps, contexte),
    },
  ];
}

type Erreurs = Readonly<Record<string, string | undefined>>;

async function show(deps: ComptesDeps, contexte: Contexte, erreurs: Erreurs, alerte?: string): Promise<Reponse> {
  const mandats = await describeMandatsGiven(deps, enSonNom(contexte).personneId);
  const invalid = Object.keys(erreurs).length > 0 || alerte !== undefined;
  return page(<Mandats contexte={contexte} mandats={mandats} erreurs={erreurs} alerte={alerte} />, invalid ? 422 : 200);
}

async function propose(deps: ComptesDeps, contexte: Contexte): Promise<Reponse> {
  const { form } = contexte;
  const mandant = enSonNom(contexte);
  const email = parseEmail(form.get('email'));
  const organisation = await organisationTyped(deps, form.get('portee'), form.get('organisation'));
  const duree = parseDureeMandat(form.get('duree'));
  const consent = form.get('accord') === 'oui';
  if (!email.ok || !organisation.ok || !duree.ok || !consent) {
    return show(deps, contexte, {
      ...(email.ok ? {} : { email: email.error }),
      ...(organisation.ok ? {} : organisation.error),
      ...(duree.ok ? {} : { duree: duree.error }),
      ...(consent
        ? {}
        : { accord: 'Cochez la case pour donner votre accord\u00a0: sans lui, il n’y a pas de mandat.' }),
    });
  }
  const proposed = await proposeMandat(deps, {
    mandant,
    email: email.value,
    organisationId: organisation.value,
    duree: duree.value,
  });
  return proposed.ok
    ? redirect(`${PATH}/${proposed.value}`, { type: 'succes', message: 'Le lien est envoyé à votre aidant.' })
    : show(deps, contexte, {}, proposed.error);
}

/** @returns the id of the only organisation, or undefined for all of them */
async function organisationTyped(
  { db }: ComptesDeps,
  portee: string,
  texte: string,
): Promise<Result<string | undefined, Erreurs>> {
  if (portee === 'toutes') return ok(undefined);
  if (portee !== 'une') return refuse({ portee: 'Choisissez les démarches que cette personne pourra faire.' });
  const found = await db.read({ public: true }, (tx) => searchOrganisations(tx, texte.trim(), 6));
  const [first, second] = found.filter(({ nom }) => simple(nom) === simple(texte));
  const only = second ? undefined : (first ?? (found.length === 1 ? found[0] : undefined));
  if (only) return ok(only.id);
  return refuse({
    organisation:
      found.length === 0
        ? 'Aucune collectivité présente ici ne porte ce nom. Écrivez-le comme sur sa page.'
        : `Plusieurs collectivités correspondent. Écrivez le nom de l’une d’elles\u00a0: ${found.map(({ nom }) => nom).join(', ')}.`,
  });
}

function simple(nom: string): string {
  return nom.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

type MandatsProps = {
  readonly contexte: Contexte;
  readonly mandats: readonly Mandat[];
  readonly erreurs: Erreurs;
  readonly alerte?: string | undefined;
};

function Mandats({ contexte, mandats, erreurs, alerte }: MandatsProps) {
  const { chrome } = contexte;
  const errors = [...(alerte ? [{ message: alerte }] : []), ...summaryErrors(erreurs)];
  return (
    <Site
      chrome={chrome}
      title="Mandats"
      breadcrumb={[{ href: '/compte', label: 'Mon compte' }]}
      invalid={errors.length > 0}
      wide
    >
      <ErrorSummary errors={errors} />
      <h1>Mandats</h1>
      <p class="lead">
        Une personne de confiance peut faire vos démarches à votre place. Vous voyez tout ce qu’elle fait, et vous
        arrêtez quand vous voulez.
      </p>
      <p>
        <a href="/compte/personnes-aidees">Voir les personnes que j’aide</a>
      </p>
      {mandats.length > 0 && <Donnes mandats={mandats} />}
      <h2>Donner un mandat</h2>
      <Donner contexte={contexte} erreurs={erreurs} />
      <h2>Sans ordinateur</h2>
      <InsetText>
        <p>
          Vous aidez quelqu’un qui ne peut pas se servir d’un ordinateur&nbsp;? Vous ne pouvez pas déclarer vous-même
          que vous l’aidez. Sa demande peut se faire sur papier, à l’accueil de sa collectivité ou par courrier, ou avec
          un aidant habilité dans un espace France services.
        </p>
      </InsetText>
    </Site>
  );
}

function Donnes({ mandats }: { readonly mandats: readonly Mandat[] }) {
  return (
    <>
      <h2>Mandats que j’ai donnés</h2>
      <DataTable
        caption="Mandats que j’ai donnés"
        captionHidden
        rows={mandats}
        rowKey={({ id }) => id}
        empty="Aucun mandat."
        columns={[
          { key: 'qui', header: 'Aidant', cell: (mandat) => <a href={`${PATH}/${mandat.id}`}>{aidantDe(mandat)}</a> },
          { key: 'quoi', header: 'Pour', cell: porteeDe },
          { key: 'etat', header: 'État', cell: ({ statut }) => <Tag {...ETATS_MANDAT[statut]} /> },
          { key: 'terme', header: 'Durée', cell: terme },
        ]}
      />
    </>
  );
}

function Donner({ contexte: { chrome, form }, erreurs }: Pick<MandatsProps, 'contexte' | 'erreurs'>) {
  return (
    <Form action={PATH} jeton={chrome.jeton}>
      <EmailField
        name="email"
        label="Adresse électronique de la personne qui vous aide"
        hint="Elle y recevra un lien. Vous lui direz ensuite un code, de vive voix."
        own={false}
        value={form.get('email')}
        error={erreurs['email']}
      />
      <RadioGroup
        name="portee"
        label="Quelles démarches pourra-t-elle faire pour vous&nbsp;?"
        options={[
          { value: 'toutes', label: 'Toutes mes démarches sur ce site' },
          {
            value: 'une',
            label: 'Seulement celles d’une collectivité',
            children: (
              <TextField
                name="organisation"
                label="Nom de cette collectivité"
                hint="Par exemple Poitiers."
                autocomplete="off"
                value={form.get('organisation')}
                error={erreurs['organisation']}
              />
            ),
          },
        ]}
        value={form.get('portee')}
        error={erreurs['portee']}
      />
      <RadioGroup
        name="duree"
        label="Pendant combien de temps&nbsp;?"
        hint="À partir du moment où elle accepte."
        options={Object.entries(DUREES_MANDAT).map(([value, { libelle }]) => ({ value, label: libelle }))}
        value={form.get('duree')}
        error={erreurs['duree']}
      />
      <Alert ton="attention" title="Ce à quoi vous vous engagez">
        <ul>
          <li>Cette personne verra vos dossiers et vos messages, et pourra en envoyer en votre nom.</li>
          <li>Ce qu’elle envoie vous engage comme si vous l’aviez fait vous-même.</li>
          <li>Elle ne verra pas votre compte, et ne pourra ni le changer, ni donner de mandat à son tour.</li>
          <li>Elle a {ACCEPTATION_JOURS}&nbsp;jours pour accepter.</li>
        </ul>
      </Alert>
      <Checkbox
        name="accord"
        label="J’autorise cette personne à faire ces démarches en mon nom, pendant cette durée. Je peux y mettre fin à tout moment."
        checked={form.get('accord') === 'oui'}
        error={erreurs['accord']}
      />
      <Button>Proposer ce mandat</Button>
    </Form>
  );
}
