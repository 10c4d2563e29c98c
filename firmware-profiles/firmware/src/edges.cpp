#include "edges.h"
#include <avr/interrupt.h>
#include <avr/io.h>
#include <util/atomic.h>
#include <util/delay.h>
#include "board.h"
#include "pins.h"
#include "ticks.h"

namespace edges {

using message::Reason;

constexpr uint16_t PERIOD_MS_MIN = 20, PERIOD_MS_MAX = 1000;
// Sonars hold the echo for 38 ms where nothing comes back; 30 ms are 5 m.
constexpr uint16_t ECHO_US_MAX = 30000;
// Half of 343 m/s, in mm/µs × 8192.
constexpr uint16_t MM_PER_US_X_8192 = 1405;

struct Sonar {
  uint8_t triggerPin, echoPin;
  uint16_t periodMs;
  pins::Place echo;
  bool isHigh, isAnswered;
  uint32_t roseUs;
  uint16_t mm;
};

struct Encoder {
  uint8_t pinA, pinB;
  pins::Place a, b;
  bool isHighA, isHighB;
  uint32_t steps;
};

static Sonar sonar;
static volatile bool isListening;
static ticks::Every ping;
static Encoder encoders[ENCODERS];
static volatile bool isCounting[ENCODERS];

bool hasSonar() { return sonar.periodMs != 0; }
bool hasEncoder(uint8_t index) { return isCounting[index]; }

uint16_t sonarMm() {
  uint16_t mm;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { mm = sonar.mm; }
  return mm;
}

uint32_t encoderSteps(uint8_t index) {
  uint32_t steps;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { steps = encoders[index].steps; }
  return steps;
}

static void endSonar() {
  if (!hasSonar()) return;
  isListening = false;
  board::watchChanges(sonar.echoPin, false);
  sonar.periodMs = 0;
}

static void endEncoder(uint8_t index) {
  if (!hasEncoder(index)) return;
  isCounting[index] = false;
  const Encoder& encoder = encoders[index];
  board::watchChanges(encoder.pinA, false);
  if (encoder.pinB != board::NO_PIN) board::watchChanges(encoder.pinB, false);
}

void reset() {
  endSonar();
  for (uint8_t index = 0; index < ENCODERS; index++) endEncoder(index);
}

// An interrupt for its changes, and nobody's motor.
static Reason whyNotInput(uint8_t pin) {
  if (pin >= board::PIN_COUNT || !board::watchChanges(pin, true)) return message::WRONG_PIN;
  board::watchChanges(pin, false);
  return pins::isOwned(pin) ? message::MOTOR_PIN : message::ACCEPTED;
}

Reason setSonar(uint8_t trigger, uint8_t echo, uint16_t periodMs) {
  if (periodMs == 0) {
    endSonar();
    return message::ACCEPTED;
  }
  if (periodMs < PERIOD_MS_MIN || periodMs > PERIOD_MS_MAX) return message::OUT_OF_RANGE;
  if (!board::isDigital(trigger)) return message::WRONG_PIN;
  if (pins::isOwned(trigger)) return message::MOTOR_PIN;
  const Reason reason = whyNotInput(echo);
  if (reason != message::ACCEPTED) return reason;
  endSonar();
  pins::setMode(trigger, pins::OUTPUT);
  if (echo != trigger) pins::setMode(echo, pins::INPUT);
  sonar.triggerPin = trigger;
  sonar.echoPin = echo;
  sonar.echo = pins::placeOf(echo);
  sonar.periodMs = periodMs;
  sonar.mm = NO_ECHO;
  sonar.isAnswered = true;
  ping.startAt(ticks::micros());
  board::watchChanges(echo, true);
  return message::ACCEPTED;
}

Reason setEncoder(uint8_t index, uint8_t pinA, uint8_t pinB, bool pullUps) {
  if (index >= ENCODERS) return message::OUT_OF_RANGE;
  const bool hasB = pinB != board::NO_PIN;
  if (pinA == board::NO_PIN) {
    endEncoder(index);
    return message::ACCEPTED;
  }
  const Reason reasonA = whyNotInput(pinA);
  if (reasonA != message::ACCEPTED) return reasonA;
  const Reason reasonB = hasB ? whyNotInput(pinB) : message::ACCEPTED;
  if (reasonB != message::ACCEPTED) return reasonB;
  endEncoder(index);
  const pins::Mode mode = pullUps ? pins::PULLUP : pins::INPUT;
  pins::setMode(pinA, mode);
  if (hasB) pins::setMode(pinB, mode);
  Encoder& encoder = encoders[index];
  encoder.pinA = pinA;
  encoder.pinB = pinB;
  encoder.a = pins::placeOf(pinA);
  encoder.b = pins::placeOf(hasB ? pinB : pinA);
  encoder.steps = 0;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
    encoder.isHighA = encoder.a.read();
    encoder.isHighB = encoder.b.read();
    isCounting[index] = true;
  }
  board::watchChanges(pinA, true);
  if (hasB) board::watchChanges(pinB, true);
  return message::ACCEPTED;
}

void update() {
  if (!hasSonar() || !ping.isDue(ticks::micros(), sonar.periodMs * 1000UL)) return;
  isListening = false;
  if (!sonar.isAnswered) sonar.mm = NO_ECHO;
  const pins::Place trigger = pins::placeOf(sonar.triggerPin);
  const bool hasOnePin = sonar.triggerPin == sonar.echoPin;
  trigger.drive(true);
  trigger.set(true);
  _delay_us(10);
  trigger.set(false);
  if (hasOnePin) trigger.drive(false);
  sonar.isAnswered = false;
  sonar.isHigh = false;
  isListening = true;
}

static inline void hear() {
  const bool isHigh = sonar.echo.read();
  if (isHigh == sonar.isHigh) return;
  sonar.isHigh = isHigh;
  const uint32_t nowUs = ticks::micros();
  if (isHigh) {
    sonar.roseUs = nowUs;
    return;
  }
  isListening = false;
  sonar.isAnswered = true;
  const uint32_t echoUs = nowUs - sonar.roseUs;
  sonar.mm = echoUs > ECHO_US_MAX ? NO_ECHO : (echoUs * MM_PER_US_X_8192) >> 13;
}

static inline void count(Encoder& encoder) {
  const bool a = encoder.a.read();
  const bool b = encoder.b.read();
  if (encoder.pinB == board::NO_PIN) {
    if (a != encoder.isHighA) encoder.steps++;
  } else {
    // A first, then B: ahead.
    if (a != encoder.isHighA) encoder.steps += a != encoder.isHighB ? 1 : -1;
    if (b != encoder.isHighB) encoder.steps += a == b ? 1 : -1;
  }
  encoder.isHighA = a;
  encoder.isHighB = b;
}

static inline void changed() {
  if (isListening) hear();
  for (uint8_t index = 0; index < ENCODERS; index++) {
    if (isCounting[index]) count(encoders[index]);
  }
}

}  // namespace edges

ISR(PCINT0_vect) { edges::changed(); }
ISR(PCINT1_vect, ISR_ALIASOF(PCINT0_vect));
ISR(PCINT2_vect, ISR_ALIASOF(PCINT0_vect));
#if defined(__AVR_ATmega2560__)
ISR(INT0_vect, ISR_ALIASOF(PCINT0_vect));
ISR(INT1_vect, ISR_ALIASOF(PCINT0_vect));
ISR(INT2_vect, ISR_ALIASOF(PCINT0_vect));
ISR(INT3_vect, ISR_ALIASOF(PCINT0_vect));
ISR(INT4_vect, ISR_ALIASOF(PCINT0_vect));
ISR(INT5_vect, ISR_ALIASOF(PCINT0_vect));
#endif
