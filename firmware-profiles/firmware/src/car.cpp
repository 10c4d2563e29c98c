#include "car.h"
#include <util/atomic.h>
#include "board.h"
#include "edges.h"
#include "lights.h"
#include "motors.h"
#include "pins.h"
#include "record.h"
#include "sensors.h"
#include "settings.h"
#include "status.h"
#include "ticks.h"
#include "tone.h"

namespace car {

using message::Reader;
using message::Reason;

enum Sub : uint8_t {
  IDENTIFY = 0x00, SESSION = 0x01, PING_BACK = 0x02, EMERGENCY = 0x03, STATE = 0x04,
  MOTOR_PINS = 0x10, MOTORS = 0x11, MOTOR_RAMP = 0x12,
  SENSORS = 0x20, LIFTED = 0x21, SONAR = 0x22, ENCODER = 0x23, STATUS = 0x24, STOP_BUTTON = 0x25,
  TONE = 0x30, STRIP = 0x31, STRIP_COLOURS = 0x32, SEGMENTS = 0x33,
  RECORD_READ = 0x40, RECORD_WRITE = 0x41,
};

enum StateBit : uint8_t { RUNNING = 1, STOPPED = 2, IS_LIFTED = 4, SILENCED = 8, ARMED = 16 };

constexpr uint8_t FORMAT = 1;
constexpr uint16_t SILENCE_MS_MIN = 50, SILENCE_MS_MAX = 10000;
// A button bounces for less than this.
constexpr uint8_t PRESSED_MS = 5;

static volatile bool isStopped, isLifted, isSilenced;
static volatile uint16_t silenceMsMax, silentMs;
static uint8_t stopButtonPin = board::NO_PIN;
static pins::Place stopButton;
static bool isPressedHigh;
static uint8_t pressedMs;
static uint8_t stateSaid;
static uint16_t updatedMs;

static uint8_t state() {
  uint8_t bits = motors::areRunning() ? RUNNING : 0;
  if (isStopped) bits |= STOPPED;
  if (isLifted) bits |= IS_LIFTED;
  if (isSilenced) bits |= SILENCED;
  if (silenceMsMax != 0) bits |= ARMED;
  return bits;
}

void heard() {
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { silentMs = 0; }
}

void tick(uint8_t ms) {
  if (silentMs < SILENCE_MS_MAX) silentMs = silentMs + ms;
  if (silenceMsMax != 0 && silentMs >= silenceMsMax && motors::areRunning()) {
    motors::off();
    isSilenced = true;
  }
  if (stopButtonPin == board::NO_PIN) return;
  if (stopButton.read() != isPressedHigh) pressedMs = 0;
  else if (pressedMs < PRESSED_MS) pressedMs += ms;
  else {
    motors::off();
    isStopped = true;
  }
}

void reset() {
  motors::reset();
  edges::reset();
  sensors::reset();
  status::reset();
  lights::reset();
  tone::stop();
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
    silenceMsMax = 0;
    isSilenced = false;
    isLifted = false;
    stopButtonPin = board::NO_PIN;
  }
  stateSaid = state();
}

static void say(uint8_t sub, uint8_t value) {
  message::start(sub);
  message::u7(value);
  message::endSysex();
}

static void identify() {
  message::start(IDENTIFY);
  message::u7(FORMAT);
  message::u7(settings::VERSION_MAJOR);
  message::u7(settings::VERSION_MINOR);
  message::u7(board::CHIP);
  record::identify();
  message::endSysex();
}

static Reason setSession(Reader& message) {
  if (message.left() != 2) return message::WRONG_LENGTH;
  const uint16_t silence = message.u14();
  if (silence != 0 && (silence < SILENCE_MS_MIN || silence > SILENCE_MS_MAX)) return message::OUT_OF_RANGE;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
    silenceMsMax = silence;
    if (silence == 0) isSilenced = false;
  }
  message::start(SESSION);
  message::u14(silence);
  message::endSysex();
  return message::ACCEPTED;
}

static Reason setEmergency(Reader& message) {
  if (message.left() != 1) return message::WRONG_LENGTH;
  const bool isSet = message.u7() != 0;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
    isStopped = isSet;
    if (isSet) motors::off();
  }
  stateSaid = state();
  say(STATE, stateSaid);
  return message::ACCEPTED;
}

static int16_t power(uint16_t sent) {
  const int16_t power = static_cast<int16_t>(sent) - motors::POWER_MAX;
  return power > motors::POWER_MAX ? motors::POWER_MAX : power;
}

static Reason setMotors(Reader& message) {
  if (message.left() != 4) return message::WRONG_LENGTH;
  const int16_t left = power(message.u14());
  const int16_t right = power(message.u14());
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
    if (!isStopped && !isLifted) {
      isSilenced = false;
      motors::command(left, right);
    }
  }
  return message::ACCEPTED;
}

static Reason setMotorPins(Reader& message) {
  if (message.left() != 6) return message::WRONG_LENGTH;
  const uint8_t side = message.u7();
  const uint8_t kind = message.u7();
  uint8_t wires[3];
  for (uint8_t& pin : wires) pin = message.u7();
  return motors::configure(side, kind, wires, message.u7() & 1);
}

static Reason setSonar(Reader& message) {
  if (message.left() != 4) return message::WRONG_LENGTH;
  const uint8_t trigger = message.u7();
  const uint8_t echo = message.u7();
  return edges::setSonar(trigger, echo, message.u14());
}

static Reason setEncoder(Reader& message) {
  if (message.left() != 4) return message::WRONG_LENGTH;
  const uint8_t index = message.u7();
  const uint8_t pinA = message.u7();
  const uint8_t pinB = message.u7();
  return edges::setEncoder(index, pinA, pinB, message.u7() != 0);
}

static Reason setStopButton(Reader& message) {
  if (message.left() != 2) return message::WRONG_LENGTH;
  const uint8_t pin = message.u7();
  const uint8_t kind = message.u7();
  if (pin != board::NO_PIN) {
    if (!board::isDigital(pin)) return message::WRONG_PIN;
    if (pins::isOwned(pin)) return message::MOTOR_PIN;
    pins::setMode(pin, kind == 0 ? pins::INPUT : pins::PULLUP);
  }
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
    if (pin != board::NO_PIN) stopButton = pins::placeOf(pin);
    isPressedHigh = kind == 0;
    pressedMs = 0;
    stopButtonPin = pin;
  }
  return message::ACCEPTED;
}

static Reason setTone(Reader& message) {
  if (message.left() != 5) return message::WRONG_LENGTH;
  const uint8_t pin = message.u7();
  const uint16_t hz = message.u14();
  if (!board::isDigital(pin)) return message::WRONG_PIN;
  if (pins::isOwned(pin)) return message::MOTOR_PIN;
  if (hz != 0 && (hz < tone::HZ_MIN || hz > tone::HZ_MAX)) return message::OUT_OF_RANGE;
  if (hz == 0) tone::stop();
  else {
    pins::setMode(pin, pins::OUTPUT);
    tone::start(pin, hz, message.u14());
  }
  return message::ACCEPTED;
}

static Reason setRamp(Reader& message) {
  if (message.left() != 2) return message::WRONG_LENGTH;
  motors::setRamp(message.u14());
  return message::ACCEPTED;
}

static Reason setLifted(Reader& message) {
  const Reason reason = sensors::setLifted(message);
  if (reason == message::ACCEPTED) isLifted = false;
  return reason;
}

static Reason ping(Reader& message) {
  message::start(PING_BACK);
  message::u7(message.u7());
  message::u7(state());
  message::endSysex();
  return message::ACCEPTED;
}

static Reason carryOut(uint8_t sub, Reader& message) {
  switch (sub) {
    case IDENTIFY: identify(); return message::ACCEPTED;
    case SESSION: return setSession(message);
    case PING_BACK: return ping(message);
    case EMERGENCY: return setEmergency(message);
    case STATE: say(STATE, state()); return message::ACCEPTED;
    case MOTOR_PINS: return setMotorPins(message);
    case MOTORS: return setMotors(message);
    case MOTOR_RAMP: return setRamp(message);
    case SENSORS: return sensors::configure(message);
    case LIFTED: return setLifted(message);
    case SONAR: return setSonar(message);
    case ENCODER: return setEncoder(message);
    case STATUS: return status::configure(message);
    case STOP_BUTTON: return setStopButton(message);
    case TONE: return setTone(message);
    case STRIP: return lights::setStrip(message);
    case STRIP_COLOURS: return lights::setColours(message);
    case SEGMENTS: return lights::setSegments(message);
    case RECORD_READ: return record::read(message);
    case RECORD_WRITE: return record::write(message);
    default: return message::UNKNOWN;
  }
}

void handle(Reader message) {
  const uint8_t sub = message.u7();
  const Reason reason = carryOut(sub, message);
  if (reason != message::ACCEPTED) message::refuse(sub, reason);
}

void update(uint32_t nowUs) {
  const uint16_t nowMs = ticks::millis();
  const uint16_t passedMs = nowMs - updatedMs;
  motors::update(passedMs);
  updatedMs = nowMs;
  const bool lifted = sensors::areLifted(motors::areRunning() ? passedMs : 0);
  if (lifted != isLifted) {
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
      isLifted = lifted;
      if (lifted) motors::off();
    }
  }
  tone::update();
  edges::update();
  record::update();
  const uint8_t now = state();
  if ((now ^ stateSaid) & ~RUNNING) say(STATE, now);
  stateSaid = now;
  sensors::update(nowUs, now);
  status::update(nowUs);
}

}  // namespace car
