/**
 * Packages that johnny-five asks for and never needs here: its command line with its colours, its own serial port. Layer: web/adapters/serial.
 * Whatever is asked of it gives back what it is given.
 */
const nothing: unknown = new Proxy(class {}, { get: (known, name) => Reflect.get(known, name) ?? ((value: unknown) => value) });

export { nothing as 'module.exports' };
