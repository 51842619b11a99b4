//! The generator that the weights of the second screen are fitted to, in two halves: the fit sees the first half of
//! every list, and the test the other one, so that no surname, character, verb or frame of the test was seen.

use super::random::Random;

/// Which half of every list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Half {
    #[allow(dead_code, reason = "the test leaves it alone")]
    Fitted,
    HeldOut,
}

impl Half {
    fn has(self, index: usize) -> bool {
        index.is_multiple_of(2) == (self == Self::Fitted)
    }

    fn pick<'a>(self, random: &mut Random, of: &[&'a str]) -> &'a str {
        let half: Vec<&str> =
            of.iter().enumerate().filter(|(index, _)| self.has(*index)).map(|(_, one)| *one).collect();
        random.pick(&half)
    }

    /// The characters of a table `CharacterSteps…` that belong to the half, with the weight of a step.
    fn table(self, place: usize) -> Vec<(char, f64)> {
        let letters: Vec<char> = include_str!("../../data/names.txt").lines().nth(1).unwrap().chars().collect();
        // What names avoid nobody is called: 被, 过.
        let is_named =
            |entry: &&[char]| weight(entry[1 + place]) > weight(entry[4]) / if place == 2 { 1.0 } else { 4.0 };
        let entry = |entry: &[char]| (entry[0], weight(entry[1 + place]));
        letters.chunks_exact(5).filter(is_named).map(entry).filter(|(c, _)| self.has(*c as usize)).collect()
    }

    fn surnames(self) -> Vec<(String, f64)> {
        let split = |entry: &str| {
            let mut name: String = entry.to_owned();
            let step = name.pop().unwrap();
            (name, weight(step))
        };
        let all = include_str!("../../data/names.txt").lines().next().unwrap().split(' ').map(split);
        all.filter(|(name, _)| self.has(name.chars().map(|c| c as usize).sum())).collect()
    }
}

/// How often something of this step is met: steps are quarters of a log.
fn weight(step: char) -> f64 {
    let steps = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    (-f64::from(u8::try_from(steps.find(step).unwrap()).unwrap()) / 4.0).exp()
}

fn weighted<'a, T>(random: &mut Random, of: &'a [(T, f64)]) -> &'a T {
    let total: f64 = of.iter().map(|(_, weight)| weight).sum();
    #[allow(clippy::cast_precision_loss, reason = "a draw")]
    let mut left = random.below(1 << 30) as f64 / f64::from(1 << 30) * total;
    for (one, weight) in of {
        left -= weight;
        if left < 0.0 {
            return one;
        }
    }
    &of.last().unwrap().0
}

/// Makes wishes of one half.
pub(crate) struct Wishes {
    half: Half,
    surnames: Vec<(String, f64)>,
    given: [Vec<(char, f64)>; 3],
    /// Words that people may be called: 建设, 荷花.
    words: Vec<&'static str>,
    known: Vec<&'static str>,
}

impl Wishes {
    pub(crate) fn new(half: Half) -> Self {
        let mut surnames = half.surnames();
        // Rare surnames are met as often as common ones.
        let most = surnames.iter().map(|(_, weight)| *weight).fold(0.0, f64::max);
        for (name, weight) in &mut surnames {
            *weight = weight.max(most / if name.chars().count() > 1 { 400.0 } else { 250.0 });
        }
        let given = [0, 1, 2].map(|place| half.table(place));
        let are_given = |word: &&str| {
            let mut chars = word.chars();
            let pair = (chars.next(), chars.next(), chars.next());
            matches!(pair, (Some(first), Some(second), None) if [(0, first), (1, second)].iter().all(|(place, c)| given[*place].iter().any(|(known, _)| known == c)))
        };
        let lines = include_str!("../../data/lexicon.txt")
            .lines()
            .filter(|line| line.chars().nth(1).is_some_and(|kind| "nva".contains(kind)));
        let words = lines.flat_map(|line| line.split(' ').skip(1)).filter(are_given).collect();
        let known = include_str!("../../data/given_words.txt").split_whitespace().enumerate();
        let known: Vec<&str> = known.filter(|(index, _)| half.has(*index)).map(|(_, word)| word).collect();
        Self { half, surnames, given, words, known }
    }

    pub(crate) fn name(&self, random: &mut Random) -> String {
        let mut name = weighted(random, &self.surnames).clone();
        if random.chance(15) {
            let words = if random.chance(50) { &self.known } else { &self.words };
            name.push_str(random.pick(words));
        } else if random.chance(82) {
            let (first, second) = (*weighted(random, &self.given[0]), *weighted(random, &self.given[1]));
            // 丽丽, but not 国国 of every second wish.
            name.push(first);
            name.push(if random.chance(4) { first } else { second });
        } else {
            name.push(*weighted(random, &self.given[2]));
        }
        name
    }

    /// A sentence with names in it, marked by `<` and `>`.
    pub(crate) fn leak(&self, random: &mut Random) -> String {
        let name = self.name(random);
        self.about(random, &name)
    }

    /// The same about somebody.
    pub(crate) fn about(&self, random: &mut Random, name: &str) -> String {
        let name = format!("<{name}>");
        let does = self.half.pick(random, DOES);
        match random.below(11) {
            0..=3 => format!("{name}{does}"),
            4 | 5 => self.half.pick(random, LEADS).replace('@', &name),
            6 => self
                .half
                .pick(random, LEADS)
                .replace('@', &format!("{name}{}<{}>", random.pick(&["和", "、", "跟", "与"]), self.name(random))),
            7 => format!("{}{name}{does}", self.half.pick(random, BEFORE)),
            8 => format!(
                "{name}、<{}>、<{}>{}",
                self.name(random),
                self.name(random),
                random.pick(&["都在名单上", "还没领", "三户", "", "家里都缺"])
            ),
            9 => format!("{}，{name}{does}", self.half.pick(random, DOES)),
            _ => format!("{name}{}{does}", self.half.pick(random, WHO_IS)),
        }
    }

    /// A sentence of the same frames without a name: `things` are ordinary nouns.
    #[allow(dead_code, reason = "the test has ordinary sentences of its own")]
    pub(crate) fn ordinary(&self, random: &mut Random, things: &[String]) -> String {
        let thing = |random: &mut Random| things[random.below(things.len())].clone();
        let person = if random.chance(60) { self.half.pick(random, PEOPLE).to_owned() } else { thing(random) };
        let does = self.half.pick(random, DOES);
        match random.below(11) {
            0 | 1 => format!("{person}{does}"),
            2 => self.half.pick(random, LEADS).replace('@', &person),
            3 => format!("{}{person}{does}", self.half.pick(random, BEFORE)),
            4 => format!("{does}，{}", self.half.pick(random, DOES)),
            5 => format!("想要{}，{}也行", thing(random), thing(random)),
            6 => format!("{}坏了，{does}", thing(random)),
            7 => format!("{}、{}和{}", thing(random), thing(random), thing(random)),
            8 => format!(
                "{}{}",
                thing(random),
                random.pick(&["太旧", "不够用", "要大一点的", "容易坏", "放不下", "怎么用也不会"])
            ),
            9 => format!(
                "{}{}{}",
                random.pick(&["修", "买", "换", "学", "用", "找", "有"]),
                thing(random),
                random.pick(&["的地方", "，越快越好", "难", "的人", ""])
            ),
            _ => format!("{}的{}", thing(random), thing(random)),
        }
    }
}

/// What people do, are and have.
const DOES: &[&str] = &[
    "想要一辆轮椅",
    "盼着有台电扇",
    "学会了发微信",
    "种了两亩玉米",
    "搬来才半年",
    "拿到了录取通知书",
    "卖完菜才回家",
    "掉了两颗牙",
    "养着一群鹅",
    "打扫得很干净",
    "吃力地爬上五楼",
    "背不动米袋",
    "摆了个小摊",
    "摸着墙走路",
    "织毛衣很快",
    "刨了一辈子木头",
    "擦皮鞋养家",
    "挑水要走二里路",
    "编草席卖钱",
    "磨豆腐起得早",
    "洗衣服只能用手",
    "缺一床厚被",
    "需要有人陪着看病",
    "希望装扶手",
    "已经退休多年",
    "刚出院",
    "常说起从前的事",
    "去年摔断了腿",
    "年轻时当过兵",
    "考上了县里的高中",
    "热心，常帮人",
    "老实本分",
    "不爱说话",
    "胃口不好",
    "个子高",
    "手巧",
    "眼力差",
    "耳背得厉害",
    "性子急",
    "身子弱",
    "乐观得很",
    "孝顺",
    "很要强",
    "特别省",
    "聪明，爱动脑筋",
    "安静，喜欢看书",
    "可怜",
    "幸运地被选上了",
    "怕冷",
    "怕黑，晚上不出门",
    "渴望读书",
    "渴了就喝井水",
    "羡慕同桌的书包",
    "埋头写作业",
    "捡到一只小狗",
    "攀上房顶修瓦",
    "丢了拐杖",
    "拾掇菜园",
    "哄着孙女睡觉",
    "喂完猪才吃饭",
    "搓着手说冷",
    "抄了一遍课文",
    "扶着墙慢慢挪",
    "挎着篮子上街",
    "拔草拔到天黑",
    "砍柴时伤了手",
    "锯木头锯了一上午",
    "钓鱼打发时间",
    "炒菜放不了盐",
    "炖汤用的砂锅裂了",
    "晒了一院子辣椒",
    "换洗衣服只有两套",
    "裁衣裳是把好手",
    "戴着断腿的眼镜",
    "垫着砖头够柜子",
    "躲雨时滑倒了",
    "赶不上校车",
    "迷路过三次",
    "逃荒来的",
    "退了伍就回乡",
    "签了同意书",
    "交了申请",
    "填表时写错了字",
    "报名学电工",
    "毕业后一直没工作",
    "辞了工回来照看母亲",
    "休学一年",
    "放学就去捡瓶子",
    "升入初三",
    "转学过来",
    "独自拉扯三个孩子",
    "单独过",
    "整天躺着",
    "成天坐在窗前",
    "总是笑着",
    "一直租房住",
    "仍住土房",
    "仅靠低保",
    "几乎看不见",
    "渐渐走不动了",
    "忽然晕倒",
    "终于等来了轮椅",
    "恐怕等不到春天",
    "果然喜欢",
    "偶尔来一趟",
    "从来没有出过县",
    "的屋顶漏雨",
    "的炉子坏了",
    "的拐杖断了",
    "的心愿是一台缝纫机",
    "的孙子上小学",
    "的鞋小了",
    "家的狗丢了",
    "家里没有冰箱",
    "家门前有条沟",
    "家收成不好",
    "屋里没灯",
    "床边缺个扶手",
    "腿上有旧伤",
    "手上长了冻疮",
    "眼睛花了",
    "牙全掉了",
    "背驼了",
    "头发全白",
    "腰直不起来",
    "脚肿得穿不上鞋",
    "肩膀疼",
    "嘴里没味",
    "夜里睡不好",
    "早上五点就起来",
    "下地干活",
    "上楼费劲",
    "出门靠轮椅",
    "回娘家了",
    "进城打工",
    "过年才见到孩子",
    "起得比鸡早",
    "站不稳",
    "坐不住",
    "走不远",
    "记性差",
    "说话慢",
    "听不清电话",
    "看不清药名",
    "闻着油烟就咳",
    "吃药要人提醒",
    "喝不惯自来水",
    "穿四十码的鞋",
    "用柴火做饭",
    "骑车带孩子上学",
    "给邻居送菜",
    "对人客气",
    "跟女儿住",
    "和老伴相依为命",
    "向社区求助",
    "被雨困在家",
    "把旧衣服补了又补",
    "让孩子先吃",
    "替人看门",
    "为学费发愁",
    "是个木匠",
    "是去年搬来的",
    "有一手好厨艺",
    "有点着急",
    "没钱修房",
    "没法下床",
    "不识字",
    "不会用手机",
    "也想学",
    "也在等",
    "还没领到",
    "还差一张桌子",
    "又来问了",
    "都同意",
    "就一个人",
    "才十岁",
    "最想要书",
    "很久没吃肉",
    "太累了",
    "挺能干",
    "三年没回家",
    "七十多岁",
    "两口子都有病",
    "一家五口",
    "今年上初中",
    "昨天来过",
    "上个月刚搬",
    "如今走不动",
    "平时爱下棋",
    "冬天没有暖气",
    "收到了棉衣",
    "领走了米",
    "试穿了一下",
    "挑了两本书",
    "捧着奖状",
    "抱着枕头",
    "拉着手不放",
    "推开门就笑",
    "点头答应",
    "摇头说不要",
    "感谢大家",
    "谢绝了捐款",
    "答应下周来",
    "担心孩子",
    "想起老伴就哭",
    "爱干净",
    "喜欢养花",
    "讨厌麻烦别人",
    "习惯早睡",
    "坚持锻炼",
    "负责做饭",
    "参加过比赛",
    "经过考试",
    "遇到困难",
    "发现水管裂了",
    "觉得冷",
    "认为够用",
    "打算开春修房",
    "准备高考",
    "开始学画",
    "缝补衣裳",
    "采茶为生",
    "烤火取暖",
    "理发要请人",
    "修鞋",
    "画画",
    "唱歌好听",
    "跳舞",
    "刺绣",
    "酿酒",
];

/// Where people are spoken of.
const LEADS: &[&str] = &[
    "请把棉被送到@手上",
    "米和油交给@",
    "找到@就行",
    "帮@修一修屋顶",
    "给@换一个灯泡",
    "和@说好了",
    "陪@去取药",
    "想念@",
    "看望@",
    "这是@",
    "最困难的是@",
    "名单上有@",
    "听@说过",
    "昨天见到@",
    "上周探访@时，屋里很冷",
    "照顾@的人走了",
    "这位是@",
    "户主写@",
    "替@谢谢大家",
    "向@学习",
    "拐杖送@",
    "书桌一张，@",
    "轮椅（@）",
    "收货请写@",
    "由@签收",
    "因为@要上学",
    "自打@病了，家里没人做饭",
    "除@外都领了",
    "连@都笑了",
    "只剩@还没有",
    "多谢@",
    "鞋子归@",
    "被子让@先用",
    "派人接@",
    "扶@上楼",
    "教@用手机",
    "问过@了",
    "等@回来",
    "比@大两岁",
    "像@这样的还有三户",
    "属于@的那份",
    "关于@的心愿",
    "根据@的情况",
    "由于@行动不便",
    "对于@来说太重",
    "随@一起去",
    "叫@来领",
    "请@吃饭",
    "据@讲，水管坏了",
    "记在@名下",
    "鞋是@的",
    "认得@",
    "有@在就好",
    "没见@出门",
    "想让@开心",
    "怕@摔跤",
    "盼@早点好",
    "心愿人@",
    "户名@",
    "填了@",
];

/// What may stand before.
const BEFORE: &[&str] = &[
    "邻居",
    "昨天",
    "村里的",
    "我家",
    "现在",
    "老人",
    "三组",
    "小孙女",
    "听说",
    "因为",
    "但是",
    "所以",
    "如果",
    "后来",
    "去年",
    "其实",
    "幸好",
    "可惜",
    "今年",
    "儿子",
    "楼下的",
    "住户",
    "学生",
    "堂哥",
    "舅舅",
    "房东",
    "同桌",
    "班里",
    "隔壁",
    "平常",
    "特别是",
    "之后",
    "包括",
    "上次",
    "尤其",
    "当时",
    "同院的",
    "身边的",
    "以前",
    "隔壁的",
    "比如",
    "前天",
    "目前",
    "原来",
    "自从",
    "即使",
    "虽然",
    "而",
    "看到",
    "知道",
    "发现",
    "说",
];

/// What people are called behind their name.
const WHO_IS: &[&str] = &[
    "老人",
    "奶奶",
    "同学",
    "大爷",
    "夫妇",
    "一家",
    "师傅",
    "阿姨",
    "（男）",
    "，女，",
    "（75岁）",
    "，",
    "自己",
    "本人",
    "他",
    "她",
    "们",
    "的",
    "今年",
    "从小",
];

/// Who is no name.
#[allow(dead_code, reason = "the test has ordinary sentences of its own")]
const PEOPLE: &[&str] = &[
    "老人",
    "老两口",
    "孩子",
    "邻居",
    "奶奶",
    "爷爷",
    "一位老人",
    "女儿",
    "儿子",
    "小孙子",
    "母亲",
    "父亲",
    "村民",
    "学生",
    "志愿者",
    "居民",
    "她",
    "他",
    "老伴",
    "大家",
    "高中生",
    "单身汉",
    "成年人",
    "方木匠铺的师傅",
    "年轻人",
    "安装工",
    "家长",
    "受助人",
    "申请人",
    "路人",
    "全家",
    "万家灯火时",
    "老年人",
    "居家老人",
    "失能老人",
    "有人",
    "别人",
    "孙辈",
    "妹妹",
    "弟弟",
];
