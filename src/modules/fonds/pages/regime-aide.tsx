import { NotFound } from '../../../platform/errors.ts';
import {
  Button,
  ButtonGroup,
  ErrorSummary,
  Form,
  RadioGroup,
  summaryErrors,
  TextField,
} from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { tropLong } from '../../../values/french.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { agentAccess, lieuDeTravailOf, porteeOf, Site } from '../../comptes/index.ts';
import type { RegimeAide } from '../domain/publication.ts';
import { assertMayManage } from '../policies.ts';
import { listDispositifs } from '../storage/sessions.ts';
import { declareRegimeAide } from '../use-cases/declare-regime-aide.ts';
import type { FondsDeps } from './deps.ts';
import { type Erreurs, fieldsOf, readForm } from './formulaire.ts';
import { navigationOf } from './navigation.ts';

const NOTIFICATIONS = [
  { value: 'non', label: 'Non' },
  { value: 'oui', label: 'Oui' },
  { value: 'inconnue', label: 'Pas encore dit' },
] as const;
type Notification = (typeof NOTIFICATIONS)[number]['value'];

const DITES: Readonly<Record<Notification, boolean | null>> = { oui: true, non: false, inconnue: null };
const LONGEST = 100;

/** What the open data says of the aid that a dispositif gives: filled in by the manager, empty while nobody knows. */
export function regimeAidePages(deps: FondsDeps): readonly Page[] {
  return [
    {
      path: '/fonds/:organisation/dispositifs/:dispositif/aide',
      access: agentAccess,
      GET: (contexte) => show(deps, contexte, {}),
      async POST(contexte) {
        const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
        assertMayManage(agent);
        const lu = readForm(contexte.form, (lire) => ({
          notification: lire.choix(
            'notification',
            NOTIFICATIONS.map(({ value }) => value),
            'Dites si l’aide est notifiée, ou que ce n’est pas encore dit.',
          ),
          dispositifAide: lire.valeur('dispositifAide', readIdentifiant, null),
        }));
        if (!lu.ok) return show(deps, contexte, lu.error);
        const { notification, dispositifAide } = lu.value;
        const regime: RegimeAide = { notificationUE: DITES[notification], dispositifAide };
        await declareRegimeAide(deps, agent, { dispositifId: idOf(contexte, 'dispositif'), regime });
        return redirect(`/fonds/${organisation.slug}/publication`, {
          type: 'succes',
          message: 'Le régime d’aide est enregistré. Le prochain fichier publié le dira.',
        });
      },
    },
  ];
}

function readIdentifiant(typed: string): Result<string | null> {
  if (typed.length > LONGEST) return refuse(tropLong(LONGEST));
  return ok(typed === '' ? null : typed);
}

async function show(deps: FondsDeps, contexte: Contexte, erreurs: Erreurs): Promise<Reponse> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  assertMayManage(agent);
  const id = idOf(contexte, 'dispositif');
  const dispositif = (
    await deps.db.read(porteeOf(agent), (tx) => listDispositifs(tx, { organisationId: organisation.id }))
  ).find((one) => one.id === id);
  if (!dispositif) throw new NotFound('Ce dispositif n’existe pas.');
  const { chrome, form } = contexte;
  const { champ } = fieldsOf(form, erreurs);
  const { notificationUE, dispositifAide } = dispositif.regime;
  const publication = `/fonds/${organisation.slug}/publication`;
  const title = `Régime d’aide, ${dispositif.nom}`;
  const invalid = Object.values(erreurs).some(Boolean);
  const view = (
    <Site
      chrome={chrome}
      organisation={organisation}
      title={title}
      navigation={navigationOf(agent, 'publication')}
      breadcrumb={[{ href: publication, label: 'Publication' }]}
      invalid={invalid}
    >
      <ErrorSummary errors={summaryErrors(erreurs)} />
      <h1>{title}</h1>
      <p>Ces deux réponses sont publiées avec chaque subvention de ce dispositif.</p>
      <Form action={`/fonds/${organisation.slug}/dispositifs/${id}/aide`} jeton={chrome.jeton}>
        <RadioGroup
          {...champ('notification', notificationUE === null ? 'inconnue' : notificationUE ? 'oui' : 'non')}
          label="L’aide est-elle notifiée à la Commission européenne ?"
          hint="Le schéma SCDL vise les aides de minimis du règlement n° 1407/2013. Tant que ce n’est pas dit, le fichier porte « non »."
          options={NOTIFICATIONS}
        />
        <TextField
          {...champ('dispositifAide', dispositifAide ?? '')}
          label="Identifiant du dispositif d’aide"
          hint="Celui du schéma national des dispositifs d’aide, s’il y en a un."
          optional
        />
        <ButtonGroup>
          <Button>Enregistrer</Button>
          <a href={publication}>Revenir à la publication</a>
        </ButtonGroup>
      </Form>
    </Site>
  );
  return page(view, invalid ? 422 : 200);
}
