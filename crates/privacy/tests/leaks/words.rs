//! Messengers, illness, status, money.

use super::random::Random;

fn id(random: &mut Random) -> String {
    match random.below(4) {
        0 => format!("wxid_{}", random.digits(8)),
        1 => format!("{}{}", random.word("meihua laozhao xiaoyu pingan dahai qinqin"), random.digits(4)),
        2 => format!("{}_{}", random.word("hai sun moon lin rose"), random.digits(3)),
        _ => format!("{}{}", random.word("abcde qweasd zhouli sunny happy"), random.digits(2)),
    }
}

pub(crate) fn messenger(random: &mut Random) -> String {
    let id = id(random);
    match random.below(10) {
        0 => format!("微信{}{id}", random.pick(&["号", "：", "号是", "号: ", " "])),
        1 => format!(
            "{}{}{id}",
            random.pick(&["vx", "VX", "wx", "V信", "薇信", "威信", "葳信", "ＷＸ", "v♥"]),
            random.pick(&[":", "：", " ", "➜"])
        ),
        2 => format!(
            "加{}{}{id}",
            random.pick(&["V", "薇", "威", "我V", "微", "维", "➕V", "v我 "]),
            random.pick(&["：", ":", " "])
        ),
        3 => format!(
            "{}{}{}",
            random.pick(&["QQ", "扣扣", "企鹅号", "Q号", "qq号", "叩叩"]),
            random.pick(&["：", "", " ", "是"]),
            10_000_000 + random.below(900_000_000)
        ),
        4 => format!(
            "{}{}{id}",
            random.pick(&["抖音号", "快手号", "小红书号", "钉钉号", "微博", "telegram", "飞信号", "LINE", "WhatsApp"]),
            random.pick(&["：", " ", "是"])
        ),
        5 => random
            .pick(&[
                "加我微信细说",
                "手机号同微信",
                "微信同号",
                "有微信的加我好友",
                "加个微信聊聊",
                "想帮忙的加微信",
                "扫码加我微信",
                "加我V私聊",
            ])
            .to_owned(),
        6 => format!(
            "QQ{}",
            "零一二三四五六七八九".chars().cycle().skip(random.below(9) + 1).take(9).collect::<String>()
        ),
        7 => format!(
            "{}叫{}",
            random.pick(&["微信名", "抖音名", "快手昵称", "QQ昵称"]),
            random.pick(&["平安喜乐", "海阔天空", "老屋门前", "一米阳光"])
        ),
        8 => format!("微 信 {id}"),
        _ => format!("搜{id}就能找到我"),
    }
}

pub(crate) fn mail(random: &mut Random) -> String {
    let id = id(random);
    match random.below(7) {
        0 => format!("{id}@{}", random.word("qq.com 163.com foxmail.com example.net")),
        1 => format!("{id}{}{}点com", random.pick(&["艾特", "@", " at ", "(at)"]), random.word("qq 163 126")),
        2 => format!("看看www.{}.cn", random.word("aixin yuanwang bangbang")),
        3 => format!("https://{}/{id}", random.word("t.cn v.douyin.com example.org")),
        4 => format!("上{}点com搜", random.word("taobao baidu jingdong")),
        5 => format!("邮箱：{id}＠{}", random.word("sina．com 139．com")),
        _ => format!("{}.{}", random.word("abc helpme lovehome"), random.word("com cn top net")),
    }
}

pub(crate) fn disease(random: &mut Random) -> String {
    let name = random.word(
        "胰腺癌 甲状腺癌 卵巢癌 喉癌 多发性骨髓瘤 肝血管瘤 二型糖尿病 高血压三级 冠状动脉硬化 心肌病 脑动脉瘤 脑梗后遗症 慢性肾炎 肾功能不全 肝豆状核变性 丙肝 肺结核 艾滋病 精神分裂 重度抑郁 躁狂症 \
         广泛性焦虑障碍 孤独症 脑性瘫痪 先天性聋哑 癫痫 帕金森病 阿尔茨海默病 老年痴呆 类风湿关节炎 股骨头坏死 腰椎间盘突出 白内障 青光眼 黄斑变性 矽肺 慢阻肺 支气管哮喘 甲亢 痛风 再障 血友病 \
         重症肌无力 渐冻症 进行性肌营养不良 白化病 鱼鳞病 牛皮癣 糖尿病足 褥疮 截肢 高位截瘫 偏瘫 半身不遂 植物人 肢体二级残疾 视力一级残疾 智力残疾 多重残疾 血液透析 腹膜透析 化疗 放疗 靶向药 \
         胰岛素 肾移植 心脏支架手术 搭桥手术 开颅手术 骨折 中风 脑溢血 心梗 尿毒症 胃溃疡 肠梗阻 胆结石 前列腺增生 子宫肌瘤 乳腺结节 带状疱疹 湿疹 梅毒 癔症 精神病 智障 唐氏综合症 苯丙酮尿症 戈谢病",
    );
    let lead =
        random.pick(&["查出", "得了", "患", "因", "确诊", "有多年的", "父亲", "手脚不便，", "老伴是", "医生说是", ""]);
    let name = if random.chance(12) {
        let letters: Vec<String> = name.chars().map(String::from).collect();
        letters.join(random.pick(&[" ", ".", "·", "-", "\u{200b}"]))
    } else {
        name.to_owned()
    };
    format!("{lead}{name}{}", random.pick(&["", "，常年吃药", "好几年了", "后不能干活", "，家里负担重"]))
}

pub(crate) fn status(random: &mut Random) -> String {
    let word = random.word(
        "低保户 低保家庭 五保老人 特困供养人员 建档立卡户 贫困户 孤儿 事实无人抚养儿童 困境儿童 留守儿童 单亲家庭 离异 父母离婚 丧偶 寡妇 残疾证 刑满释放 服刑 吸毒 戒毒人员 家暴 性侵 遗弃 \
         低保边缘户 防返贫监测户 临时救助 失独家庭 流浪 乞讨 坐过牢 社区矫正 父母双亡 私生子 脱贫户 低收入家庭 最低生活保障 社会救助对象 三无老人",
    );
    let word = if random.chance(15) {
        let letters: Vec<String> = word.chars().map(String::from).collect();
        letters.join(random.pick(&[" ", "-", "·", "*", "\u{feff}"]))
    } else {
        word.to_owned()
    };
    format!(
        "{}{word}{}",
        random.pick(&["是", "属于", "家里", "孩子是", "本人", "因为", ""]),
        random.pick(&["", "，没有收入", "，生活紧", "的原因"])
    )
}

pub(crate) fn cash(random: &mut Random) -> String {
    let sum = random.pick(&["五百块", "两千元", "3000元", "一万块钱", "几百块", "1500块", "三千", "500元"]);
    match random.below(12) {
        0 => format!("{}给我{sum}", random.pick(&["转", "打", "借", "汇", "捐"])),
        1 => random
            .pick(&[
                "给我发个红包吧",
                "红包多少都可以",
                "扫我的码给一点",
                "收款码在门上",
                "可以打钱到我的账户",
                "转账最方便",
                "直接汇款就好",
                "有心的打点钱过来",
            ])
            .to_owned(),
        2 => format!("希望{}资助我{sum}", random.pick(&["好心人", "爱心企业", "大家", "老板"])),
        3 => format!(
            "{}{sum}的{}",
            random.pick(&["缺", "需要", "凑不够"]),
            random.pick(&["学费", "医药费", "手术费", "生活费", "房租"])
        ),
        4 => random
            .pick(&[
                "帮忙众筹一下",
                "给我们家捐款",
                "求捐助",
                "求打赏",
                "能不能借钱周转",
                "想筹款看病",
                "希望得到经济上的资助",
            ])
            .to_owned(),
        5 => format!("支付宝{}", random.pick(&["转给我", "账号是手机号", "转一点", "打给我"])),
        6 => format!("微信{}", random.pick(&["转五百", "转账给我", "发红包", "转点钱"])),
        7 => format!(
            "{}银行{}",
            random.pick(&["农业", "建设", "工商"]),
            random.pick(&["账户可以打款", "卡号在站里，请汇款", "转账也行"])
        ),
        8 => format!("替我交{}", random.pick(&["医药费", "学费", "房租", "手术费"])),
        9 => format!("每月给{sum}{}", random.pick(&["生活费", "就够", "补贴家用"])),
        10 => random
            .pick(&["东西不要，给钱就行", "折成现金给我", "直接给现金", "不要物品，要现金", "把买东西的钱给我"])
            .to_owned(),
        _ => format!("借{sum}{}", random.pick(&["应急", "，年底还", "交学费"])),
    }
}
