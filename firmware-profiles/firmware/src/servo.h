// Servo pulses, one after the other, each 20 ms, by a timer of 16 bits. While a servo is attached that timer makes no PWM.
#pragma once
#include <stdint.h>

namespace servo {

void reset();
// False where all are taken. No pulse before the first `pulse`. Range of `write` for this pin in µs.
bool attach(uint8_t pin, uint16_t minUs, uint16_t maxUs);
void detach(uint8_t pin);
// Degrees below 544, else µs, as Arduino's library takes it.
void write(uint8_t pin, uint16_t value);
// 0: no pulse.
void pulse(uint8_t pin, uint16_t us);
// Stops the pulses of a pin at once; safe in an interrupt.
void rest(uint8_t pin);

constexpr uint16_t MIN_US = 544, MAX_US = 2400;

}  // namespace servo
