//! People in the open by a third pen, written when the second screen had been refitted and mended, and before anybody saw
//! what it says of them.

use super::random::Random;

const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金廖贾夏韦付方邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱覃武戴莫孔汤常康施牛洪兰殷翟颜倪严温芦季俞章鲁葛伍申尤毕聂焦柳岳齐梅庄辛祝左涂谷祁耿卜詹关苗凌费纪靳盛童欧甄项曲裴席屈鲍霍翁隋甘景柏柯阮桂闵";
const RARE: &str =
    "欧阳 上官 司马 诸葛 司徒 皇甫 令狐 尉迟 慕容 公孙 亓 逄 仝 揭 佟 栾 蔺 郦 郜 粟 郗 阚 邸 衡 宓 晁 缪 娄 窦 卞";
const GIVEN: &str = "桂兰 秀珍 玉梅 凤霞 桂英 秀兰 淑兰 玉珍 建平 志强 建明 永强 国华 文华 晓东 海军 小军 小平 丽华 丽萍 红霞 红英 春华 春燕 雪梅 冬生 金生 连喜 德顺 德福 振华 振东 世荣 世昌 广林 庆林 宝贵 宝山 福来 福生 顺子 巧珍 巧玲 月英 月仙 素珍 素云 爱华 爱英 兰英 菊英 彩凤 彩英 银凤 银兰 玉芬 瑞英 瑞芳 惠兰 惠英 \
    志刚 志勇 建波 建文 海波 海峰 海龙 晓丽 晓燕 晓峰 丹丹 莉莉 婷婷 佳佳 洋洋 明明 小龙 小凤 鹏飞 亚楠 亚东 思雨 思涵 雨欣 雨涵 子涵 子豪 宇轩 浩宇 俊杰 俊豪 梦琪 梦瑶 佳琪 佳欣 嘉欣 欣妍 诗琪 紫涵 雅琪 若彤 可欣 天宇 泽宇 皓轩 明轩 文博 家豪 家乐 家兴 诗雅 心怡 乐瑶 芷晴 语桐 沛霖 景行 望月 怀瑾 令仪 既明 照临";
const SHORT: &str = "伟 芳 娜 敏 静 强 磊 洋 艳 勇 军 杰 娟 涛 超 霞 刚 平 辉 玲 华 萍 英 兰 鹏 丹 波 斌 宇 浩 凯 健 俊 帆 雪 琴 云 洁 梅 琳 欢 倩 蓉 颖 媛 琦 璐 晨 阳 旭 哲 睿 岩 锋 毅 飞";

const GOES: &[&str] = &[
    "炸的丸子全村都爱吃",
    "刷墙刷到一半没漆了",
    "拎不起煤气罐",
    "系不上鞋带",
    "绕远路去打水",
    "抬头看见屋顶透光",
    "揣着存折走了十里",
    "趴在炕沿写字",
    "剪得一手好窗花",
    "捏面人捏得活灵活现",
    "哼着小调喂鸡",
    "赊账买的化肥还没还",
    "摘棉花摘破了手",
    "租的房子下月到期",
    "戒了烟",
    "瞒着家里去打零工",
    "盖的被子是邻居给的",
    "舔着嘴唇说渴",
    "够省的，一盏灯用到底",
    "犟，非要自己爬楼",
    "细心，药都分好格",
    "内向，见人就躲",
    "壮实，能扛能挑",
    "孤单，盼有人说话",
    "烧到三十九度还在上课",
    "记账记得清清楚楚",
    "围着灶台转了一天",
    "领着弟弟走夜路",
    "脱下外套给妹妹穿",
    "比划了半天才听懂",
    "撑伞的手直抖",
    "缩在墙角取暖",
    "拐进巷子就不见了",
    "攥着空药瓶",
    "嫌贵，没舍得买",
    "亲手糊的灯笼",
    "顺手把院子扫了",
    "当场就哭了",
    "生前爱听梆子",
    "近来总忘事",
];
const ABOUT: &[&str] = &[
    "门口坐着@",
    "棉鞋做好了，喊@来试",
    "轮到@值日",
    "旧轮椅本是@的",
    "我在集市遇见@",
    "多半是@送的",
    "刚给@剪了头发",
    "今早@没来领奶",
    "上次约了@，结果下雨",
    "唯独@没有申请",
    "床单上绣着“@”",
    "不如把电视让给@",
    "麻烦捎给@",
    "老槐树旁边那户，@，七十九岁",
    "户口本上是@",
    "@那间屋最潮",
    "@家的烟囱堵了",
    "@老人不会用电磁炉",
    "（@，女）想要一副护腕",
    "1.@ 2.@ 3.@",
    "@：棉被一床；@：米一袋",
    "打听@的近况",
    "眼看@要升学",
    "幸亏@眼尖",
    "书是@借走的",
    "夜里@咳个不停",
    "接@回家过年",
    "凭@的手艺能养家",
    "社工扶着@下楼",
    "谁认识@，请转告一声",
];

fn person(random: &mut Random) -> String {
    let surname = if random.chance(7) { random.word(RARE).to_owned() } else { random.letter(SURNAMES).to_string() };
    let given = if random.chance(85) { GIVEN } else { SHORT };
    format!("{surname}{}", random.word(given))
}

/// Whoever it is, in the open.
pub(crate) fn somebody(random: &mut Random) -> String {
    if random.chance(55) {
        return format!("{}{}", person(random), random.pick(GOES));
    }
    let mut text = random.pick(ABOUT).to_owned();
    while text.contains('@') {
        text = text.replacen('@', &person(random), 1);
    }
    text
}

/// As neighbours call each other.
pub(crate) fn neighbour(random: &mut Random) -> String {
    let plain =
        "王李张刘陈杨赵吴周徐孙马朱胡郭何罗郑梁谢宋唐韩冯邓曹彭曾肖董潘蔡杜魏吕丁沈姚卢姜崔谭汪范贾邹孟熊秦邱薛阎";
    let name = match random.below(8) {
        0 => format!("老{}头", random.letter(plain)),
        1 => format!("小{}", random.letter("丽燕红芳军强霞娟玲敏刚涛")),
        2 => format!("阿{}", random.letter("珍英芳强明莲香娟琴")),
        3 => format!(
            "{}{}",
            random.letter(plain),
            random.word("婶 大娘 大爷 奶奶 爷爷 师傅 老太太 家媳妇 大嫂 二叔 阿婆 老伯 家老大")
        ),
        4 => format!("{}{}", random.word(RARE.split_once(" 亓").unwrap().0), random.word(GIVEN)),
        5 => format!(
            "{}·{}",
            random.word("古丽娜尔 艾合买提 巴哈尔 阿依努尔 次仁 卓玛 木合塔尔"),
            random.word("买买提 阿不力孜 热合曼 央金 多吉 赛买提")
        ),
        6 => format!("{}某{}", random.letter(plain), random.word("某 英 生 人 华")),
        _ => format!("{}老师", random.letter(plain)),
    };
    if random.chance(60) { format!("{name}{}", random.pick(GOES)) } else { random.pick(ABOUT).replace('@', &name) }
}
