#include "servo.h"
#include <avr/interrupt.h>
#include <avr/io.h>
#include <util/atomic.h>
#include "board.h"
#include "pins.h"

#if defined(__AVR_ATmega328P__)
#define SERVO_TCCRA TCCR1A
#define SERVO_TCCRB TCCR1B
#define SERVO_TCNT TCNT1
#define SERVO_OCR OCR1A
#define SERVO_TIFR TIFR1
#define SERVO_TIMSK TIMSK1
#define SERVO_vect TIMER1_COMPA_vect
#else
#define SERVO_TCCRA TCCR5A
#define SERVO_TCCRB TCCR5B
#define SERVO_TCNT TCNT5
#define SERVO_OCR OCR5A
#define SERVO_TIFR TIFR5
#define SERVO_TIMSK TIMSK5
#define SERVO_vect TIMER5_COMPA_vect
#endif

namespace servo {

struct Servo {
  uint8_t pin;
  uint16_t minUs, maxUs;
  volatile uint16_t ticks;
  pins::Place place;
};

constexpr uint8_t NOT_ATTACHED = 255;
constexpr uint8_t TICKS_PER_US = 2;
constexpr uint16_t FRAME_TICKS = 20000U * TICKS_PER_US;
// Never less than this between the last pulse and the next frame.
constexpr uint16_t PAUSE_TICKS = 300;
constexpr uint16_t DEGREES_MAX = 180;
// Eight of them must fit a counter of 16 bits.
constexpr uint16_t PULSE_US_MAX = 3000;

static Servo servos[board::SERVO_COUNT];
static uint8_t attached;
static volatile uint8_t turn;
static volatile uint16_t frameUsed;

static Servo* find(uint8_t pin) {
  for (Servo& servo : servos) {
    if (servo.pin == pin) return &servo;
  }
  return nullptr;
}

static void startTimer() {
  pins::lendTimer(board::SERVO_TIMER);
  turn = board::SERVO_COUNT;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
    SERVO_TCCRA = 0;
    SERVO_TCCRB = _BV(CS11);
    SERVO_TCNT = 0;
    SERVO_OCR = PAUSE_TICKS;
    SERVO_TIFR = _BV(OCF1A);
    SERVO_TIMSK = _BV(OCIE1A);
  }
}

void reset() {
  for (Servo& servo : servos) servo.pin = NOT_ATTACHED;
  SERVO_TIMSK = 0;
  if (attached > 0) pins::returnTimer(board::SERVO_TIMER);
  attached = 0;
}

bool attach(uint8_t pin, uint16_t minUs, uint16_t maxUs) {
  Servo* servo = find(pin);
  const bool isNew = servo == nullptr;
  if (isNew) servo = find(NOT_ATTACHED);
  if (servo == nullptr) return false;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
    servo->minUs = minUs;
    servo->maxUs = maxUs;
    if (isNew) {
      servo->ticks = 0;
      servo->place = pins::placeOf(pin);
      servo->pin = pin;
    }
  }
  if (isNew && attached++ == 0) startTimer();
  return true;
}

void detach(uint8_t pin) {
  Servo* const servo = find(pin);
  if (servo == nullptr) return;
  rest(pin);
  servo->pin = NOT_ATTACHED;
  if (--attached > 0) return;
  SERVO_TIMSK = 0;
  pins::returnTimer(board::SERVO_TIMER);
}

void pulse(uint8_t pin, uint16_t us) {
  Servo* const servo = find(pin);
  if (servo == nullptr) return;
  if (us > PULSE_US_MAX) us = PULSE_US_MAX;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { servo->ticks = us * TICKS_PER_US; }
}

void write(uint8_t pin, uint16_t value) {
  Servo* const servo = find(pin);
  if (servo == nullptr) return;
  if (value < MIN_US) {
    if (value > DEGREES_MAX) value = DEGREES_MAX;
    value = servo->minUs + static_cast<uint32_t>(servo->maxUs - servo->minUs) * value / DEGREES_MAX;
  }
  if (value < servo->minUs) value = servo->minUs;
  if (value > servo->maxUs) value = servo->maxUs;
  pulse(pin, value);
}

void rest(uint8_t pin) {
  Servo* const servo = find(pin);
  if (servo == nullptr) return;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
    servo->ticks = 0;
    servo->place.set(false);
  }
}

// Ends the pulse whose turn it was and begins the next; after the last, waits for the frame to be full.
static inline void next() {
  if (turn < board::SERVO_COUNT) servos[turn].place.set(false);
  else {
    turn = 255;
    frameUsed = 0;
  }
  uint16_t wait = 0;
  while (wait == 0 && ++turn < board::SERVO_COUNT) {
    Servo& servo = servos[turn];
    if (servo.pin == NOT_ATTACHED || servo.ticks == 0) continue;
    wait = servo.ticks;
    servo.place.set(true);
  }
  if (wait == 0) {
    turn = board::SERVO_COUNT;
    wait = FRAME_TICKS - frameUsed;
    if (frameUsed > FRAME_TICKS - PAUSE_TICKS) wait = PAUSE_TICKS;
  }
  frameUsed += wait;
  SERVO_OCR += wait;
}

}  // namespace servo

ISR(SERVO_vect) { servo::next(); }
