import { DateFields, RadioGroup, Select, TextArea } from '../../../platform/html/index.ts';
import type { Page } from '../../../platform/http/page.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { de, NBSP, tropLong } from '../../../values/french.ts';
import { parseId } from '../../../values/ids.ts';
import { fromPlainDate } from '../../../values/jour.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { porteeOf } from '../../comptes/index.ts';
import { isOuverte } from '../domain/echeances.ts';
import { raisonContre } from '../domain/instruction.ts';
import { assertMayInstruct, assertMayProlong } from '../policies.ts';
import { allOrNothing } from '../use-cases/all-or-nothing.ts';
import { askAvis } from '../use-cases/ask-avis.ts';
import { assignCandidature } from '../use-cases/assign-candidature.ts';
import { declareRecevabilite } from '../use-cases/declare-recevabilite.ts';
import { prolongCandidature } from '../use-cases/prolong-candidature.ts';
import { refuseCandidatureIn } from '../use-cases/refuse-candidature.ts';
import { type ActionCandidature, actionCandidaturePage } from './action-candidature.tsx';
import { DONNER_UN_AVIS } from './donner-avis.tsx';
import { readForm } from './formulaire.ts';
import type { InstructionDeps } from './instruction-deps.ts';

/** What whoever examines a request does to it, each on a page of its own. */
export function actionsCandidaturePages(deps: InstructionDeps): readonly Page[] {
  return [RECEVABILITE, AFFECTATION, PROLONGATION, REFUS, DEMANDE_AVIS, DONNER_UN_AVIS].map((action) =>
    actionCandidaturePage(deps, action),
  );
}

const LONGEST = 5000;

const RECEVABILITE: ActionCandidature = {
  chemin: 'recevabilite',
  titre: 'Dire si la demande est recevable',
  bouton: 'Enregistrer la réponse',
  assertMay: assertMayInstruct,
  tooLate: ({ instruction }, deps) => raisonContre('recevable', instruction, fromPlainDate(deps.clock.today())),
  intro: ({ instruction }) => (
    <p>
      La réponse est attendue avant le {formatJour(instruction.recevableAvant)} inclus. Sans réponse, la demande est
      réputée recevable (décret n° 2018-514, art. 4).
    </p>
  ),
  fields: ({ champ }) => (
    <RadioGroup
      {...champ('recevabilite')}
      label={`La demande est-elle recevable${NBSP}?`}
      options={[
        { value: 'recevable', label: 'Recevable', hint: 'La collectivité en est informée par un message.' },
        {
          value: 'irrecevable',
          label: 'Irrecevable',
          hint: 'La demande est refusée, avec ce motif.',
          children: <TextArea {...champ('motif')} label="Motif" hint="La collectivité le lira." maxLength={LONGEST} />,
        },
      ]}
    />
  ),
  async run(deps, agent, { form, visee }) {
    const lu = readForm(form, (lecture) => {
      const recevabilite = lecture.choix(
        'recevabilite',
        ['recevable', 'irrecevable'] as const,
        'Dites si la demande est recevable.',
      );
      const irrecevable = form.get('recevabilite') === 'irrecevable';
      const motif = irrecevable ? lecture.texte('motif', 'Dites pourquoi elle n’est pas recevable.', LONGEST) : null;
      return { recevabilite, motif };
    });
    if (!lu.ok) return lu;
    const { dossierId } = visee.instruction;
    const said = await declareRecevabilite(deps, agent, { dossierId, ...lu.value });
    if (!said.ok) return refuse({ recevabilite: said.error });
    return ok(lu.value.recevabilite === 'recevable' ? 'La demande est recevable.' : 'La demande est refusée.');
  },
};

const PERSONNE = 'personne';

const AFFECTATION: ActionCandidature = {
  chemin: 'affectation',
  titre: 'Confier la demande',
  bouton: 'Confier',
  assertMay: assertMayInstruct,
  tooLate: ({ instruction }, deps) => raisonContre('affecter', instruction, fromPlainDate(deps.clock.today())),
  fields: ({ champ }, { equipe, instruction }) => (
    <>
      <input type="hidden" name="etait" value={instruction.instructeurId ?? PERSONNE} />
      <Select
        {...champ('instructeur', instruction.instructeurId ?? '')}
        label="Instruite par"
        hint="Un instructeur ou un gestionnaire du fonds."
        options={[
          { value: PERSONNE, label: 'Personne' },
          ...equipe.instructeurs.map(({ id, nom }) => ({ value: id, label: nom })),
        ]}
      />
    </>
  ),
  async run(deps, agent, { form, visee }) {
    const instructeurId = choisi(form.get('instructeur'));
    const etait = choisi(form.get('etait'));
    if (!instructeurId.ok) return refuse({ instructeur: 'Choisissez qui instruit la demande.' });
    const { dossierId } = visee.instruction;
    const assigned = await assignCandidature(deps, agent, {
      dossierId,
      instructeurId: instructeurId.value,
      ...(etait.ok ? { etait: etait.value } : {}),
    });
    if (!assigned.ok) return refuse({ instructeur: assigned.error });
    const nom = visee.equipe.nomOf(instructeurId.value);
    return ok(instructeurId.value ? `La demande est confiée à ${nom}.` : 'La demande n’est plus confiée à personne.');
  },
};

function choisi(typed: string): Result<string | null> {
  return typed === PERSONNE ? ok(null) : parseId<'Personne'>(typed);
}

const PROLONGATION: ActionCandidature = {
  chemin: 'prolongation',
  titre: 'Prolonger le délai de décision',
  bouton: 'Prolonger le délai',
  assertMay: assertMayProlong,
  tooLate: ({ instruction }) =>
    isOuverte(instruction) ? undefined : 'La demande est décidée. Son délai ne change plus.',
  intro: ({ instruction }) => (
    <p>
      Sans décision avant le {formatJour(instruction.decisionAvant)} inclus, la demande est rejetée. Une décision
      motivée, prise avant ce jour, reporte cette date (décret n° 2018-514, art. 7).
    </p>
  ),
  fields: ({ champ, date }) => (
    <>
      <DateFields {...date('jusquau')} label="Nouvelle date limite" />
      <TextArea {...champ('motif')} label="Motif" hint="La collectivité le lira." maxLength={LONGEST} />
    </>
  ),
  async run(deps, agent, { form, visee }) {
    const lu = readForm(form, (lecture) => ({
      jusquau: lecture.date('jusquau'),
      motif: lecture.texte('motif', 'Dites pourquoi le délai est prolongé.', LONGEST),
      cle: lecture.valeur('cle', parseId<'Cle'>, '' as never),
    }));
    if (!lu.ok) return lu;
    const { dossierId } = visee.instruction;
    const done = await prolongCandidature(deps, agent, { dossierId, ...lu.value });
    return done.ok ? ok(`Le délai est prolongé jusqu’au ${formatJour(lu.value.jusquau)}.`) : refuse({ ...done.error });
  },
};

const REFUS: ActionCandidature = {
  chemin: 'refus',
  titre: 'Refuser la demande',
  bouton: 'Refuser la demande',
  assertMay: assertMayInstruct,
  tooLate: ({ instruction }, deps) => raisonContre('refuser', instruction, fromPlainDate(deps.clock.today())),
  fields: ({ champ }) => (
    <TextArea
      {...champ('motif')}
      label="Motif"
      hint="La collectivité reçoit la décision avec ce motif."
      maxLength={LONGEST}
    />
  ),
  async run(deps, agent, { form, visee }) {
    const lu = readForm(form, (lecture) => lecture.texte('motif', 'Dites pourquoi la demande est refusée.', LONGEST));
    if (!lu.ok) return lu;
    const { dossierId } = visee.instruction;
    const refused = await allOrNothing(deps.db, porteeOf(agent), (tx) =>
      refuseCandidatureIn(tx, deps, agent, { dossierId, motif: lu.value }),
    );
    return refused.ok ? ok('La demande est refusée.') : refuse({ motif: refused.error });
  },
};

const DEMANDE_AVIS: ActionCandidature = {
  chemin: 'demande-avis',
  titre: 'Demander un avis',
  bouton: 'Demander l’avis',
  assertMay: assertMayInstruct,
  tooLate({ instruction, equipe }) {
    if (!isOuverte(instruction)) return 'La demande est décidée. Aucun avis ne peut plus la changer.';
    return equipe.experts.length > 0
      ? undefined
      : 'Aucun membre de votre organisation n’a le rôle d’expert. Un administrateur peut le donner.';
  },
  fields: ({ champ }, { equipe }) => (
    <>
      <Select
        {...champ('expert')}
        label="Expert"
        options={equipe.experts.map(({ id, nom }) => ({ value: id, label: nom }))}
      />
      <TextArea
        {...champ('question')}
        label="Question particulière"
        hint="Une grille de questions lui est posée de toute façon."
        maxLength={2000}
        optional
      />
    </>
  ),
  async run(deps, agent, { form, visee }) {
    const expert = parseId<'Personne'>(form.get('expert'));
    if (!expert.ok) return refuse({ expert: 'Choisissez un expert.' });
    const question = form.get('question').trim();
    if (question.length > 2000) return refuse({ question: tropLong(2000) });
    const { dossierId } = visee.instruction;
    const asked = await askAvis(deps, agent, { dossierId, expertId: expert.value, question: question || null });
    if (!asked.ok) return refuse({ expert: asked.error });
    return ok(`L’avis ${de(visee.equipe.nomOf(expert.value))} est demandé.`);
  },
};
