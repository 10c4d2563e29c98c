// 一辆小车是一个对象
interface Moving {
  speed: number;
  name?: string;
}

type Turn = 'left' | 'right';

abstract class Vehicle implements Moving {
  static made = 0;
  readonly name: string = '车';
  speed = 40; // 百分比
  #trips = 0;
  private log: string[] = [];

  constructor(speed: number) {
    this.speed = speed;
    Vehicle.made++;
  }

  abstract turn(side: Turn): void;

  // 走一段
  go(mm: number, speed = this.speed): this {
    car.driveFor(mm, speed);
    this.#trips += 1;
    this.log.push(`${mm}`);
    return this;
  }

  get trips(): number {
    return this.#trips;
  }

  set trips(value: number) {
    this.#trips = value;
  }

  static best<T extends Vehicle>(a: T, b: T): T {
    return a.speed > b.speed ? a : b;
  }
}

class Robot extends Vehicle {
  constructor() {
    super(50);
  }
  turn(side: Turn) {
    car.turnBy(side === 'left' ? -90 : 90);
  }
  go(mm: number) {
    super.go(mm);
    return this;
  }
  toString() { return this.name + this.trips; }
}

const robot = new Robot();
robot.go(100).go(200);
robot.trips--;
if (robot instanceof Vehicle) log(String(robot), 'speed' in robot, typeof robot);
export class Empty {}
