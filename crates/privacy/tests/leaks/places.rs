//! Addresses, schools, hospitals.

use super::random::Random;

fn number(random: &mut Random) -> String {
    let value = 1 + random.below(320);
    match random.below(4) {
        0 => value
            .to_string()
            .chars()
            .map(|c| "〇一二三四五六七八九".chars().nth(c.to_digit(10).unwrap() as usize).unwrap())
            .collect(),
        1 => value.to_string().chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap()).collect(),
        _ => value.to_string(),
    }
}

pub(crate) fn address(random: &mut Random) -> String {
    let lead = random.pick(&["住在", "家住", "家在", "地址是", "住", "请送到", ""]);
    let road =
        random.word("长江 学府 安康 迎春 富强 丰收 五一 环城 西湖 虹桥 海曙 松柏 团结 友谊 天河 工农 水南 南大 后营");
    let estate = random.word("金桂 碧水 紫竹 望江 明珠 天鹅 春江 银杏 龙湖 江南 盛世 华景 城南 怡和 翡翠");
    let village = random.word("石桥 大坪 上河 后山 三岔 新塘 周家 柳林 高坎 马家 下渡 东坑 青龙");
    let n = number(random);
    match random.below(15) {
        0 => format!("{lead}{road}{}{n}号", random.word("路 街 巷 大道 胡同 弄 东路 中路 北街")),
        1 => format!(
            "{lead}{estate}{}{n}{}",
            random.word("小区 花园 家园 公寓 新村 嘉苑 名城 华庭"),
            random.word("栋 幢 号楼 单元")
        ),
        2 => format!("{lead}{n}号楼{}单元{}", 1 + random.below(5), 100 + random.below(900)),
        3 => format!("{lead}{village}村{}组", random.word("一 二 三 四 五 六 七 八")),
        4 => format!("{lead}{}镇{village}村", random.word("城关 白沙 石浦 大桥 双溪 河口")),
        5 => format!("{road}{}{}座", random.word("路 街"), random.letter("abcdefghjkmnprstwxyABDE")),
        6 => format!("家住{village}{}", random.word("屯 庄 寨 湾 岭 沟 坪 堡")),
        7 => format!("{lead}{}-{}-{}", 1 + random.below(40), 1 + random.below(4), 101 + random.below(900)),
        8 => format!(
            "就住在{}老{}{}",
            random.pick(&["", "桥头", "东门口", "南街"]),
            random.word("供销社 粮站 电影院 邮局 纺织厂 水塔"),
            random.word("旁边 隔壁 后面 对面 楼上")
        ),
        9 => format!("{lead}{estate}{}", random.word("小区 花园 家园 新村 公寓")),
        10 => {
            format!("{lead}{road}路{}号院{}楼{}户", 1 + random.below(90), 1 + random.below(6), random.word("东 西 中"))
        }
        11 => format!(
            "{}省{}市{}县{village}乡",
            random.word("江西 浙江 河南"),
            random.word("上饶 丽水 南阳"),
            random.word("余干 缙云 内乡")
        ),
        12 => format!("{lead}{road}街道{estate}社区{n}号"),
        13 => format!("{lead}{road}里{n}号{}", random.word("楼 院 门")),
        _ => format!("{lead}{road}{}与{}路口", random.word("路 街"), random.word("中山路 建国 体育")),
    }
}

pub(crate) fn school(random: &mut Random) -> String {
    let name = random.word("明珠 向阳 滨海 东风 北关 青松 光明 南湖 启明 石桥镇 海棠区 青禾县 云岭县 培英 崇文 立德");
    let lead = random.pick(&["在", "就读于", "孙子在", "今年考进", "孩子读", "女儿上"]);
    match random.below(8) {
        0 => format!(
            "{lead}{name}{}",
            random.word("小学 中学 幼儿园 实验小学 中心小学 第二中学 高级中学 外国语学校 职业高中")
        ),
        1 => format!("{lead}{}读{}", random.word("三中 一中 县二中 市一中 七中 第四中学"), random.word("初二 高一 书")),
        2 => format!("孩子在{}{}班", random.word("三年级 五年级 二年级 六年级"), random.word("(1) （2） 三 4 （五）")),
        3 => format!("{}（{}）班的", random.word("初一 初三 高二 八年级 九年级 七 六 五"), 1 + random.below(12)),
        4 => format!("{lead}{name}小学{}", random.word("四年级 五年级 读书 上学 毕业")),
        5 => format!(
            "考上了{}",
            random.word("浙江大学 武汉理工大学 江西师范大学 丽水学院 金华职业技术学院 复旦大学 湖南大学 西安交通大学")
        ),
        6 => format!(
            "{}在{}",
            random.word("孙子 孙女 小儿子"),
            random.word("小天使幼儿园 机关幼儿园 春苗幼儿园 中心幼儿园 童乐幼儿园")
        ),
        _ => format!("{name}{}的学生", random.word("中学 小学 特殊教育学校 聋哑学校 实验学校")),
    }
}

pub(crate) fn hospital(random: &mut Random) -> String {
    let name = random.word(
        "县人民医院 市第一医院 省立医院 中医院 中心医院 妇幼保健院 第三人民医院 仁和医院 友好医院 协和医院 华西医院 肿瘤医院 精神病院 康宁医院 同德医院 邵逸夫医院 长海医院 积水潭医院 朝阳医院 \
         白沙镇卫生院 双溪乡卫生院 王村卫生室 惠民诊所 浙二 华西 协和 湘雅 省人医 市二院 县中医院 附属第一医院 医科大学附属医院 口腔医院 眼科医院 海曙区第二医院 军区总医院 天坛医院 西京医院 齐鲁医院",
    );
    let lead = random.pick(&["在", "去", "到", "每月去", "住在", "陪我去", "刚从"]);
    let tail = random.pick(&["复查", "住院", "看病", "拿药", "做检查", "挂号", "治疗", "门诊看"]);
    let tail = if lead == "刚从" { "看病回来" } else { tail };
    format!("{lead}{name}{tail}")
}
