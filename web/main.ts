/** Where the page begins. */
import { mount } from 'svelte';
import { connectBridge } from './adapters/bridge/connect-bridge.ts';
import { openStorage } from './adapters/storage/open-storage.ts';
import { keepConnected, startHeavyPartsSoon } from './app/connections.svelte.ts';
import { createLab } from './app/create-lab.svelte.ts';
import { listenToKeys } from './app/keys.ts';
import { openFirstProject } from './app/open-first-project.ts';
import Shell from './app/Shell.svelte';

const bridge = connectBridge();
const storage = await openStorage();
const { lab, lesson } = createLab({ storage, bridge });
listenToKeys(lab);
const target = document.getElementById('app')!;
target.replaceChildren();
mount(Shell, { target, props: { lab, lesson } });
await openFirstProject(lab, bridge);
keepConnected(lab);
startHeavyPartsSoon(lab);
