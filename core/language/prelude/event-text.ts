/**
 * `on(event, handler)` in the student's own language, and what each event of core/robot/event-table.ts means. Layer: language.
 * Rules: bytecode.md §6.
 */
export const EVENT_TEXT = `
function event_holds(event: string, value: any): boolean {
  switch (event) {
    case 'line.lost':
      return line.lost();
    case 'line.found':
      return !line.lost();
    case 'bump.hit':
      return bump.pressed();
    case 'button.down':
      return button.pressed();
    case 'sonar.nearer':
      return sonar.mm() < value;
    default:
      return ai.label() === value;
  }
}

function robot_on(event: string, ...rest: any[]): void {
  const handler = rest[rest.length - 1];
  if (typeof handler !== 'function') array_refuse(handler);
  robot.checkEvent(event);
  const value = rest[0];
  if (event === 'message') return message_on(value, handler);
  let before = event_holds(event, value);
  forever(() => {
    const now = event_holds(event, value);
    const begins = now && !before;
    before = now;
    if (begins) handler();
  });
}

function message_on(name: string, handler: () => void): void {
  let heard = message_count(name);
  forever(() => {
    const now = message_count(name);
    if (now === heard) return;
    heard = now;
    handler();
  });
}
`;
