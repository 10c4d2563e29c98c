// What differs between the chips. Data sheets: Microchip DS40002061 (ATmega328P), DS40002211 (ATmega2560).
// Pin numbers are Arduino's, as every Firmata host expects.
#pragma once
#include <avr/io.h>
#include <stdint.h>

namespace board {

#if defined(__AVR_ATmega328P__)

constexpr uint8_t CHIP = 1;
constexpr uint8_t PIN_COUNT = 22;
constexpr uint8_t DIGITAL_END = 20;
constexpr uint8_t FIRST_ANALOG_PIN = 14;
constexpr uint8_t SDA_PIN = 18, SCL_PIN = 19;
constexpr uint8_t SERVO_COUNT = 4;
constexpr uint8_t SERVO_TIMER = 1;

#elif defined(__AVR_ATmega2560__)

constexpr uint8_t CHIP = 2;
constexpr uint8_t PIN_COUNT = 70;
constexpr uint8_t DIGITAL_END = 70;
constexpr uint8_t FIRST_ANALOG_PIN = 54;
constexpr uint8_t SDA_PIN = 20, SCL_PIN = 21;
constexpr uint8_t SERVO_COUNT = 8;
constexpr uint8_t SERVO_TIMER = 5;

#else
#error "This firmware is for the ATmega328P and the ATmega2560."
#endif

// Pins 0 and 1 are the serial line.
constexpr uint8_t FIRST_DIGITAL_PIN = 2;
constexpr uint8_t ANALOG_COUNT = PIN_COUNT - FIRST_ANALOG_PIN;
constexpr uint8_t PORT_COUNT = (PIN_COUNT + 7) / 8;
constexpr uint8_t NO_PIN = 127;

// Port A is 0, B is 1, … (there is no I); the bit stands in the low half.
extern const uint8_t PLACES[DIGITAL_END];

struct PwmOutput {
  uint8_t pin;
  uint8_t timer;
  volatile uint8_t* control;
  uint8_t connect;
  volatile uint8_t* compare;
};
extern const PwmOutput PWM_OUTPUTS[];
extern const uint8_t PWM_OUTPUT_COUNT;

// Turns the interrupt of a pin's changes on or off; false where the pin has none.
bool watchChanges(uint8_t pin, bool on);

// Every timer to its PWM: 0 fast (it counts the time too), the others phase correct, all ÷ 64.
void startTimers();
void timerToPwm(uint8_t timer);

inline bool isDigital(uint8_t pin) { return pin >= FIRST_DIGITAL_PIN && pin < DIGITAL_END; }
inline bool isAnalog(uint8_t pin) { return pin >= FIRST_ANALOG_PIN && pin < PIN_COUNT; }
inline bool isI2c(uint8_t pin) { return pin == SDA_PIN || pin == SCL_PIN; }

}  // namespace board
