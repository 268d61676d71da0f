import { petiteDemarche, type ReponsesTapees } from '../../demarches/testing/moteur.ts';

/** A form of the fund with the fewest champs: who asks, for what, how much, from when. */
export function demarcheDuFonds(): ReturnType<typeof petiteDemarche> {
  const fichiers = petiteDemarche('tous');
  const demarche = `${fichiers['demarche.yaml']}  - id: demande
    titre: Demande
    champs:
      - { id: siret, type: siret, libelle: SIRET }
      - { id: montant_demande, type: montant, libelle: Montant, min: 1 }
      - { id: debut, type: date, libelle: Début }
      - { id: fin, type: date, libelle: Fin }
`;
  const refus = `${fichiers['lettres/refuse.md']}\n---\n\n**Voies de recours**\n\nEn écrivant à {{ organisation.nom }}.\n`;
  return { ...fichiers, 'demarche.yaml': demarche, 'lettres/refuse.md': refus };
}

/** The Métropole de Lyon, which every call of 2021 takes; 40 000 €, from 1 January 2050. */
export function reponsesDuFonds(change: Readonly<Record<string, string>> = {}): ReponsesTapees {
  return {
    vous: { nom: 'Essai', objet: 'Guichet unique' },
    projet: { description: 'Neuve' },
    demande: {
      siret: '20004697700019',
      montant_demande: '40000',
      ...date('debut', 2050),
      ...date('fin', 2051),
      ...change,
    },
  };
}

function date(champ: string, annee: number): Record<string, string> {
  return { [`${champ}.jour`]: '1', [`${champ}.mois`]: '1', [`${champ}.annee`]: String(annee) };
}
