#include "firmata.h"
#include <avr/pgmspace.h>
#include "analog.h"
#include "board.h"
#include "car.h"
#include "i2c.h"
#include "message.h"
#include "pins.h"
#include "queries.h"
#include "servo.h"
#include "ticks.h"
#include "uart.h"

namespace firmata {

enum Command : uint8_t {
  DIGITAL_MESSAGE = 0x90, REPORT_ANALOG = 0xc0, REPORT_DIGITAL = 0xd0, ANALOG_MESSAGE = 0xe0,
  SET_PIN_MODE = 0xf4, SET_DIGITAL_PIN_VALUE = 0xf5, REPORT_VERSION = 0xf9, SYSTEM_RESET = 0xff,
};

enum Sysex : uint8_t {
  EXTENDED_REPORT_ANALOG = 0x64, SYSTEM_VARIABLES = 0x66, ANALOG_MAPPING_QUERY = 0x69, CAPABILITY_QUERY = 0x6b, PIN_STATE_QUERY = 0x6d,
  EXTENDED_ANALOG = 0x6f, SERVO_CONFIG = 0x70, I2C_REQUEST = 0x76, I2C_CONFIG = 0x78, REPORT_FIRMWARE = 0x79, SAMPLING_INTERVAL = 0x7a,
};

constexpr uint8_t MESSAGE_BYTES_MAX = 64;
constexpr uint16_t SAMPLING_MS_DEFAULT = 19;

static uint8_t command;
static uint8_t content[MESSAGE_BYTES_MAX];
static uint8_t count;
// One more than fits: the message is thrown away.
static bool isTooLong;

static uint16_t portsReported;
static uint8_t portSaid[board::PORT_COUNT];
static uint16_t channelsReported, channelsToAnnounce;
static uint16_t samplingMs;
static ticks::Every sampling;

void greet() {
  queries::sayVersion();
  queries::sayFirmware();
}

static void reportAnalog(uint8_t channel, bool on) {
  if (channel >= board::ANALOG_COUNT) return;
  const uint16_t bit = 1U << channel;
  if (on) {
    channelsReported |= bit;
    // At once, as soon as it is measured.
    channelsToAnnounce |= bit;
  } else {
    channelsReported &= ~bit;
    channelsToAnnounce &= ~bit;
  }
  analog::want(analog::REPORTS, channelsReported);
}

static void sayPort(uint8_t port, uint8_t levels) {
  uart::write(DIGITAL_MESSAGE | port);
  message::byte(levels);
  portSaid[port] = levels;
}

static void reportDigital(uint8_t port, bool on) {
  if (port >= board::PORT_COUNT) return;
  const uint16_t bit = 1U << port;
  if (on) portsReported |= bit;
  else portsReported &= ~bit;
  if (on) sayPort(port, pins::readPort(port));
}

static void setMode(uint8_t pin, uint8_t mode) {
  if (pin >= board::PIN_COUNT || pins::isOwned(pin)) return;
  // It keeps the range that SERVO_CONFIG gave it.
  if (mode == pins::SERVO && pins::modeOf(pin) == pins::SERVO) return;
  if (pins::modeOf(pin) == pins::I2C && mode != pins::I2C && i2c::isOn()) i2c::reset();
  if (!pins::setMode(pin, static_cast<pins::Mode>(mode))) {
    message::string(PSTR("Pin mode?"));
    return;
  }
  if (board::isAnalog(pin)) reportAnalog(pin - board::FIRST_ANALOG_PIN, mode == pins::ANALOG);
  if (mode == pins::SERVO && !servo::attach(pin, servo::MIN_US, servo::MAX_US)) message::string(PSTR("Servos: all in use"));
}

static void writeAnalog(uint8_t pin, uint16_t value) {
  if (pin >= board::PIN_COUNT || pins::isOwned(pin)) return;
  if (pins::modeOf(pin) == pins::SERVO) {
    servo::write(pin, value);
    pins::setState(pin, value);
  }
  if (pins::modeOf(pin) == pins::PWM) pins::writePwm(pins::pwmOf(pin), value < 255 ? value : 255);
}

static void writePin(uint8_t pin, bool high) {
  pins::placeOf(pin).set(high);
  pins::setState(pin, high);
}

// Outputs change; an input's bit is its pull-up, as older hosts have it.
static void writePort(uint8_t port, uint8_t levels) {
  for (uint8_t bit = 0; bit < 8; bit++) {
    const uint8_t pin = port * 8 + bit;
    if (pin >= board::PIN_COUNT || !board::isDigital(pin) || pins::isOwned(pin)) continue;
    const pins::Mode mode = pins::modeOf(pin);
    if (mode == pins::OUTPUT || mode == pins::INPUT) writePin(pin, levels & (1 << bit));
  }
}

static void configureServo(message::Reader settings) {
  const uint8_t pin = settings.u7();
  const uint16_t minUs = settings.u14();
  const uint16_t maxUs = settings.u14();
  if (settings.left() > 0 || maxUs < minUs || !board::isDigital(pin) || pins::isOwned(pin)) return;
  if (pins::modeOf(pin) != pins::SERVO) setMode(pin, pins::SERVO);
  servo::attach(pin, minUs, maxUs);
}

static void handleSysex() {
  message::Reader reader(content, count);
  switch (reader.u7()) {
    case message::GUIJI: car::handle(reader); break;
    case EXTENDED_REPORT_ANALOG: {
      const uint8_t channel = reader.u7();
      reportAnalog(channel, reader.u7() != 0);
      break;
    }
    case SYSTEM_VARIABLES: queries::saySystemVariable(reader); break;
    case ANALOG_MAPPING_QUERY: queries::sayAnalogMapping(); break;
    case CAPABILITY_QUERY: queries::sayCapabilities(); break;
    case PIN_STATE_QUERY:
      if (reader.left() > 0) queries::sayPinState(reader.u7());
      break;
    case EXTENDED_ANALOG:
      if (reader.left() >= 2) {
        const uint8_t pin = reader.u7();
        writeAnalog(pin, reader.u14());
      }
      break;
    case SERVO_CONFIG:
      if (reader.left() >= 5) configureServo(reader);
      break;
    case I2C_REQUEST: i2c::request(reader); break;
    case I2C_CONFIG: i2c::configure(reader); break;
    case REPORT_FIRMWARE: queries::sayFirmware(); break;
    case SAMPLING_INTERVAL:
      if (reader.left() >= 2) {
        samplingMs = reader.u14();
        if (samplingMs == 0) samplingMs = 1;
      }
      break;
  }
}

static uint8_t bytesOf(uint8_t wanted) {
  switch (wanted) {
    case DIGITAL_MESSAGE:
    case ANALOG_MESSAGE:
    case SET_PIN_MODE:
    case SET_DIGITAL_PIN_VALUE:
      return 2;
    case REPORT_ANALOG:
    case REPORT_DIGITAL:
      return 1;
    default:
      return 0;
  }
}

static uint8_t kindOf(uint8_t status) { return status < 0xf0 ? status & 0xf0 : status; }

static void handleChannelMessage() {
  const uint8_t channel = command & 0x0f;
  switch (kindOf(command)) {
    case DIGITAL_MESSAGE: writePort(channel, content[0] | content[1] << 7); break;
    case ANALOG_MESSAGE: writeAnalog(channel, content[0] | content[1] << 7); break;
    case REPORT_ANALOG: reportAnalog(channel, content[0] != 0); break;
    case REPORT_DIGITAL: reportDigital(channel, content[0] != 0); break;
    case SET_PIN_MODE: setMode(content[0], content[1]); break;
    case SET_DIGITAL_PIN_VALUE: {
      const uint8_t pin = content[0];
      if (pin < board::PIN_COUNT && !pins::isOwned(pin) && pins::modeOf(pin) == pins::OUTPUT && board::isDigital(pin)) writePin(pin, content[1] != 0);
      break;
    }
  }
}

// A status byte begins a message anew, also in the middle of another: what was cut off is dropped.
static void handleStatus(uint8_t status) {
  const bool endsSysex = status == message::END_SYSEX && command == message::START_SYSEX;
  command = endsSysex ? 0 : status;
  if (endsSysex) {
    if (isTooLong || count == 0) return;
    car::heard();
    handleSysex();
    return;
  }
  count = 0;
  isTooLong = false;
  if (status != REPORT_VERSION && status != SYSTEM_RESET) return;
  car::heard();
  if (status == REPORT_VERSION) queries::sayVersion();
  else reset();
}

static void handleData(uint8_t byte) {
  if (count < MESSAGE_BYTES_MAX) content[count++] = byte;
  else isTooLong = true;
  const uint8_t wanted = bytesOf(kindOf(command));
  if (wanted == 0 || count < wanted) return;
  car::heard();
  handleChannelMessage();
  // No running status, as MIDI has it: the protocol does not know it.
  command = 0;
}

void receive() {
  for (uint8_t taken = 0; taken < uart::RECEIVE_BYTES; taken++) {
    const int16_t byte = uart::read();
    if (byte < 0) return;
    if (byte & 0x80) handleStatus(byte);
    else handleData(byte);
  }
}

void reset() {
  car::reset();
  i2c::reset();
  portsReported = 0;
  channelsReported = 0;
  channelsToAnnounce = 0;
  analog::want(analog::REPORTS, 0);
  for (uint8_t pin = 0; pin < board::PIN_COUNT; pin++) pins::setMode(pin, board::isAnalog(pin) ? pins::ANALOG : pins::OUTPUT);
  servo::reset();
  samplingMs = SAMPLING_MS_DEFAULT;
}

static void sayAnalog(uint8_t channel) {
  if (!message::fits(3)) return;
  uart::write(ANALOG_MESSAGE | channel);
  message::u14(analog::value(channel));
  channelsToAnnounce &= ~(1U << channel);
}

static void updatePorts() {
  uint16_t reported = portsReported;
  for (uint8_t port = 0; reported != 0; port++, reported >>= 1) {
    if (!(reported & 1)) continue;
    const uint8_t levels = pins::readPort(port);
    // No room: it is said in a later round.
    if (levels != portSaid[port] && uart::room() >= 3) sayPort(port, levels);
  }
}

void update(uint32_t nowUs) {
  updatePorts();
  const bool isDue = sampling.isDue(nowUs, samplingMs * 1000UL);
  uint16_t channels = isDue ? channelsReported | channelsToAnnounce : channelsToAnnounce;
  for (uint8_t channel = 0; channels != 0; channel++, channels >>= 1) {
    if ((channels & 1) && analog::isFresh(channel)) sayAnalog(channel);
  }
  if (isDue && i2c::isOn()) i2c::sample();
}

}  // namespace firmata
