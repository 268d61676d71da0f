import { DateFields, MoneyField, RadioGroup, TextField } from '../../../platform/html/index.ts';
import type { Page } from '../../../platform/http/page.ts';
import { parseId } from '../../../values/ids.ts';
import { inEuros, subtractMontants, sumMontants, ZERO } from '../../../values/montant.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import type { CauseCaducite } from '../domain/caducite.ts';
import { assertMayAward, assertMayManage } from '../policies.ts';
import { abandonSubvention } from '../use-cases/abandon-subvention.ts';
import { awardSubvention } from '../use-cases/award-subvention.ts';
import { closeSubvention } from '../use-cases/close-subvention.ts';
import { declareCaducite } from '../use-cases/declare-caducite.ts';
import { declareCommencement } from '../use-cases/declare-commencement.ts';
import { recordReversement } from '../use-cases/record-reversement.ts';
import { type ActionPage, actionPage, type Objet } from './action.tsx';
import type { FondsDeps } from './deps.ts';
import { DocumentsRecus } from './documents-recus.tsx';
import { type Erreurs, readForm, typedMontant } from './formulaire.ts';

/** The actions of a subvention's life that need no plan of payments: each a page, each with its act. */
export function actionsSubventionPages(deps: FondsDeps): readonly Page[] {
  return [ATTRIBUTION, ABANDON, COMMENCEMENT, SOLDE, REVERSEMENT, CADUCITE].map((action) => actionPage(deps, action));
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

const verseOf = ({ versements }: Objet) => sumMontants(versements.map(({ montantLiquide }) => montantLiquide ?? ZERO));

const SOLDE: ActionPage = {
  chemin: 'solde',
  titre: 'Solder la subvention',
  bouton: 'Calculer et solder',
  action: 'solder',
  assertMay: assertMayManage,
  intro: (objet) => (
    <>
      <p>
        {inEuros(verseOf(objet))} ont été versés sur {inEuros(objet.subvention.montant)}. Le compte final dit ce qui
        reste dû, ou ce que le bénéficiaire reverse. Il est définitif.
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
  async run(deps, agent, { form, objet }) {
    const lu = readForm(form, (lire) => ({
      depenseReelle: lire.montant('depenseReelle'),
      autresAides: lire.montantFacultatif('autresAides'),
      justificatif: lire.texte('justificatif', 'Dites ce qui prouve la dépense.'),
      soldeeLe: lire.dateDeFait('soldeeLe', deps.clock),
    }));
    if (!lu.ok) return lu;
    const done = await closeSubvention(deps, agent, { subventionId: objet.subvention.id, ...lu.value });
    return beside('depenseReelle', done, done.ok ? done.value.explication.join(' ') : '');
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

const CAUSES: readonly { readonly value: CauseCaducite; readonly label: string }[] = [
  { value: 'non_commencee', label: 'Le projet n’a pas commencé à temps' },
  { value: 'non_achevee', label: 'Le projet ne s’est pas achevé à temps' },
];

const CADUCITE: ActionPage = {
  chemin: 'caducite',
  titre: 'Constater la caducité',
  bouton: 'Constater la caducité',
  action: 'constater_caducite',
  assertMay: assertMayAward,
  intro: (objet) => (
    <p>
      Ce qui n’a pas été versé reviendra à l’enveloppe. {inEuros(verseOf(objet))} ont été versés : dites combien le
      bénéficiaire en reverse.
    </p>
  ),
  fields: ({ champ }) => (
    <>
      <RadioGroup {...champ('cause')} label="Pourquoi la subvention est-elle caduque ?" options={CAUSES} />
      <TextField {...champ('reference')} label="Décision" hint="Par exemple « Décision n° 2026-12 »." />
      <MoneyField {...champ('reversement')} label="Montant à reverser en euros" optional />
    </>
  ),
  async run(deps, agent, { form, objet }) {
    const causes = CAUSES.map(({ value }) => value);
    const lu = readForm(form, (lire) => ({
      cause: lire.choix('cause', causes, 'Dites pourquoi elle est caduque.'),
      reference: lire.texte('reference', 'Dites quelle décision constate la caducité.'),
      reversement: lire.montantFacultatif('reversement'),
    }));
    if (!lu.ok) return lu;
    const done = await declareCaducite(deps, agent, { subventionId: objet.subvention.id, ...lu.value });
    return beside('cause', done, 'La subvention est caduque.');
  },
};
