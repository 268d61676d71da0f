import { NotFound } from '../../../platform/errors.ts';
import { Fieldset, fr, InsetText, Multiline, RadioGroup, TextArea } from '../../../platform/html/index.ts';
import { ok, refuse } from '../../../values/result.ts';
import type { Agent } from '../../comptes/index.ts';
import { AVIS, type Avis, type GrilleAvis, lireAvis } from '../domain/avis.ts';
import { giveAvis } from '../use-cases/give-avis.ts';
import type { ActionCandidature, DemandeVisee } from './action-candidature.tsx';

const CHOIX = (Object.keys(AVIS) as Avis[]).map((value) => ({ value, label: AVIS[value].nom }));

/** The expert who was asked answers, criterion by criterion. */
export const DONNER_UN_AVIS: ActionCandidature = {
  chemin: 'avis',
  titre: 'Donner mon avis',
  bouton: 'Donner cet avis',
  assertMay(agent, { avis }) {
    if (!avis.some(({ expertId }) => expertId === agent.personneId)) {
      throw new NotFound('Aucun avis ne vous est demandé sur cette demande.');
    }
  },
  tooLate: ({ avis }, _deps, { personneId }) =>
    avis.some(({ expertId, donne }) => expertId === personneId && donne)
      ? 'Votre avis est déjà donné. Il ne change plus.'
      : undefined,
  intro: ({ avis }, { personneId }) => (
    <>
      <p>Une fois donné, votre avis ne change plus.</p>
      {avis.map(
        ({ id, expertId, question }) =>
          expertId === personneId &&
          question && (
            <InsetText key={id}>
              <Multiline>{question}</Multiline>
            </InsetText>
          ),
      )}
    </>
  ),
  fields: ({ champ }, visee, agent) => (
    <>
      {grilleOf(visee, agent).criteres.map(({ id, titre, aide }) => (
        <Fieldset key={id} legend={fr(titre)}>
          {aide && <p class="muted">{fr(aide)}</p>}
          <RadioGroup {...champ(`avis.${id}`)} label="Votre avis" options={CHOIX} inline />
          <TextArea {...champ(`commentaire.${id}`)} label="Commentaire" rows={2} optional />
        </Fieldset>
      ))}
      <Fieldset legend="Ensemble">
        <RadioGroup {...champ('avis')} label="Votre avis sur la demande" options={CHOIX} inline />
        <TextArea {...champ('commentaire')} label="Votre avis en quelques mots" maxLength={2000} />
      </Fieldset>
    </>
  ),
  async run(deps, agent, { form, visee }) {
    const lu = lireAvis(grilleOf(visee, agent), (field) => form.get(field));
    if (!lu.ok) return lu;
    const given = await giveAvis(deps, agent, { dossierId: visee.instruction.dossierId, donne: lu.value });
    return given.ok ? ok('Votre avis est donné.') : refuse({ avis: given.error });
  },
};

/** The one under which this expert was asked. */
function grilleOf({ avis }: DemandeVisee, { personneId }: Agent): GrilleAvis {
  return avis.find(({ expertId }) => expertId === personneId)?.grille ?? { criteres: [] };
}
