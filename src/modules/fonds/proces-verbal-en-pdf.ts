import { minutesPdf, type Partie } from '../../platform/pdf/minutes.ts';
import { formatJour } from '../../values/format-jour.ts';
import { count, NBSP } from '../../values/french.ts';
import { inEuros, sumMontants } from '../../values/montant.ts';
import { type Organisation, themeOf } from '../comptes/index.ts';
import { pourquoiNonClassee } from './domain/classement.ts';
import { NOMS_EFFETS } from './domain/commission.ts';
import { readFraction, showFraction } from './domain/fraction.ts';
import { NOTE_MAX } from './domain/grille-evaluation.ts';
import type { CommissionLue } from './use-cases/read-commission.ts';

export type ProcesVerbal = CommissionLue & {
  readonly organisation: Organisation;
  /** Its name. */
  readonly session: string;
  readonly closedAt: Temporal.Instant;
};

/** The minutes of a committee: who was there, the ranking with its digest, what was decided. To sign. */
export async function procesVerbalEnPdf(minutes: ProcesVerbal): Promise<Uint8Array> {
  const { commission, organisation, session, closedAt } = minutes;
  return minutesPdf({
    titre: `Procès-verbal${NBSP}: ${commission.nom}`,
    organisation: { nom: organisation.nom, adresse: [] },
    theme: themeOf(organisation),
    reference: `${session}, séance du ${formatJour(commission.tenueLe)}`,
    createdAt: closedAt,
    parties: [presence(minutes), ordreDuJour(minutes), decisions(minutes)],
    signatures: ['Présidence de la commission', 'Secrétariat de séance'],
  });
}

const plain = (texte: string) => ({ type: 'paragraphe', texte: [{ texte, gras: false }] }) as const;

function presence({ commission, membres }: ProcesVerbal): Partie {
  const presents = membres.filter(({ present }) => present).length;
  return {
    titre: 'Membres',
    blocs: [
      plain(
        `${count(presents, 'membre')} sur ${membres.length} ${presents >= 2 ? 'sont présents' : 'est présent'}${NBSP}: ` +
          `le quorum de ${commission.quorum} est atteint.`,
      ),
    ],
    tableau: {
      colonnes: [
        { titre: 'Membre', part: 3 },
        { titre: 'Qualité', part: 4 },
        { titre: 'Présence', part: 2 },
      ],
      rangees: membres.map(({ nom, qualite, present }) => [nom, qualite ?? '', present ? 'Présent' : 'Absent']),
    },
  };
}

function ordreDuJour({ classement, classees, nonClassees, grille, demandeOf }: ProcesVerbal): Partie {
  const lineOf = (dossier: string) => {
    const demande = demandeOf(dossier);
    return [demande?.numero ?? dossier, demande?.beneficiaire ?? '', demande ? inEuros(demande.demande) : ''];
  };
  return {
    titre: `Ordre du jour${NBSP}: classement ${classement.numero}`,
    blocs: [
      plain(
        `Le classement est celui dont l’instantané a pour empreinte SHA-256 ${classement.empreinte.toString('hex')}, ` +
          `inscrite au journal. Score sur ${NOTE_MAX}.`,
      ),
    ],
    tableau: {
      colonnes: [
        { titre: 'Rang', part: 1.4 },
        { titre: 'Demande', part: 2.2 },
        { titre: 'Demandeur', part: 3.6 },
        { titre: 'Demandé', part: 2 },
        { titre: 'Score', part: 2.6 },
      ],
      rangees: [
        ...classees.map(({ dossier, rang, score }) => [
          String(rang),
          ...lineOf(dossier),
          showFraction(readFraction(score)),
        ]),
        ...nonClassees.map((one) => ['Non classée', ...lineOf(one.dossier), pourquoiNonClassee(one, grille.quorum)]),
      ],
    },
  };
}

function decisions({
  decisions: taken,
  classees,
  nonClassees,
  enveloppes,
  demandeOf,
  decisionOf,
}: ProcesVerbal): Partie {
  const total = sumMontants(taken.flatMap(({ effet, montant }) => (effet === 'proposee' ? (montant ?? []) : [])));
  const order = [...classees, ...nonClassees].map(({ dossier }) => dossier);
  return {
    titre: 'Décisions',
    blocs: [plain(`Subventions proposées${NBSP}: ${inEuros(total)}.`)],
    tableau: {
      colonnes: [
        { titre: 'Demande', part: 2.2 },
        { titre: 'Décision', part: 2.4 },
        { titre: 'Montant', part: 1.8 },
        { titre: 'Enveloppe, motif', part: 5 },
      ],
      rangees: order.map((dossier) => {
        const one = decisionOf(dossier);
        const purse = enveloppes.find(({ id }) => id === one?.enveloppeId)?.nom;
        return [
          demandeOf(dossier)?.numero ?? dossier,
          one?.effet ? NOMS_EFFETS[one.effet] : 'Reportée, sans décision',
          one?.montant ? inEuros(one.montant) : '',
          [purse, one?.motif, one?.echec].filter(Boolean).join('. '),
        ];
      }),
    },
  };
}
