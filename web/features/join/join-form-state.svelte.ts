/** The form that takes a seat, at a guest's page or for a whole station, and where each of its errors belongs. Layer: web/features/join. */
import type { Fault, Result } from '../../../core/base/result.ts';
import type { Bridge } from '../../adapters/bridge/bridge.ts';
import { joinClass } from '../../adapters/bridge/join-class.ts';
import type { KeptSeat } from '../../adapters/storage/kept-seat.ts';
import { typedCode, typedName } from './typed.ts';

export type FieldName = 'address' | 'code' | 'nickname' | 'seat' | 'personalCode';

/** Said next to the field that it is about; every other fault is said under the button. */
const FIELD_OF_FAULT: Readonly<Record<string, FieldName>> = {
  'class.wrong-code': 'code',
  'class.code-expired': 'code',
  'class.none-open': 'code',
  'class.too-many-tries': 'code',
  'class.nickname-taken': 'personalCode',
  'class.wrong-personal-code': 'personalCode',
  'class.bad-address': 'address',
  'class.unreachable': 'address',
  'class.not-a-class': 'address',
};

export class JoinFormState {
  /** On a station bridge's page another bridge is asked, which has an address. */
  readonly isStation: boolean;
  address = $state('');
  code = $state('');
  nickname = $state('');
  seat = $state('');
  personalCode = $state('');
  /** Somebody who has been here before says so, or has to. */
  returning = $state(false);
  #missing = $state.raw<readonly FieldName[]>([]);
  #fault = $state.raw<Fault | undefined>(undefined);
  #busy = $state(false);
  readonly #bridge: Bridge;

  constructor(bridge: Bridge, options: { readonly isStation: boolean; readonly code: string }) {
    this.#bridge = bridge;
    this.isStation = options.isStation;
    this.code = typedCode(options.code);
  }

  get busy() {
    return this.#busy;
  }

  isMissing(field: FieldName): boolean {
    return this.#missing.includes(field);
  }

  faultAt(field: FieldName): Fault | undefined {
    return this.#fault !== undefined && FIELD_OF_FAULT[this.#fault.code] === field ? this.#fault : undefined;
  }

  /** What no field is to blame for. */
  get otherFault(): Fault | undefined {
    return this.#fault !== undefined && FIELD_OF_FAULT[this.#fault.code] === undefined ? this.#fault : undefined;
  }

  async prefill(): Promise<void> {
    if (!this.isStation) return;
    const defaults = await this.#bridge.call('class.joinDefaults', {});
    if (!defaults.ok) return;
    this.address ||= defaults.value.address ?? '';
    this.code ||= defaults.value.code ?? '';
    this.seat ||= defaults.value.seat ?? '';
  }

  /** undefined: something is missing or was refused, and is said at its field. */
  async join(): Promise<KeptSeat | undefined> {
    const typed = {
      address: typedName(this.address),
      code: typedCode(this.code),
      nickname: typedName(this.nickname),
      seat: typedName(this.seat),
      personalCode: this.returning ? typedCode(this.personalCode) : '',
    };
    this.#fault = undefined;
    const needed = ['code', 'nickname', ...(this.isStation ? ['address'] : [])] as readonly FieldName[];
    this.#missing = needed.filter((field) => typed[field] === '');
    if (this.#missing.length > 0) return undefined;
    this.#busy = true;
    const answer = await this.#ask(typed);
    this.#busy = false;
    if (answer.ok) return answer.value;
    this.#fault = answer.fault;
    if (FIELD_OF_FAULT[answer.fault.code] === 'personalCode') this.returning = true;
    return undefined;
  }

  async #ask(typed: Readonly<Record<FieldName, string>>): Promise<Result<KeptSeat>> {
    const { address, code, nickname, seat, personalCode } = typed;
    const request = { code, nickname, ...(seat === '' ? {} : { seat }), ...(personalCode === '' ? {} : { personalCode }) };
    if (!this.isStation) return joinClass(request);
    const seated = await this.#bridge.call('class.joinRemote', { address, ...request });
    if (!seated.ok) return seated;
    const { student, personalCode: ownCode, classTitle } = seated.value;
    return { ok: true, value: { student, personalCode: ownCode, classTitle } };
  }
}
