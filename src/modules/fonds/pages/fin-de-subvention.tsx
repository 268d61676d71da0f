import { DateFields, InsetText, MoneyField, RadioGroup, SummaryList, TextField } from '../../../platform/html/index.ts';
import type { FormData } from '../../../platform/http/form.ts';
import type { Page } from '../../../platform/http/page.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { inEuros, subtractMontants } from '../../../values/montant.ts';
import { ok, refuse } from '../../../values/result.ts';
import type { CauseCaducite } from '../domain/caducite.ts';
import { totalPaye } from '../domain/versement.ts';
import { assertMayAward, assertMayManage } from '../policies.ts';
import { closeSubvention, previewCloture } from '../use-cases/close-subvention.ts';
import { declareCaducite, previewCaducite } from '../use-cases/declare-caducite.ts';
import { type ConfirmedAction, confirmedActionPages } from './confirmed-action.tsx';
import type { FondsDeps } from './deps.ts';
import { DocumentsRecus } from './documents-recus.tsx';
import { readForm, typedMontant } from './formulaire.ts';

/** How a subvention ends: nobody takes it back, so its effect is shown in figures before it is done. */
export function finDeSubventionPages(deps: FondsDeps): readonly Page[] {
  return [SOLDE, CADUCITE].flatMap((action) => confirmedActionPages(deps, action));
}

const lireSolde = ({ clock }: Pick<FondsDeps, 'clock'>, form: FormData) =>
  readForm(form, (lire) => ({
    depenseReelle: lire.montant('depenseReelle'),
    autresAides: lire.montantFacultatif('autresAides'),
    justificatif: lire.texte('justificatif', 'Dites ce qui prouve la dépense.'),
    soldeeLe: lire.dateDeFait('soldeeLe', clock),
  }));

const SOLDE: ConfirmedAction = {
  chemin: 'solde',
  titre: 'Solder la subvention',
  bouton: 'Calculer le compte final',
  action: 'solder',
  assertMay: assertMayManage,
  intro: (objet) => (
    <>
      <p>
        {inEuros(totalPaye(objet.versements))} ont été payés sur {inEuros(objet.subvention.montant)}. Le compte final
        dit ce qui reste dû, ou ce que le bénéficiaire reverse. Vous le verrez avant de l’enregistrer.
      </p>
      <DocumentsRecus {...objet} />
    </>
  ),
  fields: ({ champ, date }, { subvention }) => (
    <>
      <MoneyField {...champ('depenseReelle')} label="Dépense subventionnable réelle en euros" />
      <MoneyField
        {...champ('autresAides', typedMontant(subvention.autresAides))}
        label="Autres aides publiques reçues en euros"
        optional
      />
      <TextField
        {...champ('justificatif')}
        label="Justificatif"
        hint="Par exemple « Compte final et liste des aides publiques du 3 mai 2026 »."
      />
      <DateFields {...date('soldeeLe')} label="Date du compte final" />
    </>
  ),
  confirmation: {
    titre: 'Vérifier le compte final',
    bouton: 'Solder définitivement',
    async show(deps, agent, { form, objet }) {
      const lu = lireSolde(deps, form);
      if (!lu.ok) return lu;
      const { depenseReelle, autresAides, justificatif, soldeeLe } = lu.value;
      const demande = { subventionId: objet.subvention.id, depenseReelle, autresAides };
      const apercu = await previewCloture(deps, agent, demande);
      if (!apercu.ok) return refuse({ depenseReelle: apercu.error });
      const { compte, dejaVerse, degage } = apercu.value;
      return ok(
        <>
          <SummaryList
            rows={[
              { label: 'Dépense réelle', value: inEuros(depenseReelle) },
              { label: 'Autres aides publiques', value: inEuros(autresAides) },
              { label: 'Justificatif', value: `${justificatif}, ${formatJour(soldeeLe)}` },
              { label: 'Subvention attribuée', value: inEuros(objet.subvention.montant) },
              { label: 'Subvention finale', value: inEuros(compte.subventionFinale) },
              { label: 'Déjà payé', value: inEuros(dejaVerse) },
              { label: 'Solde à payer', value: inEuros(compte.solde) },
              { label: 'À reverser par le bénéficiaire', value: inEuros(compte.reversement) },
              { label: 'Rendu à l’enveloppe', value: inEuros(degage) },
            ]}
          />
          <p>{compte.explication.join(' ')}</p>
          <InsetText>
            Un compte final est définitif&nbsp;: il ne se corrige ni ne s’annule, et plus aucun autre versement ne se
            demande.
            {compte.reversement > 0 && ' La lettre de reversement sera préparée.'}
          </InsetText>
        </>,
      );
    },
  },
  async run(deps, agent, { form, objet }) {
    const lu = lireSolde(deps, form);
    if (!lu.ok) return lu;
    const done = await closeSubvention(deps, agent, { subventionId: objet.subvention.id, ...lu.value });
    return done.ok ? ok(done.value.explication.join(' ')) : refuse({ depenseReelle: done.error });
  },
};

const CAUSES: readonly { readonly value: CauseCaducite; readonly label: string }[] = [
  { value: 'non_commencee', label: 'Le projet n’a pas commencé à temps' },
  { value: 'non_achevee', label: 'Le projet ne s’est pas achevé à temps' },
];

const lireCaducite = (form: FormData) =>
  readForm(form, (lire) => ({
    cause: lire.choix(
      'cause',
      CAUSES.map(({ value }) => value),
      'Dites pourquoi elle est caduque.',
    ),
    reference: lire.texte('reference', 'Dites quelle décision constate la caducité.'),
    reversement: lire.montantFacultatif('reversement'),
  }));

const CADUCITE: ConfirmedAction = {
  chemin: 'caducite',
  titre: 'Constater la caducité',
  bouton: 'Voir ce qui serait fait',
  action: 'constater_caducite',
  assertMay: assertMayAward,
  intro: (objet) => (
    <p>
      Ce qui n’a pas été payé reviendra à l’enveloppe. {inEuros(totalPaye(objet.versements))} ont été payés&nbsp;: dites
      combien le bénéficiaire en reverse.
    </p>
  ),
  fields: ({ champ }) => (
    <>
      <RadioGroup {...champ('cause')} label="Pourquoi la subvention est-elle caduque ?" options={CAUSES} />
      <TextField {...champ('reference')} label="Décision" hint="Par exemple « Décision n° 2026-12 »." />
      <MoneyField {...champ('reversement')} label="Montant à reverser en euros" optional />
    </>
  ),
  confirmation: {
    titre: 'Vérifier la caducité',
    bouton: 'Constater définitivement la caducité',
    async show(deps, agent, { form, objet }) {
      const lu = lireCaducite(form);
      if (!lu.ok) return lu;
      const { cause, reference, reversement } = lu.value;
      const apercu = await previewCaducite(deps, agent, { subventionId: objet.subvention.id, cause, reversement });
      if (!apercu.ok) return refuse({ ...apercu.error });
      const { paye, degage } = apercu.value;
      return ok(
        <>
          <SummaryList
            rows={[
              { label: 'Pourquoi', value: CAUSES.find(({ value }) => value === cause)?.label },
              { label: 'Décision', value: reference },
              { label: 'Subvention attribuée', value: inEuros(objet.subvention.montant) },
              { label: 'Déjà payé', value: inEuros(paye) },
              { label: 'À reverser par le bénéficiaire', value: inEuros(reversement) },
              { label: 'Laissé au bénéficiaire', value: inEuros(subtractMontants(paye, reversement)) },
              { label: 'Rendu à l’enveloppe', value: inEuros(degage) },
            ]}
          />
          <InsetText>
            Une caducité est définitive&nbsp;: les versements prévus sont retirés, et la lettre de caducité est préparée
            {reversement > 0 && ', avec celle du reversement'}.
          </InsetText>
        </>,
      );
    },
  },
  async run(deps, agent, { form, objet }) {
    const lu = lireCaducite(form);
    if (!lu.ok) return lu;
    const done = await declareCaducite(deps, agent, { subventionId: objet.subvention.id, ...lu.value });
    return done.ok ? ok('La subvention est caduque.') : refuse({ ...done.error });
  },
};
