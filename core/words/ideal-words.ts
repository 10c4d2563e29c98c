/** What makes a real car hard, and what a child sees of it. Layer: words. */
import type { EffectGroup, IdealEffect } from '../robot/ideal-effects.ts';
import type { Words } from './words.ts';

export const effectWords = {
  'zh-CN': {
    'motor-lag': '电机慢半拍',
    'dead-zone': '力气小就不动',
    'speed-curve': '功率和速度不成正比',
    'uneven-motors': '左右电机不一样',
    'battery-sag': '电池一用力就没劲',
    'wheel-slip': '轮子打滑',
    'caster-drag': '万向轮拖后腿',
    'line-noise': '循线读数会跳',
    'line-delay': '循线读数来得晚',
    'uneven-sensors': '循线传感器不一样',
    sunlight: '阳光捣乱',
    'sonar-loss': '超声波听不到回声',
    'gyro-drift': '陀螺仪慢慢走偏',
    'sensor-noise': '别的读数会跳',
  },
  en: {
    'motor-lag': 'Motors take a moment',
    'dead-zone': 'Too weak to start',
    'speed-curve': 'Speed does not follow power',
    'uneven-motors': 'Motors differ',
    'battery-sag': 'Battery gives in',
    'wheel-slip': 'Wheels slip',
    'caster-drag': 'Castor drags',
    'line-noise': 'Line readings jump',
    'line-delay': 'Line readings come late',
    'uneven-sensors': 'Line sensors differ',
    sunlight: 'Sunlight interferes',
    'sonar-loss': 'Sonar hears no echo',
    'gyro-drift': 'Gyro wanders off',
    'sensor-noise': 'Other readings jump',
  },
} satisfies Words<IdealEffect>;

export const effectAbout = {
  'zh-CN': {
    'motor-lag': '轮子过一会儿才够快：起步慢，停车会多冲一点。',
    'dead-zone': '功率太小，轮子不转：写了 10，车还停着。',
    'speed-curve': '功率加一倍，速度不是正好加一倍。',
    'uneven-motors': '同样的功率，左右轮快慢不同：叫它直走，它会偏。',
    'battery-sag': '电机一使劲，电压就掉：起步的时候没有平时有力。',
    'wheel-slip': '变速太急，轮子空转：编码器数的路比真的走的长。',
    'caster-drag': '万向轮拖着车：松开电机很快就停，原地转更慢。电机不慢半拍就看不出来。',
    'line-noise': '车停着不动，读数也上下跳。',
    'line-delay': '程序看到的是刚才的地面：车越快，转弯越晚。',
    'uneven-sensors': '同一条黑线，每个传感器读数不同；带螺丝的，拧的位置也不同。',
    sunlight: '太阳照着的地方，黑线看起来像白的。',
    'sonar-loss': '斜对着墙，声音弹走了；有时没有原因也听不到。',
    'gyro-drift': '车不动，方向也慢慢变；转一圈也不正好是 360°。',
    'sensor-noise': '超声波、陀螺仪、颜色、光和声音，每次差一点。',
  },
  en: {
    'motor-lag': 'The car starts slowly, and rolls on when told to stop.',
    'dead-zone': 'The program says 10 and the car stands still.',
    'speed-curve': 'Twice the power is not just twice the speed.',
    'uneven-motors': 'Told to go straight, the car drifts to a side.',
    'battery-sag': 'Hard work takes voltage: less push at the start.',
    'wheel-slip': 'Wheels spin: encoders count more than the way.',
    'caster-drag': 'The car stops sooner and turns more slowly. Not felt where motors take no moment.',
    'line-noise': 'They change though the car stands still.',
    'line-delay': 'The quicker the car, the later it sees a bend.',
    'uneven-sensors': 'Each reads one black line its own way; where there are screws, each is set its own way.',
    sunlight: 'Where the sun shines, black looks like white.',
    'sonar-loss': 'A slanting wall throws the sound away; now and then it is lost for no reason.',
    'gyro-drift': 'The car stands still and its heading changes; a full turn is not just 360°.',
    'sensor-noise': 'Sonar, gyro, colour, light, sound: a little off.',
  },
} satisfies Words<IdealEffect>;

export const effectGroupWords = {
  'zh-CN': { wheels: '轮子', line: '循线传感器', sensors: '别的传感器' },
  en: { wheels: 'Wheels', line: 'Line sensors', sensors: 'Other sensors' },
} satisfies Words<EffectGroup>;
