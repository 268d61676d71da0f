import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createLimiter } from '../api-particulier/limits.ts';
import { sendJson } from '../http.ts';
import { findInscrite, inscrites } from '../registres/organisations.ts';
import { misbehave, type RegistreOptions, type RegistreServer } from '../registres/registre.ts';
import { associationPayload, etablissementPayload, unitePayload } from './payloads.ts';

/** The token that opens it: of no use anywhere else. */
export const API_ENTREPRISE_TOKEN = 'jeton-de-demonstration-d-api-entreprise';

/** API Entreprise, version 4: Insee and the associations in open data. */
export function createApiEntreprise(options: RegistreOptions): RegistreServer {
  const { now } = options;
  const perMinute = createLimiter(1_000, 60_000, now);
  return {
    async handle(request, response, path) {
      const { remaining, resetsAt } = perMinute.count(request.socket.remoteAddress ?? '');
      const headers = {
        'x-request-id': randomUUID(),
        'ratelimit-limit': '1000',
        'ratelimit-remaining': String(Math.max(0, remaining)),
        'ratelimit-reset': String(resetsAt),
      };
      const refusals = {
        tooMany: errors('00429', 'Trop de requêtes', 'Vous avez effectué trop de requêtes'),
        broken: [
          504,
          errors(
            '01002',
            'Intermédiaire hors-délai',
            'Temps d’attente d’une réponse du fournisseur de données écoulé.',
          ),
        ],
        retryAfter: 30,
      } as const;
      if (await misbehave(options, 'api-entreprise', refusals, response)) return;
      if (remaining < 0) {
        return sendJson(response, 429, refusals.tooMany, {
          ...headers,
          'retry-after': String(resetsAt - Math.floor(now() / 1000)),
        });
      }
      const { status, body } = answer(request, path);
      sendJson(response, status, body, headers);
    },
  };
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

function answer(request: IncomingMessage, path: string): Answer {
  if (request.headers.authorization !== `Bearer ${API_ENTREPRISE_TOKEN}`) {
    return refuse(401, '00101', 'Interdit', 'Votre token n’est pas valide ou n’est pas renseigné', 'token');
  }
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
  if (!/^\d{14}$/.test(query.get('recipient') ?? '')) return missing('00203', 'recipient');
  if (!query.get('context')) return missing('00201', 'context');
  if (!query.get('object')) return missing('00202', 'object');
  const [, kind, number = ''] = ROUTES.map((route) => route.exec(path)).find(Boolean) ?? [];
  switch (kind) {
    case 'etablissements': {
      if (!/^\d{14}$/.test(number))
        return refuse(
          422,
          '00302',
          'Entité non traitable',
          'Le numéro de siret n’est pas correctement formatté',
          'siret',
        );
      const found = findInscrite(number);
      return found ? { status: 200, body: etablissementPayload(found, number) } : notFound('01003', 'INSEE');
    }
    case 'unites_legales': {
      if (!/^\d{9}$/.test(number))
        return refuse(
          422,
          '00301',
          'Entité non traitable',
          'Le numéro de siren n’est pas correctement formatté',
          'siren',
        );
      const found = inscrites.find(
        ({ siret, ancienSiret }) => siret.startsWith(number) || ancienSiret?.startsWith(number),
      );
      return found ? { status: 200, body: unitePayload(found, number) } : notFound('01003', 'INSEE');
    }
    case 'associations': {
      if (!/^(\d{9}|W\w{9})$/.test(number))
        return refuse(
          422,
          '00333',
          'Entité non traitable',
          'Le numéro de siren ou le numéro d’association indiqué n’est pas correctement formatté',
          'id',
        );
      const found = inscrites.find(
        ({ rna, siret }) => rna !== undefined && (rna === number || siret.startsWith(number)),
      );
      return found ? { status: 200, body: associationPayload(found) } : notFound('29003', 'DJEPVA');
    }
    default:
      return { status: 404, body: { errors: [] } };
  }
}

const ROUTES = [
  /^\/v4\/insee\/sirene\/(etablissements|unites_legales)\/([^/]+)$/,
  /^\/v4\/djepva\/api-association\/(associations)\/open_data\/([^/]+)$/,
];

function refuse(status: number, code: string, title: string, detail: string, parameter: string): Answer {
  return { status, body: { errors: [{ code, title, detail, source: { parameter }, meta: {} }] } };
}

function missing(code: string, parameter: string): Answer {
  return refuse(422, code, 'Entité non traitable', `Le paramètre ${parameter} est obligatoire`, parameter);
}

function notFound(code: string, provider: string): Answer {
  const detail =
    'Le ou les paramètre(s) d’entrée n’existent pas, ne sont pas connus, ou ne comportent aucune information pour cet appel.';
  return {
    status: 404,
    body: { errors: [{ code, title: 'Entité non trouvée', detail, source: null, meta: { provider } }] },
  };
}

function errors(code: string, title: string, detail: string) {
  return { errors: [{ code, title, detail, source: null, meta: {} }] };
}
