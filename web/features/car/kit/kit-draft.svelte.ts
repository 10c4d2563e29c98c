/** A kit while somebody changes it: what it is now, what is wrong with it, and whether the connected car has it. Layer: web/features. */
import { ok, type Fault, type Result } from '../../../../core/base/result.ts';
import type { PartType, RobotPart } from '../../../../core/robot/profile-parts.ts';
import { parseRobotProfile, type RobotProfile } from '../../../../core/robot/profile.ts';
import { firmwareFits } from '../../../../firmware-profiles/index.ts';
import type { Lab } from '../../../state/context.ts';
import { changed, type Path } from './kit-form.ts';
import { newPart, PART_TYPES } from './new-part.ts';

export class KitDraft {
  #kit = $state.raw<RobotProfile>()!;
  #tried = $state.raw<RobotProfile | undefined>(undefined);
  #problem = $state.raw<Fault | undefined>(undefined);
  readonly #lab: Lab;
  readonly #parsed = $derived(parseRobotProfile(this.#kit));

  constructor(kit: RobotProfile, lab: Lab) {
    this.#kit = kit;
    this.#lab = lab;
  }

  /** As it stands, whole or not. */
  get kit() {
    return this.#kit;
  }

  /** What keeps it from being a kit. */
  get fault(): Fault | undefined {
    if (!this.#parsed.ok) return this.#parsed.fault;
    const fits = firmwareFits(this.#parsed.value);
    return fits.ok ? undefined : fits.fault;
  }

  /** In which part that is; undefined: in none. */
  get faultyPart(): number | undefined {
    const at = /^parts\.(\d+)/.exec(String(this.fault?.params['path'] ?? ''))?.[1];
    return at === undefined ? undefined : Number(at);
  }

  /** Why it was not kept. */
  get problem() {
    return this.#problem;
  }

  /** The connected robot is wired as the form says. */
  get isTried(): boolean {
    return this.#tried === this.#kit;
  }

  get missingTypes(): readonly PartType[] {
    return PART_TYPES.filter((type) => !this.#kit.parts.some((part) => part.type === type));
  }

  /** In one step, as a choice of board is. */
  replace(kit: RobotProfile): void {
    this.#kit = kit;
  }

  set(path: Path, value: unknown): void {
    this.#kit = changed(this.#kit, path, value);
  }

  /** One more of the list at the path, like its last. */
  addItem(path: Path, items: readonly unknown[]): void {
    this.set([...path, items.length], items.at(-1));
  }

  addPart(type: PartType): void {
    this.set(['parts', this.#kit.parts.length], newPart(this.#kit, this.#kit.parts, type));
  }

  changeVariant(index: number, variant: string): void {
    const { parts } = this.#kit;
    const others = parts.filter((_, each) => each !== index);
    this.set(['parts', index], newPart(this.#kit, others, parts[index]!.type, variant));
  }

  othersThan(index: number): readonly RobotPart[] {
    return this.#kit.parts.filter((_, each) => each !== index);
  }

  /** From now on the page's robot is of this kit; nothing is kept. */
  tryOut(): void {
    if (!this.#parsed.ok) return;
    this.#tried = this.#kit;
    this.#lab.kits.tryOut(this.#parsed.value);
  }

  leave(): void {
    this.#lab.kits.tryOut(undefined);
  }

  async keep(): Promise<Result<void>> {
    if (!this.#parsed.ok) return this.#parsed;
    const { id } = this.#parsed.value;
    const kept = await this.#lab.bridge.call('kits.keep', { profile: this.#parsed.value });
    this.#problem = kept.ok ? undefined : kept.fault;
    if (!kept.ok) return kept;
    this.#lab.project.chooseProfile(id);
    return ok(undefined);
  }
}
