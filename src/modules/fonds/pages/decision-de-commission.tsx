import { NotFound } from '../../../platform/errors.ts';
import {
  Button,
  ButtonGroup,
  ErrorSummary,
  Form,
  MoneyField,
  RadioGroup,
  Select,
  SummaryList,
  summaryErrors,
  TextArea,
} from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { inEuros } from '../../../values/montant.ts';
import { agentAccess, Site } from '../../comptes/index.ts';
import { pourquoiNonClassee } from '../domain/classement.ts';
import { DECISIONS } from '../domain/commission.ts';
import { readFraction, showFraction } from '../domain/fraction.ts';
import { NOTE_MAX } from '../domain/grille-evaluation.ts';
import { couvre } from '../domain/simulation.ts';
import { assertMayRank } from '../policies.ts';
import { decideInCommission } from '../use-cases/decide-in-commission.ts';
import { commissionOf } from './commission-of.ts';
import type { FondsDeps } from './deps.ts';
import { type Erreurs, fieldsOf, readForm, typedMontant } from './formulaire.ts';
import { LIBELLES_DECISION } from './libelles-evaluation.ts';
import { navigationOf } from './navigation.ts';

/** What the committee decides of one request: checked at once, carried out at the closing. */
export function decisionDeCommissionPages(deps: FondsDeps): readonly Page[] {
  return [
    {
      path: '/fonds/:organisation/commissions/:commission/demandes/:dossier',
      access: agentAccess,
      GET: (contexte) => show(deps, contexte, {}),
      async POST(contexte) {
        const { agent, commission, base } = await commissionOf(deps, contexte);
        assertMayRank(agent);
        const { form } = contexte;
        const decision = DECISIONS.find((known) => known === form.get('decision'));
        if (!decision) return show(deps, contexte, { decision: 'Choisissez une décision.' });
        const financer = decision === 'financer';
        const lu = readForm(form, (lecture) => ({
          enveloppeId: financer
            ? lecture.texte('enveloppe', 'Choisissez l’enveloppe qui finance cette demande.')
            : null,
          montant: financer ? lecture.montant('montant') : null,
          motif: motifOf(decision, lecture),
        }));
        if (!lu.ok) return show(deps, contexte, lu.error);
        const asked = { commissionId: commission.id, dossierId: idOf(contexte, 'dossier'), decision, ...lu.value };
        const decided = await decideInCommission(deps, agent, asked);
        if (!decided.ok) return show(deps, contexte, decided.error);
        return redirect(base, { type: 'succes', message: 'La décision est enregistrée.' });
      },
    },
  ];
}

type Lecture = Parameters<Parameters<typeof readForm>[1]>[0];

function motifOf(decision: (typeof DECISIONS)[number], lecture: Lecture): string | null {
  if (decision === 'financer') return null;
  if (decision === 'refuser') return lecture.texte('motif', 'Dites pourquoi : le demandeur le lira.', 5000);
  return lecture.texteFacultatif('report');
}

async function show(deps: FondsDeps, contexte: Contexte, erreurs: Erreurs): Promise<Reponse> {
  const lieu = await commissionOf(deps, contexte);
  const { agent, organisation, base, breadcrumb, classees, nonClassees, grille, enveloppes } = lieu;
  assertMayRank(agent);
  const dossierId = idOf(contexte, 'dossier');
  const demande = lieu.demandeOf(dossierId);
  const classee = classees.find(({ dossier }) => dossier === dossierId);
  const nonClassee = nonClassees.find(({ dossier }) => dossier === dossierId);
  if (!demande || (!classee && !nonClassee)) throw new NotFound('Cette demande n’est pas à l’ordre du jour.');
  const known = lieu.decisionOf(dossierId);
  const { chrome, form } = contexte;
  const { champ } = fieldsOf(form, erreurs);
  const chosen = form.has('decision') ? form.get('decision') : (known?.decision ?? '');
  const invalid = Object.values(erreurs).some(Boolean);
  const title = `Décider de la demande ${demande.numero}`;
  const questions = {
    financer: (
      <>
        <Select
          {...champ('enveloppe', known?.enveloppeId ?? '')}
          label="Enveloppe"
          options={enveloppes
            .filter(({ territoire }) => couvre(territoire, demande))
            .map(({ id, nom, disponible }) => ({ value: id, label: `${nom} (${inEuros(disponible)} disponibles)` }))}
        />
        <MoneyField
          {...champ('montant', typedMontant(known?.montant ?? demande.demande))}
          label="Montant de la subvention, en euros"
        />
      </>
    ),
    refuser: (
      <TextArea
        {...champ('motif', known?.decision === 'refuser' ? (known.motif ?? '') : '')}
        label="Motif du refus"
        hint="Le demandeur le lira dans la lettre de décision."
      />
    ),
    reporter: (
      <TextArea
        {...champ('report', known?.decision === 'reporter' ? (known.motif ?? '') : '')}
        label="Pourquoi reporter"
        hint="Écrit au procès-verbal."
        optional
        rows={3}
      />
    ),
  };
  const view = (
    <Site
      chrome={chrome}
      organisation={organisation}
      title={title}
      navigation={navigationOf(agent, 'sessions')}
      breadcrumb={breadcrumb}
      invalid={invalid}
    >
      <ErrorSummary errors={summaryErrors(erreurs)} />
      <h1>{title}</h1>
      <SummaryList
        label="La demande"
        rows={[
          { label: 'Demandeur', value: demande.fictif ? `${demande.beneficiaire} (fictif)` : demande.beneficiaire },
          { label: 'Objet', value: demande.objet },
          { label: 'Montant demandé', value: inEuros(demande.demande) },
          {
            label: 'Rang',
            value: classee
              ? `${classee.rang}, score de ${showFraction(readFraction(classee.score))} sur ${NOTE_MAX}`
              : nonClassee && `Non classée. ${pourquoiNonClassee(nonClassee, grille.quorum)}`,
          },
          {
            label: 'Dossier',
            value: <a href={`/instruction/${organisation.slug}/dossiers/${dossierId}`}>Ouvrir le dossier</a>,
          },
        ]}
      />
      <Form action={`${base}/demandes/${dossierId}`} jeton={chrome.jeton}>
        <RadioGroup
          name="decision"
          label="Décision de la commission"
          value={chosen}
          error={erreurs['decision']}
          options={DECISIONS.filter((one) => classee || one !== 'financer').map((value) => ({
            value,
            label: LIBELLES_DECISION[value].text,
            children: questions[value],
          }))}
        />
        <ButtonGroup>
          <Button>Enregistrer la décision</Button>
          <a href={base}>Revenir à la commission</a>
        </ButtonGroup>
      </Form>
    </Site>
  );
  return page(view, invalid ? 422 : 200);
}
