/**
 * What the three filters of a TCS34725 see of red, green and blue light, as shares of what the clear channel sees. Layer: device.
 * Shares of each channel at 615, 525 and 465 nm, near the middle of what data sheets of this family give; to be measured on a real sensor.
 */
export const TCS34725_SEES = [
  [0.95, 0.145, 0.075],
  [0.07, 0.725, 0.26],
  [0.145, 0.275, 0.765],
] as const;
