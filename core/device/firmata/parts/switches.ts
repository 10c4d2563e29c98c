/** What is pressed or is not: the button, and the switches on a car's edge. Layer: device. With a pull-up they read low while pressed. */
import { SUB } from '../guiji/sysex.ts';
import { digitalPin, type AttachPart } from './firmata-part.ts';

const HALF = 0.5;

export const attachButton: AttachPart<'button'> = (part, { firmata, onAnalog, onDigital, onStopPressed, own }) => {
  let isPressed = false;
  const see = (isHigh: boolean): void => {
    const wasPressed = isPressed;
    isPressed = isHigh !== part.pullUp;
    if (part.stops === true && isPressed && !wasPressed) onStopPressed();
  };
  if (part.stops === true && part.kind === 'digital') {
    // The board stops by itself, whatever the link does.
    own?.link.send(SUB.stopButton, digitalPin(part.pin, firmata), part.pullUp ? 1 : 0);
  }
  if (part.kind === 'analog') onAnalog(part.pin, (share) => see(share > HALF));
  else onDigital(part.pin, { pullUp: part.pullUp }, see);
  return { inputs: { button: () => isPressed } };
};

export const attachBump: AttachPart<'bump'> = (part, { onDigital }) => {
  const pressed = part.switches.map(() => false);
  for (const [index, { pin }] of part.switches.entries()) {
    onDigital(pin, { pullUp: part.pullUp }, (isHigh) => {
      pressed[index] = isHigh !== part.pullUp;
    });
  }
  return { inputs: { bump: (index) => pressed[index] ?? false } };
};
