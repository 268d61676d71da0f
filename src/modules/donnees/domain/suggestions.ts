/** Data that a champ of a démarche could be filled in from, by the words that its label holds. */
type Suggestion = {
  readonly mots: RegExp;
  readonly types: readonly string[];
  readonly route: string;
  readonly donnee: string;
};

/** Few and sure: a wrong suggestion makes somebody ask for a habilitation that they have no use for. */
const SUGGESTIONS: readonly Suggestion[] = [
  { mots: /quotient familial/i, types: ['nombre', 'decimal', 'montant'], route: 'quotient_familial', donnee: 'valeur' },
  { mots: /^(vos|les) enfants( à charge)?$/i, types: ['repetition'], route: 'quotient_familial', donnee: 'enfants' },
  { mots: /\badresse\b/i, types: ['adresse'], route: 'quotient_familial', donnee: 'adresse' },
  {
    mots: /\b(RSA|revenu de solidarité active)\b/i,
    types: ['oui_non'],
    route: 'revenu_solidarite_active',
    donnee: 'beneficiaire',
  },
  {
    mots: /\b(AAH|adultes? handicapés?)\b/i,
    types: ['oui_non'],
    route: 'allocation_adulte_handicape',
    donnee: 'beneficiaire',
  },
  {
    mots: /\b(AEEH|enfant handicapé)\b/i,
    types: ['oui_non'],
    route: 'allocation_enfant_handicape',
    donnee: 'beneficiaire',
  },
  {
    mots: /\b(ASF|soutien familial)\b/i,
    types: ['oui_non'],
    route: 'allocation_soutien_familial',
    donnee: 'beneficiaire',
  },
  { mots: /prime d[’']activité/i, types: ['oui_non'], route: 'prime_activite', donnee: 'beneficiaire' },
  {
    mots: /\b(C2S|CSS|complémentaire santé)\b/i,
    types: ['oui_non'],
    route: 'complementaire_sante_solidaire',
    donnee: 'beneficiaire',
  },
  { mots: /\bboursi(er|ère)\b/i, types: ['oui_non'], route: 'etudiant_boursier', donnee: 'boursier' },
  { mots: /échelon/i, types: ['texte', 'choix', 'liste'], route: 'etudiant_boursier', donnee: 'echelon' },
  { mots: /\bétudiant/i, types: ['oui_non'], route: 'statut_etudiant', donnee: 'inscrit' },
  { mots: /service civique/i, types: ['oui_non'], route: 'service_civique', donnee: 'enCours' },
  { mots: /service national|journée défense/i, types: ['oui_non'], route: 'service_national', donnee: 'enRegle' },
  {
    mots: /ressources annuelles/i,
    types: ['nombre', 'decimal', 'montant'],
    route: 'participation_familiale_eaje',
    donnee: 'ressourcesAnnuelles',
  },
];

/** @returns which datum of which route a champ without prefill could be filled in from */
export function suggererPour(champ: { readonly type: string; readonly libelle: string }) {
  return SUGGESTIONS.find(({ mots, types }) => types.includes(champ.type) && mots.test(champ.libelle));
}
