import { formatNumber, fr } from '../../../platform/html/index.ts';
import { type ReportSection, reportPdf } from '../../../platform/pdf/report.ts';
import type { PdfColumn } from '../../../platform/pdf/table.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { inEuros } from '../../../values/montant.ts';
import { type Organisation, themeOf } from '../../comptes/index.ts';
import type { Groupe } from '../domain/point-d-etape.ts';
import type { EtapeLue } from '../use-cases/read-etape.ts';
import { percent } from './etape-equite.tsx';
import {
  AUCUN_PAIEMENT,
  dontFictifs,
  fictifsDits,
  jours,
  montantCle,
  nomsOf,
  parNom,
  RURALITES,
} from './etape-mots.ts';
import { phraseDeTrajectoire } from './etape-panneaux.tsx';
import { perInhabitant } from './etape-tableaux.tsx';

/** The point d’étape as it is handed to journalists. The same day is the same file, as long as the journal says the same. */
export function etapePdf(lu: EtapeLue, organisation: Organisation): Promise<Uint8Array> {
  const { jour, point } = lu;
  const { ensemble } = point;
  const { parStatut, fictifs } = ensemble;
  const detailOf = (text: string) => (text === '' ? undefined : text);
  return reportPdf({
    titre: `Point d’étape au ${formatJour(jour)}`,
    chapeau: fr(
      `Chiffres tirés du journal du fonds, à la fin du ${formatJour(jour)}. Chacun ouvre sa liste sur la page en ligne.`,
    ),
    organisation,
    theme: themeOf(organisation),
    reference: `Point d’étape au ${formatJour(jour)}`,
    createdAt: Temporal.PlainDate.from(jour).toZonedDateTime('Europe/Paris').toInstant(),
    chiffres: [
      {
        valeur: montantCle(ensemble.attribue),
        libelle: 'Attribués',
        detail: fr(
          `${formatNumber(ensemble.subventions)} subventions ${dontFictifs(fictifs.subventions, 'fictive')}`.trim(),
        ),
      },
      {
        valeur: montantCle(ensemble.paye),
        libelle: 'Payés',
        detail: ensemble.delaiPaiement === null ? AUCUN_PAIEMENT : undefined,
      },
      { valeur: montantCle(ensemble.reste), libelle: 'Restent à payer' },
      {
        valeur: formatNumber(ensemble.deposes),
        libelle: 'Dossiers déposés',
        detail: detailOf(dontFictifs(fictifs.deposes)),
      },
      { valeur: formatNumber(parStatut.en_instruction), libelle: 'En instruction' },
      { valeur: formatNumber(parStatut.acceptee), libelle: 'Acceptés' },
      { valeur: formatNumber(parStatut.refusee), libelle: 'Refusés' },
      { valeur: formatNumber(ensemble.soutenues), libelle: 'Collectivités soutenues' },
      { valeur: jours(ensemble.delaiInstruction), libelle: 'Du dépôt à la décision, médiane' },
    ],
    sections: sectionsOf(lu),
  });
}

function sectionsOf(lu: EtapeLue): readonly ReportSection[] {
  const { jour, point, recensement, equite, courbe, objectifs } = lu;
  const noms = nomsOf(lu);
  return [
    parGroupe('Par axe', 'Axe', parNom(point.axes, noms.axe), noms.axe),
    parGroupe('Par dispositif', 'Dispositif', parNom(point.dispositifs, noms.dispositif), noms.dispositif),
    {
      titre: 'Au fil du temps',
      table: {
        colonnes: [
          column('À la fin du', 2),
          ...['Déposés', 'Attribué', 'Payé', 'Soutenues'].map((titre) => column(titre, 2, true)),
        ],
        rangees: courbe.map(({ jour: le, chiffres }) => [
          formatJour(le, 'short'),
          formatNumber(chiffres.deposes),
          inEuros(chiffres.attribue),
          inEuros(chiffres.paye),
          formatNumber(chiffres.soutenues),
        ]),
      },
    },
    parGroupe('Par type de collectivité', 'Type', point.types, noms.type),
    parGroupe('Par taille', 'Taille', point.classes, noms.classe),
    parGroupe('Par région', 'Région', parNom(point.regions, noms.region), noms.region, (cle) =>
      recensement.regions.get(cle),
    ),
    parGroupe('Par département', 'Département', point.departements, noms.departement, (cle) =>
      recensement.departements.get(cle),
    ),
    {
      titre: 'Équité entre collectivités',
      table: {
        colonnes: [
          column('Collectivités', 5),
          ...['En France', 'Soutenues', 'Jamais demandé', 'Par habitant'].map((titre) => column(titre, 2, true)),
        ],
        rangees: equite.map((ligne) => [
          `${noms.type(ligne.type)}. ${noms.classe(String(ligne.classe))}`,
          formatNumber(ligne.nombre),
          formatNumber(ligne.soutenues),
          percent(ligne.jamaisDemande, ligne.nombre),
          ligne.parHabitant === null ? '–' : inEuros(ligne.parHabitant),
        ]),
      },
    },
    sectionRuralite(lu),
    ...objectifs.map(
      (objectif): ReportSection => ({
        titre: objectif.libelle,
        paragraphes: [
          fr(
            `${formatNumber(objectif.compte)} collectivités, pour ${formatNumber(objectif.cible)} visées ` +
              `le ${formatJour(objectif.echeance)}. ${phraseDeTrajectoire(objectif, jour)} Source\u00a0: ${objectif.source}`,
          ),
        ],
      }),
    ),
  ];
}

const RURALITE_NON_DITE = {
  sans_grille: 'Non connu\u00a0: la grille de densité de l’Insee n’a pas été fournie.',
  en_calcul: 'Non connu\u00a0: la grille de densité de l’Insee vient d’être fournie, ces chiffres se calculent.',
};

function sectionRuralite({ ruralite }: EtapeLue): ReportSection {
  const titre = 'Communes rurales et urbaines';
  if (ruralite.etat !== 'connue') return { titre, paragraphes: [fr(RURALITE_NON_DITE[ruralite.etat])] };
  return {
    titre,
    table: {
      colonnes: [
        column('Communes', 5),
        ...['En France', 'Soutenues', 'Jamais demandé', 'Par habitant'].map((one) => column(one, 2, true)),
      ],
      rangees: ruralite.lignes.map((ligne) => [
        RURALITES[ligne.cle],
        formatNumber(ligne.nombre),
        formatNumber(ligne.soutenues),
        percent(ligne.jamaisDemande, ligne.nombre),
        ligne.parHabitant === null ? '–' : inEuros(ligne.parHabitant),
      ]),
    },
  };
}

function parGroupe(
  titre: string,
  entete: string,
  groupes: readonly Groupe[],
  nom: (cle: string) => string,
  population?: (cle: string) => number | undefined,
): ReportSection {
  if (groupes.length === 0) return { titre, paragraphes: ['Rien à compter ce jour-là.'] };
  return {
    titre,
    table: {
      colonnes: [
        column(entete, 5),
        ...['Déposés', 'Acceptés', 'Attribué', 'Payé'].map((one) => column(one, 2, true)),
        ...(population ? [column('Par habitant', 2, true)] : []),
      ],
      rangees: groupes.map((groupe) => [
        [nom(groupe.cle), fictifsDits(groupe)].filter(Boolean).join(', '),
        formatNumber(groupe.deposes),
        formatNumber(groupe.parStatut.acceptee),
        inEuros(groupe.attribue),
        inEuros(groupe.paye),
        ...(population ? [perInhabitant(groupe.attribue, population(groupe.cle))] : []),
      ]),
    },
  };
}

function column(titre: string, part: number, nombre = false): PdfColumn {
  return { titre, part, nombre };
}
