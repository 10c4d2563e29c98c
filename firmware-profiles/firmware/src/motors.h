// The pair of motors: drivers, ramp, off.
#pragma once
#include <stdint.h>
#include "message.h"

namespace motors {

constexpr int16_t POWER_MAX = 1000;

// No motors, their pins free.
void reset();
message::Reason configure(uint8_t side, uint8_t kind, const uint8_t pins[3], bool isTurnedRound);
void setRamp(uint16_t msToFull);
// Thousandths of full power, −1000 … 1000; reached at once or by the ramp. Off is always at once.
void command(int16_t left, int16_t right);
// The ramp's half in the main loop.
void update(uint16_t passedMs);
// At once; safe in an interrupt.
void off();
// Turns, or is told to.
bool areRunning();

}  // namespace motors
