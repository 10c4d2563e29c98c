/** Answers `doctor.*`. Layer: bridge/server. */
import { ok } from '../../../core/base/result.ts';
import type { DOCTOR_METHODS } from '../../../core/protocol/methods/doctor-methods.ts';
import { classAddresses } from '../../class/class-addresses.ts';
import type { Handlers, MethodContext } from './handler.ts';

const haveGuestsCome = ({ place, classroom }: Pick<MethodContext, 'place' | 'classroom'>): boolean =>
  place.guests.hasHadGuests || classroom.desk.hasHadGuests;

export const DOCTOR_HANDLERS: Handlers<keyof typeof DOCTOR_METHODS> = {
  'doctor.guests': (_, context) => Promise.resolve(ok({ hasHadGuests: haveGuestsCome(context) })),
  'doctor.examine': async (_, { robots, place, classroom }) => {
    const port = place.port();
    const addresses = classAddresses({ port, isSecure: place.isSecure }).map(({ address }) => address);
    const findings = await robots.examine({
      isOpen: place.isOpenToLan,
      addresses,
      port,
      hasHadGuests: haveGuestsCome({ place, classroom }),
    });
    return ok({ findings: [...findings] });
  },
};
