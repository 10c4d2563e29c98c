/**
 * As much of Node's `events` as johnny-five and firmata-io use, for a page. Layer: web/adapters/serial.
 * Why no plain class: johnny-five copies the methods onto classes of its own, so they must be enumerable and keep their state in a property.
 */

type Listener = (...values: unknown[]) => void;

interface Emitting {
  _events?: Record<string, Listener[]>;
}

function listOf(emitter: Emitting, event: string): Listener[] {
  emitter._events ??= Object.create(null) as Record<string, Listener[]>;
  return (emitter._events[event] ??= []);
}

const METHODS = {
  on(this: Emitting, event: string, listener: Listener) {
    listOf(this, event).push(listener);
    return this;
  },
  once(this: Emitting, event: string, listener: Listener) {
    const once: Listener = (...values) => {
      METHODS.removeListener.call(this, event, once);
      listener.apply(this, values);
    };
    return METHODS.on.call(this, event, once);
  },
  removeListener(this: Emitting, event: string, listener: Listener) {
    const list = listOf(this, event);
    const at = list.indexOf(listener);
    if (at >= 0) list.splice(at, 1);
    return this;
  },
  removeAllListeners(this: Emitting, event?: string) {
    if (event === undefined) delete this._events;
    else if (this._events !== undefined) delete this._events[event];
    return this;
  },
  listenerCount(this: Emitting, event: string) {
    return listOf(this, event).length;
  },
  setMaxListeners(this: Emitting) {
    return this;
  },
  emit(this: Emitting, event: string, ...values: unknown[]) {
    const list = [...listOf(this, event)];
    for (const listener of list) listener.apply(this, values);
    return list.length > 0;
  },
};

class EventEmitter {}
Object.assign(EventEmitter.prototype, METHODS, { addListener: METHODS.on });
Object.assign(EventEmitter, { EventEmitter });

export { EventEmitter as 'module.exports' };
