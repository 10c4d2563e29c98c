/**
 * What the three filters of a TCS34725 see of red, green and blue light, as shares of what the clear channel sees. Layer: device.
 * Data sheet ams TCS3472, v1-06, "Optical characteristics": at 615, 525 and 465 nm, the middle of each range.
 */
export const TCS34725_SEES = [
  [0.95, 0.145, 0.075],
  [0.07, 0.725, 0.26],
  [0.145, 0.275, 0.765],
] as const;
