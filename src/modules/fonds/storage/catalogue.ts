import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROOT } from '../../../platform/root.ts';
import { NBSP, quote } from '../../../values/french.ts';
import { euros, type Montant, sumMontants } from '../../../values/montant.ts';
import { fr } from '../../../values/typography.ts';
import { lireRegles } from '../../demarches/index.ts';
import type { GrilleAvis } from '../domain/avis.ts';
import { criteresDe, FAITS, REGLE } from '../domain/eligibilite.ts';
import type { Grille } from '../domain/grille-evaluation.ts';
import { type Calendrier, checkCalendrier } from '../domain/session.ts';
import { DOSSIER_DES_ACTES, type ModeleDuCatalogue, readModelesActes } from './catalogue-actes.ts';
import { readGrille, readGrilleAvis } from './catalogue-grille.ts';

/** A fund as `catalogue/fonds/` describes it: what the law and the calls say, each fact with its source beside it. */
export type ProgrammeDuCatalogue = {
  readonly nom: string;
  readonly montant: Montant;
  readonly axes: readonly { readonly nom: string; readonly montant: Montant }[];
  readonly dispositifs: readonly DispositifDuCatalogue[];
  /** The texts of the acts, as the parameters make them. */
  readonly actes: readonly ModeleDuCatalogue[];
};

export type DispositifDuCatalogue = {
  readonly slug: string;
  readonly nom: string;
  /** Number of its axis, from 1. */
  readonly axe: number;
  readonly nature: 'guichet' | 'appel_a_projets';
  readonly presentation: string;
  /** Slug of the démarche by which one asks. */
  readonly demarche: string | undefined;
  /** By what the requests of its sessions are compared; none where they are not. */
  readonly grille: Grille | undefined;
  /** By what experts give their opinion on them. */
  readonly avis: GrilleAvis;
  readonly sessions: readonly SessionDuCatalogue[];
};

export type SessionDuCatalogue = Calendrier & {
  readonly nom: string;
  /** Made to try things: only the demonstration opens it. */
  readonly demonstration: boolean;
  readonly versions: readonly {
    readonly appliesFrom: Temporal.Instant;
    readonly regles: Readonly<Record<string, unknown>>;
  }[];
};

/** @throws Error that names the file and what to do, when the catalogue is wrong */
export async function readCatalogueFonds(folder = join(ROOT, 'catalogue', 'fonds')): Promise<ProgrammeDuCatalogue> {
  const programme = programmeSchema.parse(parse(await readFile(join(folder, 'programme.yaml'), 'utf8')));
  if (sumMontants(programme.axes.map(({ montant }) => montant)) !== programme.montant) {
    throw new Error('catalogue/fonds/programme.yaml : les axes ne font pas le montant du programme.');
  }
  const entries = await readdir(folder, { withFileTypes: true });
  const slugs = entries
    .filter((entry) => entry.isDirectory() && entry.name !== DOSSIER_DES_ACTES)
    .map(({ name }) => name);
  const dispositifs = await Promise.all(slugs.toSorted().map((slug) => readDispositif(folder, slug)));
  const actes = await readModelesActes(join(folder, DOSSIER_DES_ACTES));
  return { ...programme, dispositifs: dispositifs.toSorted((a, b) => a.axe - b.axe), actes };
}

/** What an installation that serves people is given of it: nothing that was made to try things. */
export function sansDemonstration(programme: ProgrammeDuCatalogue): ProgrammeDuCatalogue {
  const dispositifs = programme.dispositifs.map((dispositif) => ({
    ...dispositif,
    sessions: dispositif.sessions.filter(({ demonstration }) => !demonstration),
  }));
  return { ...programme, dispositifs };
}

async function readDispositif(folder: string, slug: string): Promise<DispositifDuCatalogue> {
  const text = await readFile(join(folder, slug, 'dispositif.yaml'), 'utf8');
  const { sessions, demarche, ...dispositif } = dispositifSchema.parse(parse(text));
  return {
    slug,
    ...dispositif,
    demarche,
    grille: await readGrille(folder, slug),
    avis: await readGrilleAvis(folder, slug),
    sessions: await Promise.all(
      sessions.map(async ({ nom, demonstration, ouverture, cloture, grace_minutes, versions }) => {
        const calendrier = { opensAt: ouverture, closesAt: cloture ?? null, graceMinutes: grace_minutes };
        const checked = checkCalendrier(calendrier);
        if (!checked.ok) throw new Error(`catalogue/fonds/${slug}/dispositif.yaml : ${checked.error}`);
        return {
          nom,
          demonstration,
          ...calendrier,
          versions: await Promise.all(
            versions.map(async (version) => ({
              appliesFrom: version.a_partir_du,
              regles: await readRegles(folder, slug, version.regles),
            })),
          ),
        };
      }),
    ),
  };
}

async function readRegles(folder: string, slug: string, name: string): Promise<Readonly<Record<string, unknown>>> {
  const fichier = `catalogue/fonds/${slug}/${name}`;
  return parseReglesDuFonds(fichier, await readFile(join(folder, slug, name), 'utf8'));
}

/** @throws Error listing line and remedy of everything that is wrong */
export function parseReglesDuFonds(fichier: string, texte: string): Readonly<Record<string, unknown>> {
  const lues = lireRegles(fichier, texte, Object.values(FAITS), Object.values(REGLE));
  if (!lues.ok) {
    const lines = lues.erreurs.map((e) => `${e.fichier}:${e.ligne} ${e.message} ${e.remede}`);
    throw new Error(lines.join('\n'));
  }
  const { regles } = lues;
  if (!criteresDe(regles)) {
    throw new Error(
      `${fichier} : écrivez la règle ${quote(REGLE.eligible)} avec ${quote('toutes ces conditions')}${NBSP}: la liste de ses critères, des règles qui ont chacune un titre.`,
    );
  }
  for (const [either, or] of [
    [REGLE.taux, REGLE.forfait],
    [REGLE.depense, REGLE.depense],
  ] as const) {
    if (Object.hasOwn(regles, either) || Object.hasOwn(regles, or)) continue;
    throw new Error(`${fichier} : il manque la règle ${quote(either)}${either === or ? '' : ` ou ${quote(or)}`}.`);
  }
  return regles;
}

const amount = z.number().transform(euros);

/** As people read it, with the spaces of French typography. */
const texte = z.string().trim().min(1).transform(fr);

/** A date and an hour on the clocks of Paris: `2021-11-22T23:59` stands for the whole minute. */
const instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'une date et une heure, par exemple "2021-11-22T23:59"')
  .transform((text) => Temporal.PlainDateTime.from(text).toZonedDateTime('Europe/Paris').toInstant());

const programmeSchema = z.strictObject({
  nom: texte,
  montant: amount,
  axes: z.array(z.strictObject({ nom: texte, montant: amount })).min(1),
});

const dispositifSchema = z.strictObject({
  nom: texte,
  axe: z.number().int().min(1),
  nature: z.enum(['guichet', 'appel_a_projets']),
  presentation: texte,
  demarche: z.string().optional(),
  sessions: z
    .array(
      z.strictObject({
        nom: texte,
        demonstration: z.boolean().default(false),
        ouverture: instant,
        cloture: instant.optional(),
        grace_minutes: z.number().int(),
        versions: z
          .array(z.strictObject({ a_partir_du: instant, regles: z.string().regex(/^[a-z0-9-]+\.publicodes\.yaml$/) }))
          .min(1),
      }),
    )
    .min(1),
});
