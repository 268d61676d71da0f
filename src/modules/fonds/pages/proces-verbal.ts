import { contentDisposition } from '../../../platform/blobs/safe-file-name.ts';
import { NotFound } from '../../../platform/errors.ts';
import type { Page } from '../../../platform/http/page.ts';
import { minutesPdf, type Partie } from '../../../platform/pdf/minutes.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { count, NBSP } from '../../../values/french.ts';
import { inEuros, sumMontants } from '../../../values/montant.ts';
import { agentAccess, themeOf } from '../../comptes/index.ts';
import { readFraction, showFraction } from '../domain/fraction.ts';
import { NOTE_MAX } from '../domain/grille-evaluation.ts';
import { commissionOf, type LieuDeCommission } from './commission-of.ts';
import type { FondsDeps } from './deps.ts';
import { EFFETS, pourquoiNonClassee } from './libelles-evaluation.ts';

/** The minutes of a committee that is closed: who was there, the ranking with its digest, what was decided. To sign. */
export function procesVerbalPages(deps: FondsDeps): readonly Page[] {
  return [
    {
      path: '/fonds/:organisation/commissions/:commission/proces-verbal.pdf',
      access: agentAccess,
      async GET(contexte) {
        const lieu = await commissionOf(deps, contexte);
        return {
          type: 'fichier',
          body: Buffer.from(await procesVerbal(lieu)),
          contentType: 'application/pdf',
          disposition: contentDisposition('attachment', `proces-verbal-${lieu.commission.tenueLe}.pdf`),
        };
      },
    },
  ];
}

async function procesVerbal(lieu: LieuDeCommission): Promise<Uint8Array> {
  const { commission, organisation, session } = lieu;
  if (commission.statut !== 'close' || !commission.closedAt) {
    throw new NotFound('Le procès-verbal est écrit quand la commission est close.');
  }
  return minutesPdf({
    titre: `Procès-verbal${NBSP}: ${commission.nom}`,
    organisation: { nom: organisation.nom, adresse: [] },
    theme: themeOf(organisation),
    reference: `${session.nom}, séance du ${formatJour(commission.tenueLe)}`,
    createdAt: commission.closedAt,
    parties: [presence(lieu), ordreDuJour(lieu), decisions(lieu)],
    signatures: ['Présidence de la commission', 'Secrétariat de séance'],
  });
}

const plain = (texte: string) => ({ type: 'paragraphe', texte: [{ texte, gras: false }] }) as const;

function presence({ commission, membres }: LieuDeCommission): Partie {
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

function ordreDuJour({ classement, classees, nonClassees, grille, demandeOf }: LieuDeCommission): Partie {
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
}: LieuDeCommission): Partie {
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
          one?.effet ? EFFETS[one.effet].text : 'Reportée, sans décision',
          one?.montant ? inEuros(one.montant) : '',
          [purse, one?.motif, one?.echec].filter(Boolean).join('. '),
        ];
      }),
    },
  };
}
