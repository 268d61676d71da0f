import type { Noyau, Services } from '../../../platform/services.ts';
import type { Annuaire } from '../../comptes/index.ts';
import type { Decider } from '../../demarches/index.ts';

/** What the pages of this module are made with. */
export type FondsDeps = Noyau & Pick<Services, 'blobs'> & { readonly annuaire: Annuaire; readonly decider: Decider };

/** What those that anybody may read are made with: nothing that writes. */
export type PublicFondsDeps = Pick<Services, 'db' | 'clock' | 'publicUrl'> & { readonly annuaire: Annuaire };
