#include "motors.h"
#include <util/atomic.h>
#include "board.h"
#include "pins.h"
#include "servo.h"

namespace motors {

using message::Reason;

enum Kind : uint8_t { NONE = 0, H_BRIDGE_3_PIN = 1, PWM_DIR = 2, H_BRIDGE_2_PIN = 3, SERVO = 4, KIND_COUNT };
constexpr uint8_t SIDES = 2, PINS = 3;
constexpr uint16_t SERVO_MIDDLE_US = 1500, SERVO_SWING_US = 500;

struct Motor {
  Kind kind;
  bool isTurnedRound;
  uint8_t pins[PINS];
  // The outputs of the first two pins, where they make PWM.
  uint8_t pwm[2];
  int16_t target, power;
};

static Motor pair[SIDES];
static uint16_t rampMs;
// What the ramp still owes, in thousandths of a step.
static uint16_t rampRest;

static pins::Mode modeFor(Kind kind, uint8_t index) {
  if (kind == SERVO) return pins::SERVO;
  const bool isPwm = index == 0 || (index == 1 && kind == H_BRIDGE_2_PIN);
  return isPwm ? pins::PWM : pins::OUTPUT;
}

static uint8_t pinsOf(Kind kind) {
  if (kind == NONE) return 0;
  if (kind == H_BRIDGE_3_PIN) return 3;
  return kind == SERVO ? 1 : 2;
}

// Interrupts are off.
static void drive(Motor& motor, int16_t power) {
  const bool turnsRound = (power > 0) != (motor.power > 0) || power == 0;
  motor.power = power;
  const bool isAhead = (power >= 0) != motor.isTurnedRound;
  const uint16_t strength = power < 0 ? -power : power;
  const uint8_t duty = (strength * 255UL + POWER_MAX / 2) / POWER_MAX;
  switch (motor.kind) {
    case H_BRIDGE_3_PIN:
      if (turnsRound) pins::writePwm(motor.pwm[0], 0);
      pins::placeOf(motor.pins[1]).set(duty > 0 && isAhead);
      pins::placeOf(motor.pins[2]).set(duty > 0 && !isAhead);
      pins::writePwm(motor.pwm[0], duty);
      break;
    case PWM_DIR:
      if (turnsRound) pins::writePwm(motor.pwm[0], 0);
      if (duty > 0) pins::placeOf(motor.pins[1]).set(isAhead);
      pins::writePwm(motor.pwm[0], duty);
      break;
    case H_BRIDGE_2_PIN:
      pins::writePwm(motor.pwm[isAhead], 0);
      pins::writePwm(motor.pwm[!isAhead], duty);
      break;
    case SERVO:
      if (power == 0) servo::rest(motor.pins[0]);
      else {
        const int16_t swing = static_cast<int32_t>(SERVO_SWING_US) * power / POWER_MAX;
        servo::pulse(motor.pins[0], SERVO_MIDDLE_US + (motor.isTurnedRound ? -swing : swing));
      }
      break;
    default:
      break;
  }
}

static void set(Motor& motor, int16_t power) {
  if (motor.kind == NONE) return;
  motor.target = power;
  if (power == 0 || rampMs == 0) drive(motor, power);
}

void off() {
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
    for (Motor& motor : pair) set(motor, 0);
  }
}

void command(int16_t left, int16_t right) {
  set(pair[0], left);
  set(pair[1], right);
}

bool areRunning() {
  bool running = false;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
    for (const Motor& motor : pair) running |= motor.target != 0 || motor.power != 0;
  }
  return running;
}

void setRamp(uint16_t msToFull) { rampMs = msToFull; }

static int16_t towards(int16_t power, int16_t target, int16_t step) {
  if (power < target) return target - power > step ? power + step : target;
  return power - target > step ? power - step : target;
}

void update(uint16_t passedMs) {
  if (rampMs == 0) return;
  const uint32_t due = static_cast<uint32_t>(passedMs) * POWER_MAX + rampRest;
  const uint32_t whole = due / rampMs;
  rampRest = due - whole * rampMs;
  const int16_t step = whole > 2 * POWER_MAX ? 2 * POWER_MAX : whole;
  if (step == 0) return;
  for (Motor& motor : pair) {
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
      if (motor.power != motor.target) drive(motor, towards(motor.power, motor.target, step));
    }
  }
}

static void release(Motor& motor) {
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
    set(motor, 0);
    for (uint8_t index = 0; index < pinsOf(motor.kind); index++) pins::setMode(motor.pins[index], pins::OUTPUT);
    motor.kind = NONE;
  }
}

void reset() {
  for (Motor& motor : pair) release(motor);
  rampMs = 0;
}

static Reason whyNot(Kind kind, const uint8_t pins[PINS], const Motor& other) {
  for (uint8_t index = 0; index < pinsOf(kind); index++) {
    const uint8_t pin = pins[index];
    if (!board::isDigital(pin)) return message::WRONG_PIN;
    if (modeFor(kind, index) == pins::PWM && pins::pwmOf(pin) == pins::NO_PWM) return message::WRONG_PIN;
    for (uint8_t before = 0; before < index; before++) {
      if (pins[before] == pin) return message::WRONG_PIN;
    }
    for (uint8_t taken = 0; taken < pinsOf(other.kind); taken++) {
      if (other.pins[taken] == pin) return message::MOTOR_PIN;
    }
  }
  return message::ACCEPTED;
}

Reason configure(uint8_t side, uint8_t kind, const uint8_t pins[PINS], bool isTurnedRound) {
  if (side >= SIDES || kind >= KIND_COUNT) return message::OUT_OF_RANGE;
  Motor& motor = pair[side];
  const Reason reason = whyNot(static_cast<Kind>(kind), pins, pair[1 - side]);
  if (reason != message::ACCEPTED) return reason;
  release(motor);
  for (uint8_t index = 0; index < pinsOf(static_cast<Kind>(kind)); index++) {
    const uint8_t pin = pins[index];
    motor.pins[index] = pin;
    pins::setMode(pin, modeFor(static_cast<Kind>(kind), index));
    if (kind == SERVO && !servo::attach(pin, servo::MIN_US, servo::MAX_US)) return message::BUSY;
    pins::own(pin, true);
    if (index < 2) motor.pwm[index] = pins::pwmOf(pin);
  }
  motor.isTurnedRound = isTurnedRound;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
    motor.kind = static_cast<Kind>(kind);
    set(motor, 0);
  }
  return message::ACCEPTED;
}

}  // namespace motors
