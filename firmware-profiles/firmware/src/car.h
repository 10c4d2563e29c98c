// Our own messages (sysex 0x0A), and what stops the car without being told. Specification: docs/protocols/firmware.md §3.
#pragma once
#include <stdint.h>
#include "message.h"

namespace car {

// Everything as after power-on but an emergency stop.
void reset();
// One message, without its first two bytes and its last.
void handle(message::Reader message);
// The host is there: any whole message.
void heard();
// The main loop's half.
void update(uint32_t nowUs);
// From the clock's interrupt, so that no main loop can delay it.
void tick(uint8_t ms);

}  // namespace car
