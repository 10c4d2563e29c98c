/**
 * 256 words a language, one for each value of a byte, for fingerprints that people read to each other. Layer: pack.
 * They never change: an old fingerprint on a sheet of paper must stay right.
 */

/** Written in rows for reading; white space does not count. */
const CHINESE = `
山水火土木金日月星云风雨雪雷电冰河湖海江泉池石沙田路桥门窗墙屋楼
城村塔井灯书笔纸墨画琴棋鼓钟车船马牛羊狗猫兔龙虎鹿象熊猴鱼鸟鸡鸭
鹅鹰鹤蜂蝶虫龟花草树竹松柳梅兰菊荷桃李杏梨枣瓜豆米麦茶糖盐油酒饭
面饼汤蛋肉果东西南北上下左右前后里外春夏秋冬早晚红黄蓝白黑绿紫青
一二三四五六七八九十百千万口手足头耳目鼻牙心眼父母兄弟姐妹师友王
兵农工医光影声色香衣帽鞋伞包床桌椅刀弓箭旗球线绳针布丝棉毛皮角尾
羽珠玉银铜铁镜铃笛歌舞跑飞游跳坐站走听看说读写学问答开关来去大小
多少长短高低方圆厚轻快新古美真正安平和乐喜爱明亮强勇勤雁鹊帆鲸贝
`;

const ENGLISH = `
acorn anchor apple apron arrow badge bagel baker bamboo banana barn basil basket beach bean bear beetle bell
belt berry bike bird biscuit blanket boat bone book boot bottle bowl branch bread brick bridge broom brush
bubble bucket bus butter button cabin cable cactus cake camel camera candle canoe carpet carrot castle cat
cedar chair chalk cheese cherry chess chicken circle clock cloud clover coat cocoa coin comet compass copper
coral corn cotton cow crab crane crayon cricket crown cup curtain daisy dance deer desk diamond dolphin donkey
door dragon drum duck eagle earth egg elbow elephant elm engine falcon farmer feather fence fern finger fire
fish flag flame flower flute forest fork fossil fountain fox frog garden garlic gate ginger giraffe glove goat
gold goose grape grass guitar hammer hand harbor hat hawk hazel heart hedge helmet hill honey horse house ice
igloo iron island ivory ivy jacket jar jelly jewel jungle kettle key kite kitten knot ladder lake lamp lemon
lentil lettuce library light lily lion lizard lobster magnet mango maple marble meadow melon mirror mole
monkey moon moss moth mountain mouse music nail needle nest noodle nut oak oasis ocean olive onion orange
orchid otter owl oyster paddle paint palm panda paper parrot peach peanut pear pebble pencil pepper piano
pillow pine planet plum pocket pond potato puppet rabbit radio rain ribbon rice ring river robin rocket roof
rope rose ruler sail salmon salt sand scarf school shell ship shoe silver snow soap spoon star stone sugar sun
table tiger tower train tree
`;

export const FINGERPRINT_WORDS = {
  'zh-CN': [...CHINESE.replace(/\s/g, '')],
  en: ENGLISH.trim().split(/\s+/),
} as const;
