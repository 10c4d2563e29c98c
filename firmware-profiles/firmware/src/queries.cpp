#include "queries.h"
#include <avr/pgmspace.h>
#include "board.h"
#include "pins.h"
#include "settings.h"
#include "uart.h"

namespace queries {

constexpr uint8_t REPORT_VERSION = 0xf9, PROTOCOL_MAJOR = 2, PROTOCOL_MINOR = 7;
constexpr uint8_t ANALOG_MAPPING_RESPONSE = 0x6a, CAPABILITY_RESPONSE = 0x6c, PIN_STATE_RESPONSE = 0x6e;
constexpr uint8_t REPORT_FIRMWARE = 0x79, SYSTEM_VARIABLES = 0x66;
constexpr uint8_t NONE = 127;
constexpr uint8_t ADC_BITS = 10, PWM_BITS = 8, SERVO_BITS = 14;

static const char NAME[] PROGMEM = "Guiji";

void sayVersion() {
  uart::write(REPORT_VERSION);
  message::u7(PROTOCOL_MAJOR);
  message::u7(PROTOCOL_MINOR);
}

void sayFirmware() {
  message::startSysex(REPORT_FIRMWARE);
  message::u7(settings::VERSION_MAJOR);
  message::u7(settings::VERSION_MINOR);
  for (uint8_t index = 0; index < sizeof(NAME) - 1; index++) message::byte(pgm_read_byte(&NAME[index]));
  message::endSysex();
}

static void sayMode(pins::Mode mode, uint8_t resolution) {
  message::u7(mode);
  message::u7(resolution);
}

void sayCapabilities() {
  message::startSysex(CAPABILITY_RESPONSE);
  for (uint8_t pin = 0; pin < board::PIN_COUNT; pin++) {
    const bool isDigital = board::isDigital(pin);
    if (isDigital) {
      sayMode(pins::INPUT, 1);
      sayMode(pins::PULLUP, 1);
      sayMode(pins::OUTPUT, 1);
    }
    if (board::isAnalog(pin)) sayMode(pins::ANALOG, ADC_BITS);
    if (pins::pwmOf(pin) != pins::NO_PWM) sayMode(pins::PWM, PWM_BITS);
    if (isDigital) sayMode(pins::SERVO, SERVO_BITS);
    if (board::isI2c(pin)) sayMode(pins::I2C, 1);
    message::u7(NONE);
  }
  message::endSysex();
}

void sayAnalogMapping() {
  message::startSysex(ANALOG_MAPPING_RESPONSE);
  for (uint8_t pin = 0; pin < board::PIN_COUNT; pin++) message::u7(board::isAnalog(pin) ? pin - board::FIRST_ANALOG_PIN : NONE);
  message::endSysex();
}

void sayPinState(uint8_t pin) {
  message::startSysex(PIN_STATE_RESPONSE);
  message::u7(pin);
  if (pin < board::PIN_COUNT) {
    message::u7(pins::modeOf(pin));
    uint16_t state = pins::stateOf(pin);
    message::u7(state);
    while ((state >>= 7) != 0) message::u7(state);
  }
  message::endSysex();
}

enum Status : uint8_t { SUCCESS = 0, READ_ONLY = 1, UNKNOWN_TYPE = 3, UNKNOWN_VARIABLE = 4, OTHER_ERROR = 5 };

// OTHER_ERROR: the pin has no such thing.
static Status readVariable(uint16_t variable, uint8_t pin, uint16_t& value) {
  switch (variable) {
    case 0:
      value = 1;
      return SUCCESS;
    case 1:
      value = 64;
      return SUCCESS;
    case 2:
      value = uart::RECEIVE_BYTES;
      return SUCCESS;
    case 100:
      value = ADC_BITS;
      return board::isAnalog(pin) ? SUCCESS : OTHER_ERROR;
    case 101: {
      const uint8_t output = pins::pwmOf(pin);
      if (output == pins::NO_PWM) return OTHER_ERROR;
      value = pins::pwmHz(output);
      return SUCCESS;
    }
    default:
      return UNKNOWN_VARIABLE;
  }
}

void saySystemVariable(message::Reader question) {
  constexpr uint8_t SET = 1, INT32 = 1;
  if (question.left() < 6) return;
  const uint8_t operation = question.u7();
  const uint8_t type = question.u7();
  question.u7();
  const uint16_t variable = question.u14();
  const uint8_t pin = question.u7();
  uint16_t value = 0;
  Status status = type == INT32 ? readVariable(variable, pin, value) : UNKNOWN_TYPE;
  if (status == SUCCESS && operation == SET) status = READ_ONLY;
  message::startSysex(SYSTEM_VARIABLES);
  message::u7(operation);
  message::u7(type);
  message::u7(status);
  message::u14(variable);
  message::u7(pin);
  // 32 bits in five bytes.
  message::u21(value);
  message::u14(0);
  message::endSysex();
}

}  // namespace queries
