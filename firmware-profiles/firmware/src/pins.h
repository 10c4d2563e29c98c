// Pins by Arduino's numbers: levels, modes, PWM.
#pragma once
#include <stdint.h>
#include <util/atomic.h>
#include "board.h"

namespace pins {

// Firmata's numbers.
enum Mode : uint8_t { INPUT = 0, OUTPUT = 1, ANALOG = 2, PWM = 3, SERVO = 4, I2C = 6, PULLUP = 11 };

// Where a digital pin is in the chip: registers PINx, DDRx, PORTx follow each other.
struct Place {
  volatile uint8_t* in;
  uint8_t mask;

  bool read() const { return *in & mask; }
  void set(bool high) const { change(in + 2, high); }
  // Driven, or let go.
  void drive(bool driven) const { change(in + 1, driven); }

 private:
  void change(volatile uint8_t* where, bool on) const {
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
      if (on) *where |= mask;
      else *where &= ~mask;
    }
  }
};

Place placeOf(uint8_t pin);

constexpr uint8_t NO_PWM = 255;
// Index of the pin's PWM output, or NO_PWM.
uint8_t pwmOf(uint8_t pin);
// 0 and 255 are steady levels; while the output's timer is lent, so is everything else.
void writePwm(uint8_t output, uint8_t duty);
uint16_t pwmHz(uint8_t output);

// A timer that makes tones or servo pulses makes no PWM meanwhile.
void lendTimer(uint8_t timer);
void returnTimer(uint8_t timer);

// Mode and the value last written, of every pin.
Mode modeOf(uint8_t pin);
uint16_t stateOf(uint8_t pin);
void setState(uint8_t pin, uint16_t state);

// Pins that the motors own are left alone by everything else.
bool isOwned(uint8_t pin);
void own(uint8_t pin, bool owned);

// Connects the pin to nothing but this mode; false where it cannot. Reports are not touched.
bool setMode(uint8_t pin, Mode mode);

// Which pins of Firmata's port are inputs, and their levels.
uint8_t inputsOf(uint8_t port);
uint8_t readPort(uint8_t port);

}  // namespace pins
