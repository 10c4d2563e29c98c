#include "board.h"
#include <avr/pgmspace.h>

namespace board {

enum : uint8_t { A = 0x00, B = 0x10, C = 0x20, D = 0x30, E = 0x40, F = 0x50, G = 0x60, H = 0x70, J = 0x80, K = 0x90, L = 0xa0 };

#if defined(__AVR_ATmega328P__)

const uint8_t PLACES[DIGITAL_END] PROGMEM = {
    D | 0, D | 1, D | 2, D | 3, D | 4, D | 5, D | 6, D | 7,  // 0 … 7
    B | 0, B | 1, B | 2, B | 3, B | 4, B | 5,                // 8 … 13
    C | 0, C | 1, C | 2, C | 3, C | 4, C | 5,                // A0 … A5
};

const PwmOutput PWM_OUTPUTS[] PROGMEM = {
    {3, 2, &TCCR2A, _BV(COM2B1), &OCR2B},  {5, 0, &TCCR0A, _BV(COM0B1), &OCR0B},
    {6, 0, &TCCR0A, _BV(COM0A1), &OCR0A},  {9, 1, &TCCR1A, _BV(COM1A1), &OCR1AL},
    {10, 1, &TCCR1A, _BV(COM1B1), &OCR1BL}, {11, 2, &TCCR2A, _BV(COM2A1), &OCR2A},
};

bool watchChanges(uint8_t pin, bool on) {
  if (!isDigital(pin)) return false;
  const uint8_t place = pgm_read_byte(&PLACES[pin]);
  const uint8_t mask = 1 << (place & 7);
  // Group 0 is port B, 1 is C, 2 is D.
  const uint8_t group = (place >> 4) - 1;
  volatile uint8_t* const enabled = &PCMSK0 + group;
  if (on) *enabled |= mask;
  else *enabled &= ~mask;
  PCICR |= 1 << group;
  return true;
}

#else

const uint8_t PLACES[DIGITAL_END] PROGMEM = {
    E | 0, E | 1, E | 4, E | 5, G | 5, E | 3, H | 3, H | 4, H | 5, H | 6,  // 0 … 9
    B | 4, B | 5, B | 6, B | 7, J | 1, J | 0, H | 1, H | 0, D | 3, D | 2,  // 10 … 19
    D | 1, D | 0, A | 0, A | 1, A | 2, A | 3, A | 4, A | 5, A | 6, A | 7,  // 20 … 29
    C | 7, C | 6, C | 5, C | 4, C | 3, C | 2, C | 1, C | 0, D | 7, G | 2,  // 30 … 39
    G | 1, G | 0, L | 7, L | 6, L | 5, L | 4, L | 3, L | 2, L | 1, L | 0,  // 40 … 49
    B | 3, B | 2, B | 1, B | 0,                                            // 50 … 53
    F | 0, F | 1, F | 2, F | 3, F | 4, F | 5, F | 6, F | 7,                // A0 … A7
    K | 0, K | 1, K | 2, K | 3, K | 4, K | 5, K | 6, K | 7,                // A8 … A15
};

const PwmOutput PWM_OUTPUTS[] PROGMEM = {
    {2, 3, &TCCR3A, _BV(COM3B1), &OCR3BL},  {3, 3, &TCCR3A, _BV(COM3C1), &OCR3CL},  {4, 0, &TCCR0A, _BV(COM0B1), &OCR0B},
    {5, 3, &TCCR3A, _BV(COM3A1), &OCR3AL},  {6, 4, &TCCR4A, _BV(COM4A1), &OCR4AL},  {7, 4, &TCCR4A, _BV(COM4B1), &OCR4BL},
    {8, 4, &TCCR4A, _BV(COM4C1), &OCR4CL},  {9, 2, &TCCR2A, _BV(COM2B1), &OCR2B},   {10, 2, &TCCR2A, _BV(COM2A1), &OCR2A},
    {11, 1, &TCCR1A, _BV(COM1A1), &OCR1AL}, {12, 1, &TCCR1A, _BV(COM1B1), &OCR1BL}, {13, 0, &TCCR0A, _BV(COM0A1), &OCR0A},
    {44, 5, &TCCR5A, _BV(COM5C1), &OCR5CL}, {45, 5, &TCCR5A, _BV(COM5B1), &OCR5BL}, {46, 5, &TCCR5A, _BV(COM5A1), &OCR5AL},
};

static bool watchExternal(uint8_t number, bool on) {
  // Two bits each: 01 is any change.
  volatile uint8_t* const sense = number < 4 ? &EICRA : &EICRB;
  *sense |= 1 << (2 * (number & 3));
  if (on) EIMSK |= 1 << number;
  else EIMSK &= ~(1 << number);
  return true;
}

static void watchGroup(uint8_t group, uint8_t mask, bool on) {
  volatile uint8_t* const enabled = &PCMSK0 + group;
  if (on) *enabled |= mask;
  else *enabled &= ~mask;
  PCICR |= 1 << group;
}

bool watchChanges(uint8_t pin, bool on) {
  if (!isDigital(pin)) return false;
  const uint8_t place = pgm_read_byte(&PLACES[pin]);
  const uint8_t bit = place & 7;
  switch (place & 0xf0) {
    case B: watchGroup(0, 1 << bit, on); return true;
    // PJ0 is PCINT9.
    case J: watchGroup(1, 2 << bit, on); return true;
    case K: watchGroup(2, 1 << bit, on); return true;
    case D: return bit < 4 && watchExternal(bit, on);
    case E: return bit >= 4 && bit < 6 && watchExternal(bit, on);
    default: return false;
  }
}

#endif

const uint8_t PWM_OUTPUT_COUNT = sizeof(PWM_OUTPUTS) / sizeof(PWM_OUTPUTS[0]);

void timerToPwm(uint8_t timer) {
  switch (timer) {
    case 0:
      TCCR0A = _BV(WGM01) | _BV(WGM00);
      TCCR0B = _BV(CS01) | _BV(CS00);
      break;
    case 1:
      TCCR1A = _BV(WGM10);
      TCCR1B = _BV(CS11) | _BV(CS10);
      break;
    case 2:
      TCCR2A = _BV(WGM20);
      TCCR2B = _BV(CS22);
      break;
#if defined(__AVR_ATmega2560__)
    case 3:
      TCCR3A = _BV(WGM30);
      TCCR3B = _BV(CS31) | _BV(CS30);
      break;
    case 4:
      TCCR4A = _BV(WGM40);
      TCCR4B = _BV(CS41) | _BV(CS40);
      break;
    case 5:
      TCCR5A = _BV(WGM50);
      TCCR5B = _BV(CS51) | _BV(CS50);
      break;
#endif
  }
}

void startTimers() {
  for (uint8_t timer = 0; timer < 6; timer++) timerToPwm(timer);
}

}  // namespace board
