//! Names.

use super::random::Random;

const COMMON: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";
const RARE: &str = "欧阳 司马 慕容 尉迟 呼延 澹台 公孙 令狐 闻人 上官 诸葛 皇甫 淳于 东方 独孤 宇文 长孙 司徒 端木 轩辕 夏侯 钟离 拓跋 赫连 仉 禤 逄 亓 缑 佴 鞠 揭 冼 庹 禚 覃 苟 \
    谌 郄 郗 隗 昝 郜 逯 璩 濮 鄢 宓 酆 邴 仝 谯 笪 眭 郏 阚 匡 邝 冉 芮 邰 瞿 亢 戚 庞 柏 裴 阮 柯 艾 牟 靳 蔺 蒯 扈 晏 桑 乜 佟 栾 訾 臧 谷 卞 晁 缪 戈 沃 巩 厍 酈 滑 翁 荀 惠 曲 芦 柴 敖 郁 冀 查 荆 鄂 甯 钭";
const FIRST: &str = "建国海玉秀桂春美小晓志德文永金明光兴家子思雨欣佳梓浩俊宇嘉一正天振立庆福长宝根生永继世学凤素淑慧月翠红爱巧惠丽云彩银兰";
const SECOND: &str = "军英华芳兰梅珍强平明杰涛燕霞辉鹏飞龙凤琴莲香花娟敏静丽伟勇峰斌磊超林森宁轩涵怡萱彤琪瑶豪熙远东生成福贵财发旺祥根良德仁义兴国民庆和荣光亮";

fn name(random: &mut Random) -> String {
    let surname = if random.chance(40) { random.word(RARE).to_owned() } else { random.letter(COMMON).to_string() };
    if random.chance(75) {
        format!("{surname}{}{}", random.letter(FIRST), random.letter(SECOND))
    } else {
        format!(
            "{surname}{}",
            random.letter("伟芳娜敏静丽强磊军洋勇艳杰娟涛超霞刚玲辉鹏浩琳婷雪梅莉颖琼倩媛蕾薇菁昊宸睿")
        )
    }
}

fn tail(random: &mut Random) -> &'static str {
    random.pick(&[
        "想要一辆轮椅",
        "盼一台电风扇",
        "今年想换张床",
        "需要人陪着去取药",
        "希望学裁缝",
        "家中缺被褥",
        "说夜里怕黑",
        "的鞋子磨破了",
        "独自过日子",
        "常年在家照看孙辈",
        "腿疼得下不了楼",
        "没有像样的书桌",
        "在镇上摆摊",
        "和老伴两个人过",
        "平日靠邻居帮衬",
        "一直没有洗衣机",
        "喜欢听黄梅戏",
        "做不了重活",
        "刚上初一",
        "冬天舍不得开取暖器",
    ])
}

pub(crate) fn bare(random: &mut Random) -> String {
    let person = name(random);
    match random.below(9) {
        0 => format!("请把棉被送到{person}手上"),
        1 => format!("{}，交给{person}", random.pick(&["一台电饭煲", "两袋面粉", "米和油"])),
        2 => format!("{}{person}{}", random.pick(&["帮帮", "替", "想给", "请找", "陪"]), tail(random)),
        3 => format!("{person}和{}都{}", name(random), tail(random)),
        4 => format!("{}，{person}，{}", random.pick(&["住在山里", "行动不便", "一个人住"]), tail(random)),
        5 => {
            let spaced: Vec<String> = person.chars().map(String::from).collect();
            format!("{}{}", spaced.join(random.pick(&[" ", "·", "-", ".", "　"])), tail(random))
        }
        _ => format!("{person}{}", tail(random)),
    }
}

pub(crate) fn announced(random: &mut Random) -> String {
    let person = name(random);
    let lead = random.pick(&[
        "我叫",
        "姓名：",
        "姓名",
        "联系人：",
        "户主",
        "我是",
        "名叫",
        "老人叫",
        "孩子名字是",
        "收货人 ",
        "本人",
        "大名",
        "监护人：",
        "叫做",
        "家属",
        "这位是",
        "老伴叫",
    ]);
    format!("{lead}{person}{}{}", random.pick(&["，", "。", "，今年", " "]), tail(random))
}

pub(crate) fn titled(random: &mut Random) -> String {
    let surname = if random.chance(30) { random.word(RARE).to_owned() } else { random.letter(COMMON).to_string() };
    let plain = random.letter("王李张刘陈杨赵吴周徐孙朱胡郭何罗郑梁宋唐许韩冯邓曹彭曾肖董袁潘蒋蔡杜苏魏吕丁沈姚卢姜崔谭汪范廖贾邹孟秦邱薛阎侯");
    match random.below(8) {
        0 => format!("{surname}某{}{}", random.pick(&["", "某", "人", "华"]), tail(random)),
        1 => format!(
            "{}{plain}{}",
            random.pick(&["小", "老"]),
            random.pick(&["想要一台电视", "家的门坏了", "师傅会修水管", "说谢谢", "今年腿不好"])
        ),
        2 => format!("阿{}{}", random.letter("芳珍英梅强明伟兰霞娟"), tail(random)),
        3 => format!("{surname}家{}{}", random.pick(&["奶奶", "大妈", "老人", "媳妇", "婶子"]), tail(random)),
        4 => format!(
            "{}·{}{}",
            random.word("阿依古丽 买买提 努尔 古丽娜 扎西 索朗"),
            random.word("吐尔逊 艾力 卓玛 次仁 阿卜杜拉"),
            tail(random)
        ),
        _ => format!(
            "{surname}{}{}",
            random.pick(&[
                "奶奶", "爷爷", "大爷", "大妈", "阿姨", "师傅", "老师", "大叔", "婆婆", "大姐", "先生", "女士", "同学",
                "叔叔", "大娘"
            ]),
            tail(random)
        ),
    }
}
