import type { Seal } from '../../../platform/seal.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { NBSP, quote } from '../../../values/french.ts';
import { fromPlainDate } from '../../../values/jour.ts';
import { findOrganisationById } from '../../comptes/index.ts';
import { type Definition, definitionOfVersion, listDemarches } from '../../demarches/index.ts';
import { scopesDe } from '../domain/droits.ts';
import { phraseEssai } from '../domain/essai.ts';
import {
  empechementDe,
  finLaPlusProche,
  type Habilitation,
  phraseEmpechement,
  seuilAtteint,
} from '../domain/habilitation.ts';
import { routes } from '../domain/routes/index.ts';
import type { Verificateur } from '../sources/introspection.ts';
import { listAllOf, readJetonScelle } from '../storage/habilitations.ts';
import { USAGE_DU_SCEAU } from './deps.ts';
import { essayer } from './test-jeton.ts';
import { makeVerificateur, type VerificateurOptions } from './verificateur.ts';

/** `remarque` is worth knowing and wrong in nothing. */
export type Constat = { readonly etat: 'bon' | 'mauvais' | 'remarque'; readonly texte: string };

type Options = VerificateurOptions & {
  readonly sceau: (usage: string) => Seal;
  /** Stands for the network in tests. */
  readonly verificateur?: Verificateur;
};

const PREFIXE = 'api_particulier.';

/** For `parvis doctor`: whether API Particulier answers, and whether each habilitation is what it says. */
export async function diagnostiquerApiParticulier(options: Options): Promise<readonly Constat[]> {
  const { db, baseUrl } = options;
  const verificateur = options.verificateur ?? makeVerificateur(options);
  const { host } = new URL(baseUrl);
  const joint = await verificateur.joindre();
  if (joint === 'ailleurs') {
    return [
      mauvais(
        `API Particulier n’est pas à cette adresse (${baseUrl}), où un autre service répond. Mettez dans API_PARTICULIER_URL son adresse seule, sans rien après le nom du serveur.`,
      ),
    ];
  }
  if (joint === 'non') {
    return [
      mauvais(
        `API Particulier ne répond pas (${host}). Vérifiez API_PARTICULIER_URL et que ce serveur peut sortir en https. Après des appels répétés malgré un refus, l’adresse peut être bannie douze heures.`,
      ),
    ];
  }
  const concernees = await db.transaction({ systeme: true }, async (tx) => {
    const found = await listAllOf(tx, 'api_particulier');
    const rows = [];
    for (const habilitation of found) {
      const organisation = await findOrganisationById(tx, habilitation.organisationId);
      const demarche = (await listDemarches(tx, habilitation.organisationId)).find(
        ({ id }) => id === habilitation.demarcheId,
      );
      const definition = demarche && (await definitionOfVersion(tx, demarche.versionId));
      const scelle = await readJetonScelle(tx, habilitation.id);
      rows.push({ habilitation, definition, scelle, nom: `${organisation?.nom ?? ''}, ${demarche?.slug ?? ''}` });
    }
    return rows;
  });
  const constats: Constat[] = [bon(`API Particulier répond (${host}).`)];
  if (concernees.length === 0)
    constats.push(remarque('Aucune habilitation API Particulier n’est enregistrée\u00a0: rien n’est demandé.'));
  for (const { habilitation, definition, scelle, nom } of concernees) {
    const own = [
      ...validite(options, habilitation),
      ...(await jeton({ sceau: options.sceau(USAGE_DU_SCEAU), verificateur }, habilitation, scelle)),
      ...(definition ? demandes(definition, habilitation) : []),
    ];
    constats.push(...own.map(({ etat, texte }) => ({ etat, texte: `${nom}${NBSP}: ${texte}` })));
  }
  return constats;
}

function validite({ clock }: Options, habilitation: Habilitation): readonly Constat[] {
  const aujourdhui = fromPlainDate(clock.today());
  const empechement = empechementDe(habilitation, aujourdhui);
  if (empechement) {
    return [
      mauvais(
        `${phraseEmpechement(empechement, habilitation)} Mettez-la à jour d’après DataPass, ou renouvelez la demande.`,
      ),
    ];
  }
  const fin = finLaPlusProche(habilitation);
  return seuilAtteint(fin, aujourdhui) === undefined
    ? [bon(`valable jusqu’au ${formatJour(fin)}.`)]
    : [remarque(`prend fin le ${formatJour(fin)}. Renouvelez-la sur DataPass.`)];
}

/** FranceConnected calls use the person's own token: without the habilitation's, only the verification is missing. */
async function jeton(
  outils: Parameters<typeof essayer>[0],
  habilitation: Habilitation,
  scelle: Buffer | undefined,
): Promise<readonly Constat[]> {
  const essai = await essayer(outils, habilitation, scelle);
  if (essai.type === 'conforme') return [bon('son jeton est accepté.')];
  return [
    essai.type === 'sans_jeton' || essai.type === 'injoignable'
      ? remarque(phraseEssai(essai))
      : mauvais(phraseEssai(essai)),
  ];
}

/** What the démarche fills champs in from, and nothing grants. */
function demandes(definition: Definition, habilitation: Habilitation): readonly Constat[] {
  const granted = new Set(habilitation.scopes);
  const manquants = definition.sections
    .flatMap(({ champs }) => champs)
    .flatMap(({ prefill }) => {
      const route = routes.find(({ id }) => prefill?.source === `${PREFIXE}${id}`);
      return prefill && route ? scopesDe(route, prefill.chemin.split('.')[0] ?? '') : [];
    })
    .filter((scope) => !granted.has(scope));
  if (manquants.length === 0) return [bon('tout ce que la démarche préremplit est accordé.')];
  const list = [...new Set(manquants)].join(', ');
  return [
    remarque(
      `la démarche ${quote(definition.titre)} préremplit aussi des champs qu’ouvrent ${list}, qui ne sont pas accordés. Demandez-les sur DataPass, ou laissez l’usager répondre.`,
    ),
  ];
}

const bon = (texte: string): Constat => ({ etat: 'bon', texte });
const mauvais = (texte: string): Constat => ({ etat: 'mauvais', texte });
const remarque = (texte: string): Constat => ({ etat: 'remarque', texte });
