import { DateFields, MoneyField, TextField } from '../../../platform/html/index.ts';
import type { Page } from '../../../platform/http/page.ts';
import { parseId } from '../../../values/ids.ts';
import { inEuros, subtractMontants } from '../../../values/montant.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { assertMayAward, assertMayManage } from '../policies.ts';
import { abandonSubvention } from '../use-cases/abandon-subvention.ts';
import { awardSubvention } from '../use-cases/award-subvention.ts';
import { declareCommencement } from '../use-cases/declare-commencement.ts';
import { recordReversement } from '../use-cases/record-reversement.ts';
import { type ActionPage, actionPage } from './action.tsx';
import type { FondsDeps } from './deps.ts';
import { finDeSubventionPages } from './fin-de-subvention.tsx';
import { type Erreurs, readForm, typedMontant } from './formulaire.ts';

/** The actions of a subvention's life that need no plan of payments: each a page, each with its act. */
export function actionsSubventionPages(deps: FondsDeps): readonly Page[] {
  return [
    ...[ATTRIBUTION, ABANDON, COMMENCEMENT, REVERSEMENT].map((action) => actionPage(deps, action)),
    ...finDeSubventionPages(deps),
  ];
}

/** A refusal of a use case, beside the field that it speaks of most. */
export function beside(name: string, done: Result<unknown>, message: string): Result<string, Erreurs> {
  return done.ok ? ok(message) : refuse({ [name]: done.error });
}

const ATTRIBUTION: ActionPage = {
  chemin: 'attribution',
  titre: 'Attribuer la subvention',
  bouton: 'Attribuer la subvention',
  action: 'attribuer',
  assertMay: assertMayAward,
  intro: ({ subvention }) => (
    <p>{inEuros(subvention.montant)} seront engagés : le bénéficiaire pourra compter dessus, et personne d’autre.</p>
  ),
  fields: ({ champ, date }) => (
    <>
      <TextField {...champ('reference')} label="Acte d’attribution" hint="Par exemple « Arrêté n° 2026-1042 »." />
      <DateFields {...date('decideeLe')} label="Date de la décision" />
      <DateFields
        {...date('commencerAvant')}
        label="Date limite pour commencer le projet"
        hint="Après elle, la caducité peut être constatée."
        optional
      />
    </>
  ),
  async run(deps, agent, { form, objet }) {
    const lu = readForm(form, (lire) => ({
      reference: lire.texte('reference', 'Dites quel acte attribue la subvention.'),
      decideeLe: lire.dateDeFait('decideeLe', deps.clock),
      commencerAvant: lire.dateFacultative('commencerAvant'),
    }));
    if (!lu.ok) return lu;
    const done = await awardSubvention(deps, agent, { subventionId: objet.subvention.id, ...lu.value });
    if (done.ok) return ok('La subvention est attribuée. Enregistrez maintenant sa convention.');
    const { statut, ...erreurs } = done.error;
    return refuse(statut ? { reference: statut } : { ...erreurs });
  },
};

const ABANDON: ActionPage = {
  chemin: 'abandon',
  titre: 'Abandonner la subvention',
  bouton: 'Abandonner la subvention',
  action: 'abandonner',
  assertMay: assertMayAward,
  intro: ({ subvention }) => (
    <p>
      {inEuros(subvention.montant)} reviendront à l’enveloppe. Un abandon est définitif : il faudra une nouvelle
      proposition.
    </p>
  ),
  fields: ({ champ }) => (
    <TextField {...champ('motif')} label="Motif" hint="Par exemple « La commune renonce à son projet »." />
  ),
  async run(deps, agent, { form, objet }) {
    const lu = readForm(form, (lire) => ({ motif: lire.texte('motif', 'Dites pourquoi elle est abandonnée.') }));
    if (!lu.ok) return lu;
    const done = await abandonSubvention(deps, agent, { subventionId: objet.subvention.id, ...lu.value });
    return beside('motif', done, 'La subvention est abandonnée, ses crédits sont revenus à l’enveloppe.');
  },
};

const COMMENCEMENT: ActionPage = {
  chemin: 'commencement',
  titre: 'Déclarer le commencement',
  bouton: 'Enregistrer la date',
  action: 'declarer_commencement',
  assertMay: assertMayManage,
  fields: ({ date }, { subvention }) => (
    <DateFields
      {...date('commencement', subvention.commencement)}
      label="Date de commencement du projet"
      hint="Celle du premier acte juridique, une commande par exemple, ou d’une déclaration sur l’honneur."
    />
  ),
  async run(deps, agent, { form, objet }) {
    const lu = readForm(form, (lire) => ({ commencement: lire.dateDeFait('commencement', deps.clock) }));
    if (!lu.ok) return lu;
    const done = await declareCommencement(deps, agent, { subventionId: objet.subvention.id, ...lu.value });
    return beside('commencement', done, 'La date de commencement est enregistrée.');
  },
};

const REVERSEMENT: ActionPage = {
  chemin: 'reversement',
  titre: 'Enregistrer un reversement',
  bouton: 'Enregistrer le reversement',
  action: null,
  assertMay: assertMayManage,
  intro: ({ subvention, reverse }) => (
    <p>Reste à reverser : {inEuros(subtractMontants(subvention.reversementDu, reverse))}.</p>
  ),
  fields: ({ champ, date }, { subvention, reverse }) => (
    <>
      <MoneyField
        {...champ('montant', typedMontant(subtractMontants(subvention.reversementDu, reverse)))}
        label="Montant reçu en euros"
      />
      <DateFields {...date('recuLe')} label="Date de l’encaissement" />
      <TextField {...champ('reference')} label="Titre de perception" hint="Par exemple « Titre n° 421 »." />
    </>
  ),
  async run(deps, agent, { form, objet }) {
    const cle = parseId<'Cle'>(form.get('cle'));
    if (!cle.ok) return refuse({ montant: cle.error });
    const lu = readForm(form, (lire) => ({
      montant: lire.montant('montant'),
      recuLe: lire.dateDeFait('recuLe', deps.clock),
      reference: lire.texte('reference', 'Indiquez le numéro du titre de perception.'),
    }));
    if (!lu.ok) return lu;
    const reversement = { subventionId: objet.subvention.id, cle: cle.value, ...lu.value };
    const done = await recordReversement(deps, agent, reversement);
    return beside('montant', done, `${inEuros(lu.value.montant)} ont été reversés.`);
  },
};
