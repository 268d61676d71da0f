import { Alert, Button, ButtonGroup, Form, RadioGroup } from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { newId, parseId } from '../../../values/ids.ts';
import { agentAccess, Site } from '../../comptes/index.ts';
import { NORMALISATIONS } from '../domain/classement.ts';
import { assertMayRank } from '../policies.ts';
import { rankSession } from '../use-cases/rank-session.ts';
import type { FondsDeps } from './deps.ts';
import { LIBELLES_NORMALISATION } from './libelles-evaluation.ts';
import { navigationOf } from './navigation.ts';
import { sessionOf } from './session-of.ts';

/** Ranks the requests of a session, once, from the notes of the moment. */
export function nouveauClassementPages(deps: FondsDeps): readonly Page[] {
  return [
    {
      path: '/fonds/:organisation/sessions/:session/classement',
      access: agentAccess,
      GET: (contexte) => show(deps, contexte, {}),
      async POST(contexte) {
        const { agent, session, base } = await sessionOf(deps, contexte);
        assertMayRank(agent);
        const { form } = contexte;
        const normalisation = NORMALISATIONS.find((known) => known === form.get('normalisation'));
        if (!normalisation) return show(deps, contexte, { normalisation: 'Choisissez comment compter les notes.' });
        const cle = parseId(form.get('cle'));
        const asked = {
          sessionId: session.id,
          normalisation,
          cle: cle.ok ? cle.value : newId(deps.clock, deps.random),
        };
        const ranked = await rankSession(deps, agent, asked);
        if (!ranked.ok) return show(deps, contexte, { general: ranked.error });
        return redirect(`${base}/classements/${ranked.value}`, {
          type: 'succes',
          message: 'Le classement est établi, et ses données sont conservées.',
        });
      },
    },
  ];
}

async function show(
  deps: FondsDeps,
  contexte: Contexte,
  erreurs: { readonly normalisation?: string; readonly general?: string },
): Promise<Reponse> {
  const { agent, organisation, base, breadcrumb } = await sessionOf(deps, contexte);
  assertMayRank(agent);
  const { chrome, form } = contexte;
  const invalid = Object.values(erreurs).some(Boolean);
  const view = (
    <Site
      chrome={chrome}
      organisation={organisation}
      title="Classer les demandes"
      navigation={navigationOf(agent, 'sessions')}
      breadcrumb={breadcrumb}
      invalid={invalid}
    >
      <h1>Classer les demandes</h1>
      {erreurs.general && <Alert ton="erreur" title={erreurs.general} />}
      <p>
        Les demandes qui attendent une décision sont classées d’après les évaluations soumises à cet instant. Le
        classement garde tout ce qui a servi à le calculer&nbsp;: chacun peut le refaire et trouver le même.
      </p>
      <Form action={`${base}/classement`} jeton={chrome.jeton}>
        <input type="hidden" name="cle" value={form.get('cle') || newId(deps.clock, deps.random)} />
        <RadioGroup
          name="normalisation"
          label="Comment compter les notes"
          value={form.get('normalisation') || 'aucune'}
          error={erreurs.normalisation}
          options={NORMALISATIONS.map((value) => ({
            value,
            label: LIBELLES_NORMALISATION[value].text,
            hint: LIBELLES_NORMALISATION[value].aide,
          }))}
        />
        <ButtonGroup>
          <Button>Établir le classement</Button>
          <a href={base}>Revenir à la session</a>
        </ButtonGroup>
      </Form>
    </Site>
  );
  return page(view, invalid ? 422 : 200);
}
