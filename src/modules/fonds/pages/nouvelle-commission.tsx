import { NotFound } from '../../../platform/errors.ts';
import {
  Button,
  ButtonGroup,
  DateFields,
  ErrorSummary,
  Form,
  NumberField,
  summaryErrors,
  TextArea,
  TextField,
} from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { newId, parseId } from '../../../values/ids.ts';
import { agentAccess, porteeOf, Site } from '../../comptes/index.ts';
import { assertMayRank } from '../policies.ts';
import { findClassement } from '../storage/classements.ts';
import { openCommission } from '../use-cases/open-commission.ts';
import type { FondsDeps } from './deps.ts';
import { type Erreurs, fieldsOf, readForm } from './formulaire.ts';
import { navigationOf } from './navigation.ts';
import { sessionOf } from './session-of.ts';

/** Calls a committee on a ranking: when, who, how many must be there. */
export function nouvelleCommissionPages(deps: FondsDeps): readonly Page[] {
  return [
    {
      path: '/fonds/:organisation/sessions/:session/classements/:classement/commission',
      access: agentAccess,
      GET: (contexte) => show(deps, contexte, {}),
      async POST(contexte) {
        const { agent, organisation } = await sessionOf(deps, contexte);
        assertMayRank(agent);
        const { form } = contexte;
        const lu = readForm(form, (lecture) => ({
          nom: lecture.texte('nom', 'Donnez un nom à la commission, par exemple « Comité du 4 octobre ».', 200),
          tenueLe: lecture.date('tenueLe'),
          quorum: lecture.entier('quorum', { min: 1, max: 100, absent: 'Écrivez un nombre entier, de 1 à 100.' }),
          membres: membresOf(lecture.texte('membres', 'Écrivez au moins un membre, un par ligne.', 10_000)),
        }));
        if (!lu.ok) return show(deps, contexte, lu.error);
        if (lu.value.membres.some(({ nom, qualite }) => nom.length > 200 || (qualite?.length ?? 0) > 200)) {
          return show(deps, contexte, { membres: 'Écrivez 200 caractères au plus par membre.' });
        }
        const cle = parseId(form.get('cle'));
        const asked = { ...lu.value, classementId: idOf(contexte, 'classement') };
        const opened = await openCommission(deps, agent, {
          ...asked,
          cle: cle.ok ? cle.value : newId(deps.clock, deps.random),
        });
        if (!opened.ok) return show(deps, contexte, opened.error);
        return redirect(`/fonds/${organisation.slug}/commissions/${opened.value}`, {
          type: 'succes',
          message: 'La commission est réunie.',
        });
      },
    },
  ];
}

/** « Alix Roy, maire de Poitiers » on each line. */
function membresOf(texte: string) {
  return texte
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [nom = '', ...qualite] = line.split(',');
      return { nom: nom.trim() || line, qualite: qualite.join(',').trim() || null };
    });
}

async function show(deps: FondsDeps, contexte: Contexte, erreurs: Erreurs): Promise<Reponse> {
  const lieu = await sessionOf(deps, contexte);
  const { agent, organisation, session, base, breadcrumb } = lieu;
  assertMayRank(agent);
  const id = idOf(contexte, 'classement');
  const classement = await deps.db.read(porteeOf(agent), (tx) => findClassement(tx, id));
  if (classement?.sessionId !== session.id) throw new NotFound('Ce classement n’existe pas.');
  const { chrome, form } = contexte;
  const { champ, date } = fieldsOf(form, erreurs);
  const invalid = Object.values(erreurs).some(Boolean);
  const address = `${base}/classements/${id}`;
  const label = `Classement ${classement.numero}`;
  const view = (
    <Site
      chrome={chrome}
      organisation={organisation}
      title="Réunir une commission"
      navigation={navigationOf(agent, 'sessions')}
      breadcrumb={[...breadcrumb, { href: address, label }]}
      invalid={invalid}
    >
      <ErrorSummary errors={summaryErrors(erreurs)} />
      <h1>Réunir une commission</h1>
      <p>Son ordre du jour est le classement {classement.numero}, tel qu’il est conservé.</p>
      <Form action={`${address}/commission`} jeton={chrome.jeton}>
        <input type="hidden" name="cle" value={form.get('cle') || newId(deps.clock, deps.random)} />
        <TextField {...champ('nom')} label="Nom de la commission" autocomplete="off" />
        <DateFields {...date('tenueLe')} label="Date de la séance" />
        <TextArea
          {...champ('membres')}
          label="Membres"
          hint="Un par ligne : le nom, une virgule, la qualité. Par exemple « Alix Roy, maire de Poitiers »."
          rows={8}
        />
        <NumberField {...champ('quorum')} label="Membres présents exigés (quorum)" width={3} />
        <ButtonGroup>
          <Button>Réunir la commission</Button>
          <a href={address}>Revenir au classement</a>
        </ButtonGroup>
      </Form>
    </Site>
  );
  return page(view, invalid ? 422 : 200);
}
