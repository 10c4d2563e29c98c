#include "pins.h"
#include <avr/pgmspace.h>
#include "servo.h"

namespace pins {

constexpr uint8_t OWNED = 0x80;
constexpr uint8_t PORTS_BEFORE_H = 7;

static uint8_t modes[board::PIN_COUNT];
static uint16_t states[board::PIN_COUNT];
static uint8_t inputs[board::PORT_COUNT];
static volatile uint8_t lentTimers;

Place placeOf(uint8_t pin) {
  const uint8_t place = pgm_read_byte(&board::PLACES[pin]);
  const uint8_t port = place >> 4;
  const uint16_t first = port < PORTS_BEFORE_H ? 0x20 + 3 * port : 0x100 + 3 * (port - PORTS_BEFORE_H);
  return {reinterpret_cast<volatile uint8_t*>(first), static_cast<uint8_t>(1 << (place & 7))};
}

static board::PwmOutput outputAt(uint8_t index) {
  board::PwmOutput output;
  memcpy_P(&output, &board::PWM_OUTPUTS[index], sizeof(output));
  return output;
}

uint8_t pwmOf(uint8_t pin) {
  for (uint8_t index = 0; index < board::PWM_OUTPUT_COUNT; index++) {
    if (pgm_read_byte(&board::PWM_OUTPUTS[index].pin) == pin) return index;
  }
  return NO_PWM;
}

void writePwm(uint8_t index, uint8_t duty) {
  const board::PwmOutput output = outputAt(index);
  const Place place = placeOf(output.pin);
  const bool isEightBit = output.timer == 0 || output.timer == 2;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
    states[output.pin] = duty;
    if (duty == 0 || duty == 255 || (lentTimers & (1 << output.timer))) {
      place.set(duty >= 128);
      *output.control &= ~output.connect;
    } else {
      if (!isEightBit) output.compare[1] = 0;
      output.compare[0] = duty;
      *output.control |= output.connect;
    }
  }
}

uint16_t pwmHz(uint8_t index) { return outputAt(index).timer == 0 ? 977 : 490; }

static void rewrite(uint8_t timer) {
  for (uint8_t index = 0; index < board::PWM_OUTPUT_COUNT; index++) {
    const board::PwmOutput output = outputAt(index);
    if (output.timer == timer && modeOf(output.pin) == PWM) writePwm(index, states[output.pin]);
  }
}

void lendTimer(uint8_t timer) {
  lentTimers = lentTimers | (1 << timer);
  rewrite(timer);
}

void returnTimer(uint8_t timer) {
  board::timerToPwm(timer);
  lentTimers = lentTimers & ~(1 << timer);
  rewrite(timer);
}

Mode modeOf(uint8_t pin) { return static_cast<Mode>(modes[pin] & ~OWNED); }
uint16_t stateOf(uint8_t pin) { return states[pin]; }
void setState(uint8_t pin, uint16_t state) { states[pin] = state; }
bool isOwned(uint8_t pin) { return modes[pin] & OWNED; }

void own(uint8_t pin, bool owned) {
  if (owned) modes[pin] |= OWNED;
  else modes[pin] &= ~OWNED;
}

static bool can(uint8_t pin, Mode mode) {
  switch (mode) {
    case INPUT:
    case OUTPUT:
    case PULLUP:
    case SERVO:
      return board::isDigital(pin);
    case ANALOG:
      return board::isAnalog(pin);
    case PWM:
      return pwmOf(pin) != NO_PWM;
    case I2C:
      return board::isI2c(pin);
  }
  return false;
}

bool setMode(uint8_t pin, Mode mode) {
  if (!can(pin, mode)) return false;
  const bool wasPwm = modeOf(pin) == PWM;
  if (modeOf(pin) == SERVO) servo::detach(pin);
  modes[pin] = mode;
  if (!board::isDigital(pin)) return true;
  if (wasPwm) writePwm(pwmOf(pin), 0);
  const Place place = placeOf(pin);
  const bool drives = mode == OUTPUT || mode == PWM || mode == SERVO;
  // Low before it drives: no mode begins with a pulse.
  place.set(mode == PULLUP);
  place.drive(drives);
  states[pin] = mode == PULLUP;
  const uint8_t bit = 1 << (pin & 7);
  if (mode == INPUT || mode == PULLUP) inputs[pin >> 3] |= bit;
  else inputs[pin >> 3] &= ~bit;
  return true;
}

uint8_t inputsOf(uint8_t port) { return inputs[port]; }

uint8_t readPort(uint8_t port) {
  uint8_t levels = 0;
  for (uint8_t bit = 0; bit < 8; bit++) {
    const uint8_t mask = 1 << bit;
    if ((inputs[port] & mask) && placeOf(port * 8 + bit).read()) levels |= mask;
  }
  return levels;
}

}  // namespace pins
