/* See Servo.h. Licence: Apache-2.0. */
#include "Servo.h"

#include <Arduino.h>
#include <avr/interrupt.h>
#include <util/atomic.h>

namespace {

const uint8_t NO_CHANNEL = 255;
const uint16_t TICKS_PER_US = F_CPU / 8 / 1000000;
const uint16_t FRAME_TICKS = REFRESH_INTERVAL * TICKS_PER_US;
/* Shortest wait that the compare unit cannot miss while the interrupt still runs. */
const uint16_t GUARD_TICKS = 16;

struct Channel {
  volatile uint8_t *port;
  uint8_t bit;
  uint16_t pulseTicks;
  bool on;
};

Channel channels[MAX_SERVOS];
uint8_t channelsTaken = 0;
/* The channel whose pulse is high now; MAX_SERVOS in the pause at the end of a frame. */
uint8_t current = MAX_SERVOS;
uint16_t frameUsedTicks = 0;

bool anyChannelOn() {
  for (uint8_t i = 0; i < channelsTaken; i++) {
    if (channels[i].on) return true;
  }
  return false;
}

void startTimer() {
  current = MAX_SERVOS;
  frameUsedTicks = 0;
  TCCR1A = 0;
  TCCR1B = _BV(CS11);
  TCNT1 = 0;
  OCR1A = GUARD_TICKS;
  TIFR1 = _BV(OCF1A);
  TIMSK1 |= _BV(OCIE1A);
}

uint8_t nextChannelOn(uint8_t from) {
  while (from < channelsTaken && !channels[from].on) from++;
  return from < channelsTaken ? from : MAX_SERVOS;
}

}  // namespace

ISR(TIMER1_COMPA_vect) {
  uint8_t next;
  if (current < MAX_SERVOS) {
    *channels[current].port &= ~channels[current].bit;
    next = nextChannelOn(current + 1);
  } else {
    frameUsedTicks = 0;
    next = nextChannelOn(0);
  }
  uint16_t wait;
  if (next < MAX_SERVOS) {
    *channels[next].port |= channels[next].bit;
    wait = channels[next].pulseTicks;
    frameUsedTicks += wait;
  } else {
    wait = frameUsedTicks + GUARD_TICKS < FRAME_TICKS ? FRAME_TICKS - frameUsedTicks : GUARD_TICKS;
  }
  current = next;
  /* From the last compare, not from TCNT1: the interrupt's own delay must not lengthen the pulse. */
  OCR1A += wait;
}

Servo::Servo() : channel(NO_CHANNEL), minUs(MIN_PULSE_WIDTH), maxUs(MAX_PULSE_WIDTH) {
  if (channelsTaken >= MAX_SERVOS) return;
  channel = channelsTaken++;
  channels[channel].pulseTicks = DEFAULT_PULSE_WIDTH * TICKS_PER_US;
  channels[channel].on = false;
}

uint8_t Servo::attach(int pin, int minPulseUs, int maxPulseUs) {
  if (channel == NO_CHANNEL) return NO_CHANNEL;
  minUs = minPulseUs;
  maxUs = maxPulseUs;
  digitalWrite(pin, LOW);
  pinMode(pin, OUTPUT);
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
    const bool timerRuns = anyChannelOn();
    channels[channel].port = portOutputRegister(digitalPinToPort(pin));
    channels[channel].bit = digitalPinToBitMask(pin);
    channels[channel].on = true;
    if (!timerRuns) startTimer();
  }
  return channel;
}

void Servo::detach() {
  if (channel == NO_CHANNEL || !channels[channel].on) return;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
    channels[channel].on = false;
    *channels[channel].port &= ~channels[channel].bit;
    if (!anyChannelOn()) {
      TIMSK1 &= ~_BV(OCIE1A);
      /* The core's setting for analogWrite on pins 9 and 10: phase-correct 8 bit, F_CPU / 64. */
      TCCR1A = _BV(WGM10);
      TCCR1B = _BV(CS11) | _BV(CS10);
    }
  }
}

bool Servo::attached() const {
  return channel != NO_CHANNEL && channels[channel].on;
}

void Servo::write(int degreesOrUs) {
  if (degreesOrUs >= MIN_PULSE_WIDTH) return writeMicroseconds(degreesOrUs);
  writeMicroseconds(map(constrain(degreesOrUs, 0, 180), 0, 180, minUs, maxUs));
}

void Servo::writeMicroseconds(int pulseUs) {
  if (channel == NO_CHANNEL) return;
  const uint16_t ticks = constrain(pulseUs, minUs, maxUs) * TICKS_PER_US;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
    channels[channel].pulseTicks = ticks;
  }
}

int Servo::readMicroseconds() const {
  return channel == NO_CHANNEL ? 0 : channels[channel].pulseTicks / TICKS_PER_US;
}

int Servo::read() const {
  return map(readMicroseconds() + 1, minUs, maxUs, 0, 180);
}
