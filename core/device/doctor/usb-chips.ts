/** USB ids of the serial chips and boards of school kits, by vendor. Layer: device. Source: the vendors' driver packages and linux-usb.org's list. */

export interface UsbChip {
  /** As a teacher reads it on a driver's download page. */
  readonly name: string;
}

const WCH = '1a86';

const PRODUCTS: Readonly<Record<string, UsbChip>> = {
  '1a86:7523': { name: 'CH340' },
  '1a86:5523': { name: 'CH341' },
  '1a86:7522': { name: 'CH340K' },
  '1a86:55d3': { name: 'CH343' },
  '1a86:55d4': { name: 'CH9102' },
  '10c4:ea60': { name: 'CP2102' },
  '10c4:ea70': { name: 'CP2105' },
  '0403:6001': { name: 'FT232' },
  '0403:6015': { name: 'FT231X' },
};

/** Boards with USB of their own. */
const BOARD_VENDORS: Readonly<Record<string, UsbChip>> = {
  '2341': { name: 'Arduino' },
  '2a03': { name: 'Arduino' },
  '1b4f': { name: 'SparkFun' },
  '2e8a': { name: 'RP2040' },
  '303a': { name: 'ESP32' },
};

/** undefined: no board that we know. Ids in lower-case hex. */
export function usbChip(vendorId: string, productId: string): UsbChip | undefined {
  return PRODUCTS[`${vendorId}:${productId}`] ?? BOARD_VENDORS[vendorId];
}

/** Versions of WCH's Windows driver that fail to open ports, as users reported them. */
const FAILING_WCH_DRIVERS = ['3.8', '3.9.2024.9'];

export function isFailingDriver(vendorId: string, version: string): boolean {
  const numbers = (text: string): string =>
    text
      .split('.')
      .map((part) => String(Number(part)))
      .join('.');
  const given = numbers(version);
  return vendorId === WCH && FAILING_WCH_DRIVERS.some((bad) => given === bad || (bad === '3.8' && given.startsWith('3.8.')));
}
