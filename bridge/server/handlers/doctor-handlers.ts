/** Answers `doctor.*`. Layer: bridge/server. */
import { ok } from '../../../core/base/result.ts';
import type { DOCTOR_METHODS } from '../../../core/protocol/methods/doctor-methods.ts';
import { classAddresses } from '../../class/class-addresses.ts';
import type { Handlers } from './handler.ts';

export const DOCTOR_HANDLERS: Handlers<keyof typeof DOCTOR_METHODS> = {
  'doctor.examine': async (_, { robots, place, classroom }) => {
    const port = place.port();
    const addresses = classAddresses({ port, isSecure: place.isSecure }).map(({ address }) => address);
    const findings = await robots.examine({ isOpen: place.isOpenToLan, addresses, port, hasHadGuests: classroom.desk.hasHadGuests });
    return ok({ findings: [...findings] });
  },
};
