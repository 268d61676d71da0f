import type { Clock } from '../../../platform/clock.ts';
import type { FormData } from '../../../platform/http/form.ts';
import { parseCodeDepartement } from '../../../values/code-departement.ts';
import { isCodeRegion, regionOfDepartement } from '../../../values/code-region.ts';
import { parseId } from '../../../values/ids.ts';
import { decimal, percent, type Ratio } from '../../../values/ratio.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { parseSiret, type Siret } from '../../../values/siret.ts';
import { TYPES_BENEFICIAIRE, type TypeBeneficiaire } from '../domain/subvention.ts';
import type { DemandeDeSubvention } from '../use-cases/propose-subvention.ts';
import { type Erreurs, readForm } from './formulaire.ts';
import { readPartage } from './partage.tsx';

const TYPES = Object.keys(TYPES_BENEFICIAIRE) as TypeBeneficiaire[];
const POPULATION = { min: 0, max: 99_999_999, absent: 'Indiquez un nombre d’habitants, ou laissez vide.' };

/** What was typed of a proposal. Its rules come after (`checkProposition`). */
export function readProposition(form: FormData, clock: Clock): Result<DemandeDeSubvention, Erreurs> {
  const dossier = parseId<'Dossier'>(form.get('dossier'));
  return readForm(form, (lire): DemandeDeSubvention => {
    const enveloppeId = lire.valeur('enveloppe', readEnveloppe, '');
    const type = lire.choix('type', TYPES, 'Choisissez le type de bénéficiaire.');
    const departement = type === 'region' ? null : lire.valeur<string>('code', parseCodeDepartement, '');
    const region =
      departement === null ? lire.valeur<string>('code', readRegion, '') : regionOfDepartement(departement);
    return {
      enveloppeId,
      cle: lire.valeur('cle', (typed) => parseId<'Cle'>(typed), '' as never),
      ...(dossier.ok ? { dossierId: dossier.value } : {}),
      beneficiaire: {
        siret: lire.valeur('siret', parseSiret, '' as Siret),
        nom: lire.texte('nom', 'Donnez le nom du bénéficiaire.', 200),
        type,
        departement,
        region,
        population: form.get('population').trim() === '' ? null : lire.entier('population', POPULATION),
      },
      objet: lire.texte('objet', 'Dites à quoi sert la subvention.', 256),
      ...readPartage(lire),
      demandeRecue: lire.dateDeFait('demandeRecue', clock),
      commencement: lire.dateFacultative('commencement'),
      finPrevue: lire.date('finPrevue'),
      cout: lire.montant('cout'),
      assiette: lire.montant('assiette'),
      taux: lire.valeur('taux', readTaux, decimal('1')),
      montant: lire.montant('montant'),
      autresAides: lire.montantFacultatif('autresAides'),
      financementsPrives: lire.montantFacultatif('financementsPrives'),
      derogationParticipation: lire.texteFacultatif('derogation'),
    };
  });
}

function readEnveloppe(typed: string): Result<string> {
  const id = parseId<'Enveloppe'>(typed);
  return id.ok ? id : refuse('Choisissez l’enveloppe qui la finance.');
}

function readRegion(typed: string): Result<string> {
  return isCodeRegion(typed) ? ok(typed) : refuse('Indiquez le code de la région, par exemple 75.');
}

/** « 75 », « 66,6667 »: an exact fraction, whatever the decimals. */
function readTaux(typed: string): Result<Ratio> {
  const text = typed.replace(/\s*%$/, '').replace(',', '.');
  if (!/^\d{1,3}(?:\.\d{1,6})?$/.test(text)) return refuse('Écrivez le taux en chiffres, par exemple 75 ou 66,67.');
  return ok(percent(text));
}
