/**
 * Which robot kits there are (those that ship, the school's own, those of packs) and which one the open project drives. Layer: web/state.
 * What the bridge told is kept in the browser, so that a page whose bridge is away still knows its car.
 */
import type { Bridge } from '../adapters/bridge/bridge.ts';
import type { LocalText } from '../../core/base/local-text.ts';
import type { Fault } from '../../core/base/result.ts';
import { wireKitList, type KitList } from '../../core/protocol/kit-views.ts';
import { parseRobotProfile, type RobotProfile } from '../../core/robot/profile.ts';
import type { IdealEffect } from '../../core/robot/ideal-effects.ts';
import { idealProfile } from '../../core/robot/ideal-profile.ts';
import { DEFAULT_PROFILE_ID, shippedProfile, shippedProfiles, type KitChoice } from '../../firmware-profiles/index.ts';
import type { ProjectState } from './project-state.svelte.ts';

export interface Kit {
  /** What a project names it by: `uno-line-car`, or `<packId>/<kitId>`. */
  readonly reference: string;
  readonly profile: RobotProfile;
}

export interface KitGroup {
  readonly origin: 'shipped' | 'school' | 'pack';
  /** Of the pack. */
  readonly title?: LocalText;
  readonly kits: readonly Kit[];
}

const KEPT = 'guiji.kits';
const NONE: KitList = { school: [], packs: [], damaged: [] };

function readKept(): KitList {
  try {
    return wireKitList.parse(JSON.parse(localStorage.getItem(KEPT) ?? ''));
  } catch {
    return NONE;
  }
}

function keep(list: KitList): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify(list));
  } catch {
    // Without it the kits come with the bridge, a moment later.
  }
}

function kitsOf(documents: readonly unknown[], prefix: string): readonly Kit[] {
  return documents.flatMap((document) => {
    const parsed = parseRobotProfile(document);
    return parsed.ok ? [{ reference: `${prefix}${parsed.value.id}`, profile: parsed.value }] : [];
  });
}

export class KitsState {
  #list = $state.raw<KitList>(readKept());
  #tried = $state.raw<RobotProfile | undefined>(undefined);
  readonly #bridge: Bridge;
  readonly #project: ProjectState;
  readonly #own = $derived<readonly KitGroup[]>([
    { origin: 'school', kits: kitsOf(this.#list.school, '') },
    ...this.#list.packs.map(({ packId, title, kits }): KitGroup => ({ origin: 'pack', title, kits: kitsOf(kits, `${packId}/`) })),
  ]);
  readonly #found = $derived(this.#tried ?? this.find(this.reference));

  constructor(bridge: Bridge, project: ProjectState) {
    this.#bridge = bridge;
    this.#project = project;
    bridge.events.subscribe((event) => {
      if (event.kind === 'state' && event.state === 'online') void this.#refresh();
    });
    bridge.notes.subscribe(({ name }) => {
      if (name === 'kits.changed' || name === 'packs.changed') void this.#refresh();
    });
    if (bridge.state === 'online') void this.#refresh();
  }

  /** Those that ship first; groups without a kit are left out. */
  get groups(): readonly KitGroup[] {
    const shipped = shippedProfiles().map((profile) => ({ reference: profile.id, profile }));
    return [{ origin: 'shipped' as const, kits: shipped }, ...this.#own].filter(({ kits }) => kits.length > 0);
  }

  /** The school's kits that cannot be used. */
  get damaged(): readonly { readonly id: string; readonly fault: Fault }[] {
    return this.#list.damaged;
  }

  /** Of the open project. */
  get reference(): string {
    return this.#project.project?.profileId ?? DEFAULT_PROFILE_ID;
  }

  /** The open project's car is not here: another stands for it where one is drawn, and nothing runs. */
  get isMissing(): boolean {
    return this.#found === undefined;
  }

  get current(): RobotProfile {
    return this.#found ?? shippedProfile(DEFAULT_PROFILE_ID)!;
  }

  /** What a compiler and a robot are told of the open project's car. */
  get choice(): KitChoice {
    const kit = this.#found;
    if (kit === undefined) return { profileId: this.reference };
    return shippedProfile(kit.id) === kit ? { profileId: kit.id } : { profileId: kit.id, profile: kit };
  }

  /** The same without these: all or some of what makes a real car hard. */
  choiceWithout(effects: readonly IdealEffect[]): KitChoice {
    const kit = this.#found;
    const ideal = kit && idealProfile(kit, effects);
    return ideal === undefined || ideal === kit ? this.choice : { profileId: ideal.id, profile: ideal };
  }

  find(reference: string): RobotProfile | undefined {
    const own = (): RobotProfile | undefined => this.#own.flatMap(({ kits }) => kits).find((kit) => kit.reference === reference)?.profile;
    return shippedProfile(reference) ?? own();
  }

  /** In place of the project's car, until `undefined`: one that somebody is changing. */
  tryOut(kit: RobotProfile | undefined): void {
    this.#tried = kit;
  }

  async #refresh(): Promise<void> {
    const answer = await this.#bridge.call('kits.list', {});
    if (!answer.ok || JSON.stringify(answer.value) === JSON.stringify(this.#list)) return;
    this.#list = answer.value;
    keep(answer.value);
  }
}
