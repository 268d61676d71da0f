import type { Jour } from '../../values/jour.ts';
import type { Montant } from '../../values/montant.ts';
import type { DossierJoue, Formulaire } from './plan.ts';

/** What is typed in a form, by step then by field. */
export type Saisie = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The answers of a dossier of the time, in the words of its form. People and places are invented. */
export function saisieOf(dossier: DossierJoue): Saisie {
  const collectivite = {
    siret: dossier.porteur.siret,
    referent: 'Personne fictive',
    courriel: 'contact@exemple.fr',
    telephone: '0199000000',
  };
  const engagements = { non_commencement: 'oui', exactitude: 'oui' };
  return { collectivite, ...PROPRES[dossier.formulaire](dossier), engagements };
}

const PROPRES: Readonly<Record<Formulaire, (dossier: DossierJoue) => Saisie>> = {
  'fonds-franceconnect': ({ objet, demande }) => ({
    raccordement: {
      objet,
      'services.lignes': '1',
      'services.1.nom': 'Portail des démarches',
      'services.1.relie_a': 'franceconnect',
      ...dates(),
      montant_demande: enEuros(demande),
    },
    code_source: { code_ecrit: 'non' },
  }),
  'fonds-projet-local': (dossier) => projet(dossier, {}),
  'fonds-projet-national': (dossier) => projet(dossier, { thematique: 'demarche' }),
};

function projet({ objet, cout, demande }: DossierJoue, propre: Readonly<Record<string, string>>): Saisie {
  return {
    projet: { objet, ...propre, depense: 'service_en_ligne', description: 'Projet fictif.', ...dates() },
    financement: {
      'plan.depenses.lignes': '1',
      'plan.depenses.1.poste': 'Réalisation',
      'plan.depenses.1.montant': enEuros(cout),
      'plan.depenses.1.eligible': 'oui',
      'plan.recettes.lignes': '1,2',
      'plan.recettes.1.financeur': 'Fonds',
      'plan.recettes.1.nature': 'aide_demandee',
      'plan.recettes.1.montant': enEuros(demande),
      'plan.recettes.2.financeur': 'Collectivité',
      'plan.recettes.2.nature': 'part_maitre_ouvrage',
      'plan.recettes.2.montant': String((cout - demande) / 100),
    },
    code_source: { licence: 'eupl-1-2', reutilisable: 'oui' },
  };
}

/** After every deposit of the time, and long before today. */
const DEBUT = '2022-01-03' as Jour;
export const FIN = '2023-12-29' as Jour;

function dates(): Readonly<Record<string, string>> {
  return { ...parts('debut', DEBUT), ...parts('fin', FIN) };
}

function parts(champ: string, date: Jour): Readonly<Record<string, string>> {
  const [annee = '', mois = '', jour = ''] = date.split('-');
  return { [`${champ}.jour`]: jour, [`${champ}.mois`]: mois, [`${champ}.annee`]: annee };
}

const enEuros = (montant: Montant) => String(montant / 100);
