// All sensors under the car in one message, and what they say together: the car is lifted.
#pragma once
#include <stdint.h>
#include "message.h"

namespace sensors {

void reset();
message::Reason configure(message::Reader& settings);
message::Reason setLifted(message::Reader& settings);
// Reports when due; `state` goes with it.
void update(uint32_t nowUs, uint8_t state);
// All dark, and the motors ran for the time that was set meanwhile: a car that stands on black may drive off it.
bool areLifted(uint16_t drivenMs);

}  // namespace sensors
