/** What drives while a cause comes. A press of the button ends some of them. */
const DRIVES = 'forever(() => {\n  car.drive(60 + random(0, 9), 60);\n  wait(5);\n});\n';

export const PROGRAMS = {
  drives: DRIVES,
  floods: 'while (true) {\n  car.drive(random(20, 90), random(-90, 90));\n  led.set(random(0, 1) === 0 ? "red" : "off");\n}\n',
  endsAtPress: `${DRIVES}on("button.down", () => stop());\n`,
  failsAtPress: `${DRIVES}on("button.down", () => {\n  const none: number[] = [];\n  none[0]!.toFixed();\n});\n`,
} as const;
