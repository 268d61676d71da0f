import { ErrorSummary, summaryErrors } from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { fromPlainDate } from '../../../values/jour.ts';
import { agentAccess, lieuDeTravailOf, Site } from '../../comptes/index.ts';
import { ACCUEILLIR, ReponseAuRecours } from '../../demarches/index.ts';
import { answerRecours } from '../use-cases/answer-recours.ts';
import { readRecours } from '../use-cases/read-recours.ts';
import type { InstructionDeps } from './instruction-deps.ts';
import { navigationOf } from './navigation.ts';

const TITRE = 'Répondre au recours';

/** A recours against a decision of the fund, for whoever may decide here without deciding on every démarche. */
export function recoursDeLaDemandePages(deps: InstructionDeps): readonly Page[] {
  return [
    {
      path: '/fonds/:organisation/candidatures/:dossier/recours',
      access: agentAccess,
      GET: (contexte) => show(deps, contexte),
      async POST(contexte) {
        const { agent } = await lieuDeTravailOf(deps, contexte);
        const accueilli = contexte.form.get(ACCUEILLIR.name) === ACCUEILLIR.value;
        const rejet = accueilli ? null : contexte.form.get('motif');
        const answered = await answerRecours(deps, agent, { dossierId: idOf(contexte, 'dossier'), rejet });
        const base = baseOf(contexte);
        if (answered.ok) {
          const message = accueilli ? 'La demande est examinée de nouveau.' : 'Le recours est rejeté.';
          return redirect(base, { type: 'succes', message: `${message} La collectivité est prévenue.` });
        }
        if (accueilli) return redirect(base, { type: 'erreur', message: answered.error });
        return show(deps, contexte, answered.error);
      },
    },
  ];
}

const baseOf = ({ params }: Contexte) => `/fonds/${params['organisation']}/candidatures/${params['dossier']}`;

async function show(deps: InstructionDeps, contexte: Contexte, erreur?: string): Promise<Reponse> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  const { instruction, aRepondre } = await readRecours(deps, agent, idOf(contexte, 'dossier'));
  const base = baseOf(contexte);
  if (!aRepondre) return redirect(base, { type: 'info', message: 'Aucun recours n’attend de réponse.' });
  const { numero, beneficiaire } = instruction;
  const view = (
    <Site
      chrome={contexte.chrome}
      organisation={organisation}
      title={TITRE}
      context={numero}
      navigation={navigationOf(agent, 'candidatures')}
      breadcrumb={[
        { href: `/fonds/${organisation.slug}/candidatures`, label: 'Demandes' },
        { href: base, label: numero },
      ]}
      invalid={erreur !== undefined}
    >
      {erreur !== undefined && <ErrorSummary errors={summaryErrors({ motif: erreur })} />}
      <p class="muted">
        {numero}, {beneficiaire}
      </p>
      <h1>{TITRE}</h1>
      <ReponseAuRecours
        {...{ contexte, aRepondre, erreur }}
        demandeur={beneficiaire}
        aujourdhui={fromPlainDate(deps.clock.today())}
        accueillir={`${base}/recours`}
        rejeter={`${base}/recours`}
      />
    </Site>
  );
  return page(view, erreur === undefined ? 200 : 422);
}
