import {
  Alert,
  Button,
  ButtonGroup,
  ErrorSummary,
  Form,
  KeyFigure,
  KeyFigures,
  summaryErrors,
  TextField,
} from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { count } from '../../../values/french.ts';
import { fromPlainDate } from '../../../values/jour.ts';
import { formatSiret } from '../../../values/siret.ts';
import { type Agent, agentAccess, lieuDeTravailOf, type Organisation, porteeOf, Site } from '../../comptes/index.ts';
import { assertMayReadCredits, mayManage } from '../policies.ts';
import { type Edition, lastEdition } from '../storage/editions.ts';
import { countFictives } from '../storage/publiables.ts';
import { type Dispositif, listDispositifs } from '../storage/sessions.ts';
import { listPublications, type TableauDePublication } from '../use-cases/list-publications.ts';
import { publishSubventions, type RapportPublication } from '../use-cases/publish-subventions.ts';
import { saveAttribuant } from '../use-cases/save-attribuant.ts';
import { ConventionsAPublier } from './conventions-a-publier.tsx';
import type { FondsDeps } from './deps.ts';
import type { Erreurs } from './formulaire.ts';
import { navigationOf } from './navigation.ts';
import { RegimesAide } from './regimes-aide.tsx';

/** The open data of the fund: what is due, what is late, what cannot be published and why. */
export function publicationPages(deps: FondsDeps): readonly Page[] {
  return [
    {
      path: '/fonds/:organisation/publication',
      access: agentAccess,
      GET: (contexte) => show(deps, contexte, {}),
      async POST(contexte) {
        const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
        const published = await publishSubventions(deps, agent);
        if (!published.ok) return show(deps, contexte, { siret: published.error });
        return redirect(`/fonds/${organisation.slug}/publication`, enPhrase(published.value));
      },
    },
    {
      path: '/fonds/:organisation/publication/attribuant',
      access: agentAccess,
      async POST(contexte) {
        const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
        const saisie = contexte.form.get('siret');
        const saved = await saveAttribuant(deps, agent, { siren: organisation.siren, saisie });
        if (!saved.ok) return show(deps, contexte, { siret: saved.error });
        const message = 'Le numéro SIRET est enregistré. Il sera dans le prochain fichier publié.';
        return redirect(`/fonds/${organisation.slug}/publication`, { type: 'succes', message });
      },
    },
  ];
}

function enPhrase({ nouvelles, misesAJour, refusees }: RapportPublication) {
  const done = [
    ...(nouvelles > 0 ? [`${count(nouvelles, 'subvention')} publiée${nouvelles > 1 ? 's' : ''}`] : []),
    ...(misesAJour > 0 ? [`${misesAJour} mise${misesAJour > 1 ? 's' : ''} à jour`] : []),
  ].join(', ');
  const left =
    refusees > 0
      ? ` ${refusees} ne ${refusees > 1 ? 'peuvent' : 'peut'} pas l’être\u00a0: voyez pourquoi ci-dessous.`
      : '';
  if (done === '') return { type: 'info', message: `Rien de nouveau à publier.${left}` } as const;
  return { type: 'succes', message: `${done}.${left}` } as const;
}

async function show(deps: FondsDeps, contexte: Contexte, erreurs: Erreurs): Promise<Reponse> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  assertMayReadCredits(agent);
  const aujourdhui = fromPlainDate(deps.clock.today());
  const [tableau, edition, fictives, dispositifs] = await deps.db.read(porteeOf(agent), async (tx) => [
    await listPublications(tx, organisation, aujourdhui),
    ...(await Promise.all([lastEdition(tx, organisation.id), countFictives(tx, organisation.id)])),
    await listDispositifs(tx, { organisationId: organisation.id }),
  ]);
  const invalid = Object.values(erreurs).some(Boolean);
  const view = (
    <Publication
      contexte={contexte}
      agent={agent}
      organisation={organisation}
      tableau={tableau}
      edition={edition}
      fictives={fictives}
      dispositifs={dispositifs}
      manages={mayManage(agent)}
      erreurs={erreurs}
      invalid={invalid}
    />
  );
  return page(view, invalid ? 422 : 200);
}

type PublicationProps = {
  readonly contexte: Contexte;
  readonly agent: Agent;
  readonly organisation: Organisation;
  readonly tableau: TableauDePublication;
  readonly edition: Edition | undefined;
  readonly fictives: number;
  readonly dispositifs: readonly Dispositif[];
  readonly manages: boolean;
  readonly erreurs: Erreurs;
  readonly invalid: boolean;
};

function Publication(props: PublicationProps) {
  const { contexte, agent, organisation, tableau, edition, fictives, manages, erreurs, invalid } = props;
  const { chrome } = contexte;
  const { nombres, siret } = tableau;
  const base = `/fonds/${organisation.slug}/publication`;
  const reste = nombres.en_retard + nombres.bientot + nombres.a_publier + nombres.a_mettre_a_jour;
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title="Publication des subventions"
      navigation={navigationOf(agent, 'publication')}
      invalid={invalid}
      wide
    >
      <ErrorSummary errors={summaryErrors(erreurs)} />
      <h1>Publication des subventions</h1>
      <p>
        Une convention de plus de 23&nbsp;000&nbsp;€ par an se publie dans les trois mois de sa signature (décret
        n°&nbsp;2017-779). Le fichier suit le schéma SCDL «&nbsp;subventions&nbsp;» 2.1.1.
      </p>
      <p>
        {edition
          ? `Dernier fichier publié le ${formatInstant(edition.publieeAt)}. `
          : 'Aucun fichier n’est encore publié. '}
        <a href={`/${organisation.slug}/donnees/subventions`}>Voir la page publique</a>
        {manages && (
          <>
            {' · '}
            <a href={`/opendata/${organisation.slug}/imports`}>Importer des données ouvertes</a>
          </>
        )}
        {fictives > 0 &&
          `. ${count(fictives, 'convention fictive')} n’${fictives > 1 ? 'y sont' : 'y est'} pas\u00a0: elles ne se publient jamais.`}
      </p>
      {nombres.en_retard > 0 && (
        <Alert ton="erreur" title={`${count(nombres.en_retard, 'convention')} en retard`}>
          Le délai de trois mois est passé.
        </Alert>
      )}
      <KeyFigures>
        <KeyFigure value={String(nombres.en_retard)} label="En retard" />
        <KeyFigure value={String(nombres.bientot)} label="À publier sous 30 jours" />
        <KeyFigure value={String(nombres.publiee + nombres.a_mettre_a_jour)} label="Publiées" />
        <KeyFigure value={String(nombres.impossible)} label="Impossibles à publier" />
      </KeyFigures>
      {manages && siret !== null && reste > 0 && (
        <Form action={base} jeton={chrome.jeton}>
          <ButtonGroup>
            <Button name="action" value="publier">
              Publier
            </Button>
          </ButtonGroup>
        </Form>
      )}
      {siret === null && <Attribuant {...props} />}
      <ConventionsAPublier query={contexte.query} slug={organisation.slug} tableau={tableau} />
      <RegimesAide base={`/fonds/${organisation.slug}`} dispositifs={props.dispositifs} manages={manages} />
      {siret !== null && <Attribuant {...props} />}
    </Site>
  );
}

function Attribuant({
  contexte: { chrome, form },
  organisation,
  tableau: { siret },
  manages,
  erreurs,
}: PublicationProps) {
  const base = `/fonds/${organisation.slug}/publication`;
  if (!manages)
    return siret === null ? <p>Le numéro SIRET sous lequel le fonds publie n’est pas encore donné.</p> : null;
  return (
    <>
      <h2>Qui attribue</h2>
      <Form action={`${base}/attribuant`} jeton={chrome.jeton}>
        <TextField
          name="siret"
          label="Numéro SIRET de l’établissement qui attribue"
          hint="Le plus souvent, celui du siège de votre organisation. Sans lui, le fichier n’est pas valide."
          value={form.has('siret') ? form.get('siret') : siret === null ? '' : formatSiret(siret)}
          error={erreurs['siret']}
          inputmode="numeric"
          width={20}
        />
        <ButtonGroup>
          <Button kind={siret === null ? 'principal' : 'secondaire'}>Enregistrer</Button>
        </ButtonGroup>
      </Form>
    </>
  );
}
