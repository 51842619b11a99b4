//! Leaks of the usual kinds with surnames, given names, places and disguises that no other list here has.

use super::random::Random;

const SURNAMES: &str = "邵 万 钱 覃 武 戴 莫 孔 白 常 康 施 牛 洪 龚 樊 兰 殷 施 翟 安 颜 倪 严 温 芦 季 俞 章 鲁 葛 伍 申 尤 毕 聂 焦 柳 岳 齐 梅 庄 辛 管 祝 左 涂 谷 祁 时 舒 耿 卜 路 詹 关 苗 凌 费 纪 \
    靳 盛 童 欧 甄 项 曲 成 游 阳 裴 席 卫 查 屈 鲍 位 霍 翁 隋 植 甘 景 薄 单 包 司 柏 宁 柯 阮 桂 闵 欧阳 上官 诸葛 司徒 东方 令狐 皇甫 宇文";
const FIRST: &str = "敬守克振绍维尚宏祖崇润培益泽淑贞秋冬喜新卫东保亚胜占双瑞凯舒可若梦诗佩静静乐安之";
const SECOND: &str = "诚谦让先堂臣田成顺利江河山松柏桐竹菊荷芹芝芬娥娣珠玲环钗琳琪瑜瑶洁雯霖泽航帆哲睿轩然";

fn name(random: &mut Random) -> String {
    let surname = random.word(SURNAMES);
    format!("{surname}{}{}", random.letter(FIRST), random.letter(SECOND))
}

pub(crate) fn named(random: &mut Random) -> String {
    let person = name(random);
    match random.below(8) {
        0 => format!("{person}老人想要一副老花镜"),
        1 => format!("给{person}送一床棉被"),
        2 => format!("{person}家的灯坏了，请人去修"),
        3 => format!("儿子{person}在外地，平时没人陪"),
        4 => format!("请志愿者联系{person}，电话在站里"),
        5 => format!("受助人是{person}，七十多岁"),
        6 => format!("{person}今年读初二，想要一台学习机"),
        _ => format!("{person}希望有人陪着去买菜"),
    }
}

pub(crate) fn lives(random: &mut Random) -> String {
    let street = random
        .word("解放北路 人民东路 朝阳巷 井沿街 北门外大街 三元里 柳荫胡同 纺织二路 桥头街 南园支路 水磨沟路 迎宾大道");
    let estate = random.word("锦绣花园 幸福里小区 水岸新城 纺织家属院 向阳新村 和顺苑 阳光公寓 铁路宿舍");
    let village = random.word("柳林村 上河村 石桥村 杨家湾村 红旗村 大坪村 塘头村");
    let n = |random: &mut Random, most: usize| (1 + random.below(most)).to_string();
    match random.below(7) {
        0 => format!("家住{street}{}号", n(random, 300)),
        1 => format!("{estate}{}栋{}单元{}室", n(random, 30), n(random, 4), 100 + random.below(900)),
        2 => format!("送到{village}{}组", random.letter("一二三四五六七八九")),
        3 => format!("{estate}{}-{}-{}", n(random, 30), n(random, 4), 100 + random.below(900)),
        4 => format!("{street}{}号院{}号楼，请送到家里", n(random, 99), n(random, 20)),
        5 => format!("住{village}村口第{}户", random.letter("一二三四五六")),
        _ => format!(
            "地址{estate}{}号楼{}零{}",
            random.letter("一二三四五六七八九"),
            random.letter("一二三四五六"),
            random.letter("一二三四五")
        ),
    }
}

pub(crate) fn dialled(random: &mut Random) -> String {
    let number = format!("1{}{}", random.letter("3456789"), random.digits(9));
    let spoken = |digit: char| "零一二三四五六七八九".chars().nth(digit.to_digit(10).unwrap() as usize).unwrap();
    let written: String = match random.below(5) {
        0 => number.chars().enumerate().map(|(at, c)| if at % 3 == 1 { spoken(c) } else { c }).collect(),
        1 => number.chars().flat_map(|c| [c, ' ']).collect(),
        2 => format!("{}/{}/{}", &number[..3], &number[3..7], &number[7..]),
        3 => number.chars().map(spoken).collect(),
        _ => number.chars().map(|c| char::from_u32(c as u32 + 0xfee0).unwrap()).collect(),
    };
    random.pick(&["有事拨@就行", "方便的话打@找我", "号码是@，晚上在家", "（@）家里人接"]).replace('@', &written)
}

pub(crate) fn begs(random: &mut Random) -> String {
    let how = random
        .word("微信转账 支付宝转一点 打到卡里 扫收款码 发个红包 汇一点钱 直接给现金 把钱打过来 转点生活费 赞助些钱");
    random.pick(&["东西不用了，@就好", "想请好心人@", "能不能@，先谢谢了", "最好@，买东西自己去买"]).replace('@', how)
}
