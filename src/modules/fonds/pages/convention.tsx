import { DateFields, NumberField, TextField, YesNo } from '../../../platform/html/index.ts';
import type { Page } from '../../../platform/http/page.ts';
import { parseId } from '../../../values/ids.ts';
import { inEuros, subtractMontants } from '../../../values/montant.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import type { ErreursConvention } from '../domain/plan.ts';
import { totalLiquide } from '../domain/versement.ts';
import { assertMayManage } from '../policies.ts';
import { amendConvention } from '../use-cases/amend-convention.ts';
import { signConvention } from '../use-cases/sign-convention.ts';
import { type ActionPage, actionPage } from './action.tsx';
import type { FondsDeps } from './deps.ts';
import { type Erreurs, readForm } from './formulaire.ts';
import { PlanFields, readPlan } from './plan-fields.tsx';

/** The agreement of a subvention and its plan of payments; what changes it. */
export function conventionPages(deps: FondsDeps): readonly Page[] {
  return [CONVENTION, AVENANT].map((action) => actionPage(deps, action));
}

const DUREE = { min: 1, max: 240, absent: 'Indiquez un nombre de mois, par exemple 24.' };

const CONVENTION: ActionPage = {
  chemin: 'convention',
  titre: 'Enregistrer la convention',
  bouton: 'Enregistrer la convention',
  action: 'conventionner',
  assertMay: assertMayManage,
  intro: ({ subvention }) => (
    <p>
      La subvention est de {inEuros(subvention.montant)} : les versements font cette somme, et le dernier est le solde.
      Ceux laissés vides ne comptent pas.
    </p>
  ),
  fields: (fields, { subvention }) => (
    <>
      <DateFields {...fields.date('signeeLe')} label="Date de signature" />
      <DateFields {...fields.date('finPrevue', subvention.finPrevue)} label="Fin prévue du projet" />
      <NumberField {...fields.champ('dureeMois')} label="Durée du projet en mois" width={4} />
      <YesNo
        {...fields.champ('garantie')}
        label="Une garantie à première demande couvre-t-elle l’avance ?"
        hint="L’avance peut alors atteindre 60 % de la subvention, au lieu de 30 %."
      />
      <PlanFields fields={fields} />
    </>
  ),
  async run(deps, agent, { form, objet }) {
    const lu = readForm(form, (lire) => ({
      signeeLe: lire.dateDeFait('signeeLe', deps.clock),
      finPrevue: lire.date('finPrevue'),
      dureeMois: lire.entier('dureeMois', DUREE),
      garantie: lire.choix('garantie', ['oui', 'non'], 'Dites si une garantie couvre l’avance.') === 'oui',
    }));
    const plan = readPlan(form);
    if (!lu.ok || !plan.ok) return refuse({ ...(lu.ok ? {} : lu.error), ...(plan.ok ? {} : plan.error) });
    const convention = { subventionId: objet.subvention.id, ...lu.value, plan: plan.value };
    const done = await signConvention(deps, agent, convention);
    return besideThePlan(done, 'La convention est enregistrée avec son plan de versements.');
  },
};

const AVENANT: ActionPage = {
  chemin: 'avenant',
  titre: 'Enregistrer un avenant',
  bouton: 'Enregistrer l’avenant',
  action: 'amender',
  assertMay: assertMayManage,
  intro: ({ subvention: { montant }, versements }) => {
    const acquis = totalLiquide(versements);
    return (
      <p>
        Les versements déjà justifiés ou payés, {inEuros(acquis)}, ne changent pas. Ceux qui suivent remplacent les
        autres&nbsp;: ils font {inEuros(subtractMontants(montant, acquis))}, et le dernier est le solde.
      </p>
    );
  },
  fields: (fields, { subvention, versements }) => (
    <>
      <TextField {...fields.champ('motif')} label="Motif" hint="Par exemple « Retard du fournisseur »." />
      <DateFields {...fields.date('signeLe')} label="Date de signature" />
      <DateFields {...fields.date('finPrevue', subvention.finPrevue)} label="Nouvelle fin prévue du projet" />
      <NumberField
        {...fields.champ('dureeMois', String(subvention.dureeMois ?? ''))}
        label="Durée du projet en mois"
        width={4}
      />
      <PlanFields fields={fields} known={versements.filter(({ statut }) => statut === 'prevu')} />
    </>
  ),
  async run(deps, agent, { form, objet }) {
    const cle = parseId<'Cle'>(form.get('cle'));
    if (!cle.ok) return refuse({ motif: cle.error });
    const lu = readForm(form, (lire) => ({
      motif: lire.texte('motif', 'Dites pourquoi la convention change.'),
      signeLe: lire.dateDeFait('signeLe', deps.clock),
      finPrevue: lire.date('finPrevue'),
      dureeMois: lire.entier('dureeMois', DUREE),
    }));
    const plan = readPlan(form);
    if (!lu.ok || !plan.ok) return refuse({ ...(lu.ok ? {} : lu.error), ...(plan.ok ? {} : plan.error) });
    const avenant = { subventionId: objet.subvention.id, cle: cle.value, ...lu.value, plan: plan.value };
    const done = await amendConvention(deps, agent, avenant);
    return besideThePlan(done, 'L’avenant est enregistré.');
  },
};

/** Its dates have their own fields; what is wrong with the whole plan stands above its first amount. */
function besideThePlan(done: Result<void, ErreursConvention>, message: string): Result<string, Erreurs> {
  if (done.ok) return ok(message);
  const { plan, ...dates } = done.error;
  return refuse(plan === undefined ? { ...dates } : { 'versement-1-montant': plan });
}
