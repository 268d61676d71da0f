import { createHmac, timingSafeEqual } from 'node:crypto';
import type { MachineEcrite, ReponseMachine } from '../../../platform/http/machine.ts';
import type { Noyau, Services } from '../../../platform/services.ts';
import { receiveNotification } from '../use-cases/receive-notification.ts';

/** The longest real one is some 20 kB. */
const LONGEST = 200_000;

/** Where DataPass tells what becomes of requests. It has ten seconds' patience, and gives up after five failures. */
export function notificationsDataPass(
  outils: Noyau & Pick<Services, 'logger'>,
  secret: string | undefined,
): readonly MachineEcrite[] {
  return [
    {
      path: '/datapass/notifications',
      maxBytes: LONGEST,
      perMinute: 300,
      async POST({ body, header }) {
        if (secret === undefined) return ABSENTE;
        if (!isSigned(body, header('x-hub-signature-256'), secret)) {
          outils.logger.warn({}, 'a notification of datapass is not signed by it');
          return NON_SIGNEE;
        }
        const json = parseJson(body);
        if (json === undefined) return ILLISIBLE;
        await receiveNotification(outils, body, json);
        return { type: 'recu' };
      },
    },
  ];
}

const ABSENTE: ReponseMachine = {
  type: 'refus',
  status: 404,
  titre: 'Adresse inconnue',
  detail: 'Les notifications de DataPass ne sont pas reçues ici.',
};
const NON_SIGNEE: ReponseMachine = {
  type: 'refus',
  status: 401,
  titre: 'Signature refusée',
  detail: 'L’en-tête X-Hub-Signature-256 manque, ou ne correspond pas au corps.',
};
const ILLISIBLE: ReponseMachine = {
  type: 'refus',
  status: 400,
  titre: 'Corps illisible',
  detail: 'Le corps n’est pas du JSON.',
};

/** The shape, and so the length, is checked first: comparing two lengths throws. */
function isSigned(body: Buffer, header: string | undefined, secret: string): boolean {
  const [, hex] = /^sha256=([0-9a-f]{64})$/i.exec(header ?? '') ?? [];
  if (hex === undefined) return false;
  return timingSafeEqual(Buffer.from(hex, 'hex'), createHmac('sha256', secret).update(body).digest());
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
