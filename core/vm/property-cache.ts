/** Where an instruction found a property last: objects of the same shape have it in the same place. Layer: vm. It changes nothing but speed. */
import type { Fiber } from './fiber.ts';
import { Accessor, GuestObject, holderOf, prototypes, type Shape } from './objects.ts';
import { Closure, type Value } from './values.ts';

class PropertyCache {
  shape: Shape;
  /** Of the object's own property; −1 where it is inherited. */
  slot: number;
  /** The inherited method, good while `prototypes.epoch` is `epoch`. */
  method: Closure | undefined;
  epoch: number;

  constructor(shape: Shape, slot: number, method: Closure | undefined) {
    this.shape = shape;
    this.slot = slot;
    this.method = method;
    this.epoch = prototypes.epoch;
  }
}

/** By position of the instruction. */
export type PropertyCaches = (PropertyCache | undefined)[];

/** Remembers where `name` stands in the object, for the instruction where the fiber stands. */
export function remember(caches: PropertyCaches, { pc }: Fiber, object: Value, name: string, isCall: boolean): void {
  if (!(object instanceof GuestObject) || object.table !== undefined) return;
  const slot = object.shape.indexOf(name);
  if (slot !== undefined) {
    if (!(object.slots[slot] instanceof Accessor)) caches[pc] = new PropertyCache(object.shape, slot, undefined);
    return;
  }
  const method = isCall ? holderOf(object, name)?.slotOf(name) : undefined;
  if (method instanceof Closure) caches[pc] = new PropertyCache(object.shape, -1, method);
}
