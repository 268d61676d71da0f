import { contentDisposition } from '../../../platform/blobs/safe-file-name.ts';
import { NotFound } from '../../../platform/errors.ts';
import { formData } from '../../../platform/http/form.ts';
import { type Contexte, json, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { fromPlainDate, type Jour, parseJour } from '../../../values/jour.ts';
import type { Result } from '../../../values/result.ts';
import { type Annuaire, findAgent, type Organisation, publicAccess } from '../../comptes/index.ts';
import { type EtapeDeps, type EtapeLue, readEtape } from '../use-cases/read-etape.ts';
import { etapeCsv, etapeJson } from './etape-fichiers.ts';
import { adresseDe } from './etape-liens.ts';
import { refusDeDate } from './etape-mots.ts';
import { etapePdf } from './etape-pdf.ts';
import { PointDEtape } from './etape-vue.tsx';
import { readForm } from './formulaire.ts';

export type PointDEtapeDeps = EtapeDeps & { readonly annuaire: Annuaire };

/** What became of the fund, at the end of any day: a query on the journal, for everybody. */
export function pointDEtapePages(deps: PointDEtapeDeps): readonly Page[] {
  const path = '/fonds/:organisation/point-d-etape';
  return [
    { path, access: publicAccess, GET: (contexte) => show(deps, contexte) },
    {
      path: `${path}.json`,
      access: publicAccess,
      async GET(contexte) {
        const { lu, organisation } = await readForFile(deps, contexte);
        return json(etapeJson(lu, organisation));
      },
    },
    {
      path: `${path}.csv`,
      access: publicAccess,
      async GET(contexte) {
        const { lu } = await readForFile(deps, contexte);
        return {
          type: 'fichier',
          body: etapeCsv(lu),
          contentType: 'text/csv; charset=utf-8',
          disposition: contentDisposition('attachment', `point-d-etape-${lu.jour}.csv`),
        };
      },
    },
    {
      path: `${path}.pdf`,
      access: publicAccess,
      // It is set on each request: much longer than a page.
      perMinute: 30,
      async GET(contexte) {
        const { lu, organisation } = await readForFile(deps, contexte);
        return {
          type: 'fichier',
          body: Buffer.from(await etapePdf(lu, organisation)),
          contentType: 'application/pdf',
          disposition: contentDisposition('inline', `point-d-etape-${lu.jour}.pdf`),
        };
      },
    },
  ];
}

async function show(deps: PointDEtapeDeps, contexte: Contexte): Promise<Reponse> {
  const organisation = await organisationDuFonds(deps, contexte);
  const { query } = contexte;
  const typed = readTyped(query);
  if (typed?.ok && typed.value <= aujourdhui(deps)) {
    return redirect(`${adresseDe(organisation.slug)}?date=${typed.value}`);
  }
  const asked = typed ?? jourDemande(deps, query.get('date'));
  const refus = asked.ok ? refusDeDate(asked.value, aujourdhui(deps)) : asked.error;
  const jour = asked.ok && refus === undefined ? asked.value : aujourdhui(deps);
  const lu = await readFonds(deps, organisation, jour);
  const agent = await findAgent(deps, contexte);
  const view = <PointDEtape contexte={contexte} organisation={organisation} lu={lu} agent={agent} refus={refus} />;
  return page(view, refus === undefined ? 200 : 422);
}

/** A file has no field to correct: a date that it cannot have is an address that does not exist. */
async function readForFile(deps: PointDEtapeDeps, contexte: Contexte) {
  const organisation = await organisationDuFonds(deps, contexte);
  const asked = jourDemande(deps, contexte.query.get('date'));
  const refus = asked.ok ? refusDeDate(asked.value, aujourdhui(deps)) : asked.error;
  if (!asked.ok || refus) throw new NotFound(refus ?? '');
  return { organisation, lu: await readFonds(deps, organisation, asked.value) };
}

/** @throws NotFound when the organisation manages no fund */
async function readFonds(deps: PointDEtapeDeps, organisation: Organisation, jour: Jour): Promise<EtapeLue> {
  const lu = await readEtape(deps, organisation, jour);
  if (lu.programmes.length === 0) throw new NotFound('Cette organisation ne gère pas de fonds.');
  return lu;
}

/** @throws NotFound */
export async function organisationDuFonds(
  { annuaire }: Pick<PointDEtapeDeps, 'annuaire'>,
  { params }: Contexte,
): Promise<Organisation> {
  const organisation = await annuaire.bySlug(params['organisation'] ?? '');
  if (!organisation) throw new NotFound('Cette organisation n’existe pas ici.');
  return organisation;
}

export const aujourdhui = ({ clock }: Pick<EtapeDeps, 'clock'>): Jour => fromPlainDate(clock.today());

/** Today when no day is asked for. */
export function jourDemande(deps: Pick<EtapeDeps, 'clock'>, date: string | null): Result<Jour> {
  return date === null || date === '' ? { ok: true, value: aujourdhui(deps) } : parseJour(date);
}

/** A date typed in three fields; undefined when the form was not sent. */
function readTyped(query: URLSearchParams): Result<Jour> | undefined {
  if (!query.has('date.jour')) return undefined;
  const lu = readForm(formData(query), (lecture) => lecture.date('date'));
  return lu.ok ? lu : { ok: false, error: lu.error['date'] ?? '' };
}
