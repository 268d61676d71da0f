import type { Mail } from '../../../platform/mail/mail.ts';
import type { Seal } from '../../../platform/seal.ts';
import type { Services } from '../../../platform/services.ts';
import type { Annuaire } from '../../comptes/index.ts';
import type { Moteur } from '../../demarches/index.ts';
import type { Verificateur } from '../sources/introspection.ts';

/** The purpose of the seal of this module. */
export const USAGE_DU_SCEAU = 'donnees';

/** What the use cases and the pages of this module work with. */
export type DonneesDeps = Pick<Services, 'db' | 'clock' | 'random' | 'logger' | 'publicUrl'> & {
  readonly annuaire: Annuaire;
  readonly mail: Mail;
  /** For the tokens: purpose « donnees ». */
  readonly sceau: Seal;
  readonly verificateur: Verificateur;
  readonly moteur: Pick<Moteur, 'definitionOf' | 'sources' | 'registre'>;
};
