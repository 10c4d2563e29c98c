/** Where the page begins. */
import { mount } from 'svelte';
import { connectBridge } from './adapters/bridge/connect-bridge.ts';
import { ownPass } from './adapters/bridge/page-pass.ts';
import { keptSeat } from './adapters/storage/kept-seat.ts';
import { finishLeaving, followLeaving } from './adapters/storage/leave-seat.ts';
import { openStorage } from './adapters/storage/open-storage.ts';
import { keepInClass } from './app/class-connections.svelte.ts';
import { keepConnected, startHeavyPartsSoon } from './app/connections.svelte.ts';
import { createLab } from './app/create-lab.svelte.ts';
import { listenToKeys } from './app/keys.ts';
import { openFirstProject } from './app/open-first-project.ts';
import Shell from './app/Shell.svelte';

await finishLeaving();
followLeaving();
const seat = keptSeat();
const { role } = ownPass(document);
const bridge = connectBridge();
const storage = await openStorage(seat?.student.id);
const { lab, lesson } = createLab({ storage, bridge, role, seat });
listenToKeys(lab);
const target = document.getElementById('app')!;
target.replaceChildren();
mount(Shell, { target, props: { lab, lesson } });
keepInClass(lab);
if (role !== 'guest') await openFirstProject(lab, bridge);
keepConnected(lab);
startHeavyPartsSoon(lab);
