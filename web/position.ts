import { type Adresse, adressesAutour } from './adresses.ts';

/** Metres beyond which the nearest address has no reason to be the right one: a computer found by its network, say. */
const PRECISION_M = 300;
const WAIT_MS = 15_000;

/**
 * A button, as a field of its own, that asks where the device is, when it is pressed and at no other time, and our server for the addresses
 * around. Nothing is filled in: whoever pressed it chooses.
 *
 * @returns nothing where the browser gives no position
 */
export function positionField(
  document: Document,
  { id, jeton, propose }: { id: string; jeton: string; propose: (adresses: readonly Adresse[]) => void },
): readonly HTMLElement[] {
  if (!isSecureContext || !('geolocation' in navigator)) return [];
  const button = document.createElement('button');
  Object.assign(button, { type: 'button', className: 'button button-secondaire', textContent: 'Utiliser ma position' });
  button.setAttribute('aria-describedby', `${id}-position`);
  const said = document.createElement('p');
  Object.assign(said, { id: `${id}-position`, className: 'hint', textContent: AVANT });
  said.setAttribute('role', 'status');

  let busy = false;
  button.addEventListener('click', async () => {
    if (busy) return;
    busy = true;
    said.textContent = 'Recherche de votre position…';
    said.textContent = await proposeAround(jeton, propose).catch(() => SILENCE);
    busy = false;
  });
  const field = document.createElement('div');
  field.className = 'field';
  field.append(said, button);
  return [field];
}

/** @returns what to tell */
async function proposeAround(jeton: string, propose: (adresses: readonly Adresse[]) => void): Promise<string> {
  const found = await new Promise<GeolocationPosition | string>((resolve) => {
    navigator.geolocation.getCurrentPosition(
      resolve,
      ({ code, PERMISSION_DENIED }) => resolve(code === PERMISSION_DENIED ? REFUS : INTROUVABLE),
      { enableHighAccuracy: true, timeout: WAIT_MS, maximumAge: 0 },
    );
  });
  if (typeof found === 'string') return found;
  if (found.coords.accuracy > PRECISION_M) return IMPRECIS;
  const adresses = await adressesAutour(found.coords, jeton);
  if (adresses.length === 0) return 'Aucune adresse n’est connue autour de vous. Écrivez-la.';
  propose(adresses);
  return 'Choisissez votre adresse dans la liste, ou écrivez-la si elle n’y est pas.';
}

const AVANT =
  'Votre position ne sert qu’à chercher les adresses autour de vous dans la Base adresse nationale. Elle n’est pas gardée.';
const REFUS =
  'Votre navigateur n’a pas donné votre position. Autorisez-la dans ses réglages pour ce site, ou écrivez l’adresse.';
const INTROUVABLE = 'Votre position n’a pas été trouvée. Réessayez, ou écrivez l’adresse.';
const IMPRECIS = 'Votre appareil ne sait pas assez précisément où vous êtes. Écrivez l’adresse.';
const SILENCE = 'La recherche d’adresses ne répond pas pour le moment. Écrivez l’adresse.';
