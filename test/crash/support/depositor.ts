import { csrfToken } from '../../../src/platform/http/csrf.ts';
import type { Brouillon } from '../../support/drafts.ts';

/** What the client of a deposit was told, as far as it went before the server died. */
export type Depot = {
  readonly brouillon: Brouillon;
  /** True once the answer to the form came: the deposit is acknowledged. */
  readonly acknowledged: boolean;
  readonly receipt?: Uint8Array;
};

export type Depositor = {
  /** Sends the form, downloads the receipt. Never throws when the server dies meanwhile. */
  deposit(brouillon: Brouillon): Promise<Depot>;
};

export type DepositorOptions = {
  readonly port: number;
  /** Of the server: the token of the form is made as it does. */
  readonly secret: string;
  /** True when the database dies too: the server may say that it cannot serve, which acknowledges nothing. */
  readonly toleratesOutage: boolean;
};

/** The browsers of the usagers, behind one proxy. Any other answer than the expected one is a failure. */
export function createDepositor({ port, secret, toleratesOutage }: DepositorOptions): Depositor {
  const isOutage = (status: number) => toleratesOutage && status >= 500;
  const request = async ({ dossierId, session }: Brouillon, path: string, body?: URLSearchParams) => {
    const answer = await fetch(`http://127.0.0.1:${port}/dossiers/${dossierId}/${path}`, {
      method: body ? 'POST' : 'GET',
      redirect: 'manual',
      headers: {
        accept: 'text/html',
        cookie: `__Host-navigateur=${BROWSER}; __Host-session=${session}`,
        'x-forwarded-for': addressOf(dossierId),
      },
      ...(body ? { body } : {}),
    });
    return { status: answer.status, location: answer.headers.get('location'), bytes: await answer.bytes() };
  };

  return {
    async deposit(brouillon) {
      let depot: Depot = { brouillon, acknowledged: false };
      const form = new URLSearchParams({ _jeton: csrfToken(secret, BROWSER) });
      const sent = await unlessDead(request(brouillon, 'verification', form));
      if (!sent) return depot;
      if (sent.status !== 303 || sent.location !== `/dossiers/${brouillon.dossierId}/depot`) {
        if (isOutage(sent.status)) return depot;
        throw new Error(`The deposit answers ${sent.status} ${sent.location ?? ''}`);
      }
      depot = { ...depot, acknowledged: true };
      const accuse = await unlessDead(request(brouillon, 'accuse'));
      if (!accuse || isOutage(accuse.status)) return depot;
      if (accuse.status !== 200) throw new Error(`The receipt answers ${accuse.status}`);
      return { ...depot, receipt: accuse.bytes };
    },
  };
}

const BROWSER = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';

/** Undefined when the connection was cut: what came before that is all that the client knows. */
async function unlessDead<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof TypeError || (error instanceof Error && 'code' in error)) return undefined;
    throw error;
  }
}

/** Each usager is at home. */
function addressOf(dossierId: string): string {
  const [a, b, c] = Buffer.from(dossierId.slice(0, 6), 'hex');
  return `10.${a}.${b}.${c}`;
}
