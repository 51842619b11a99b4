//! What stands before and behind a possible name.

use crate::{
    lexicon::lexicon,
    text::{Text, is_hanzi},
};

/// What stands before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Left {
    /// The text, or a line.
    Start,
    /// A sign, a figure, a letter.
    Sign,
    /// Words that lead to a name: 我叫, 联系人.
    Cue,
    /// A person is named by kind: 老人, 邻居, 儿子.
    Kind,
    /// A verb or preposition that takes a person: 找, 帮, 给, 和.
    Verb,
    /// 的, 了 and other particles.
    Particle,
    /// Anything else.
    Other,
}

/// What stands behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Right {
    /// The end of the text or a sign.
    Sign,
    /// A figure or letter.
    Figure,
    /// Wanting: 想, 希望, 需要.
    Want,
    /// A time: 今年, 平时.
    Time,
    /// A title: 老师, 奶奶.
    Title,
    /// 的.
    Of,
    /// 家.
    Home,
    /// Conjunctions: 和, 与.
    And,
    /// Other verbs and adverbs that people are the subject of.
    Acts,
    /// Anything else.
    Other,
}

lexicon! { CUES = "我叫 名叫 叫 叫做 姓名 联系人 户主 我是 本人 他是 她是 这是 收件人 监护人 署名 名字是 申请人 求助人 联系 是 姓名为 名为 户主为 户主是 就是 受助人" }
lexicon! { KINDS = "老人 邻居 儿子 女儿 孙子 孙女 老伴 丈夫 妻子 老公 老婆 爱人 家属 村民 居民 同学 志愿者 父亲 母亲 爸爸 妈妈 爷爷 奶奶 学生 孩子 家长 社工 组长 村长 书记 主任 患者 病人 哥哥 姐姐 弟弟 妹妹 外公 外婆 老师 网格员 儿媳 女婿 侄子 外甥 外孙 用户 同志 师傅 阿姨 叔叔 男孩 女孩 小伙 姑娘 青年 职工 工人 农民 大爷 大妈 楼长 工作者 干部 队员 护工 保姆 户 人 员 孩 奶 爷 婆 娘 哥 姐 弟 妹 妈 爸" }
lexicon! { VERBS = "找 帮 帮助 给 和 与 跟 替 让 请 为 对 由 向 代 陪 照顾 感谢 谢谢 问 叫 送 送给 看 看望 探望 接 教 说 听 听说 据 被 把 同 及 以及 是 有 因 因为 等 去 到 在 转交 交给 转给 寄给 属于 来自 通知 告诉 认识 支持 关心 祝 祝愿 愿 希望 满足 完成 实现 走访 慰问 服务 探访 拜访 询问 采访 介绍 推荐 委托 陪同 帮忙 帮着 帮我 替我 求 收 为了 对于 关于 像 比 如 但 而 而且 其中 包括 还有 另外 目前 现在 今年 最近 平时 每天 每周 当时 本村 本社区 社区 村里 楼上 楼下 隔壁 对门" }
lexicon! { PARTICLES = "的 了 着 过 地 得 吧 呢 啊 之 所 们" }
lexicon! { WANTS = "想 想要 希望 需要 盼 盼望 期盼 渴望 缺 缺少 要 求 想学 想有 想找 想请 愿 许愿 急需 打算 祈盼 期待 申请 心愿 梦想 梦 愿望 需求 提出 要求 想买 喜欢 爱 拜托 请 麻烦 恳请" }
lexicon! { TIMES = "平日 往日 日常 素来 向来 历来 天天 年年 月月 长期 多年来 几年前 前些年 这两年 前几天 昨天 今天 明天 上周 下周 本月 上月 刚才 后来 以前 从前 当年 老来 早年 晚年 年轻时 小时候 今年 现在 最近 平时 去年 每天 每周 每月 每年 明年 如今 一直 从小 至今 目前 近来 近年 常年 长年 已经 已 刚 刚刚 正在 正 曾 冬天 夏天 晚上 早上 白天 夜里 春节 年前 年后 上个月 这个月 前年 多年 平常 眼下 这几年 近日 入冬 开学" }
lexicon! { TITLES = "老师 奶奶 爷爷 大爷 大妈 大娘 阿姨 叔叔 伯伯 先生 女士 同学 小朋友 老人 师傅 医生 大夫 护士 主任 书记 同志 老人家 婆婆 公公 大姐 大哥 大婶 大叔 夫妇 夫妻 一家 两口 两口子 全家 母子 母女 父子 父女 祖孙 姐妹 兄弟 姐弟 兄妹 老两口 等 他 她 本人 自己 这 小姐 经理 老太 老汉 家庭 小组" }
lexicon! { ANDS = "和 与 及 跟 同 以及 或" }
lexicon! { ACTS = "是 有 在 说 因 因为 由于 也 都 就 还 又 很 太 非常 特别 不 没 没有 无 常 常常 经常 总 老 能 会 可以 可 应该 独自 一个人 独居 住 住在 家住 身体 腿 腿脚 眼睛 耳朵 手 行动 走路 听力 视力 年纪 年龄 岁 男 女 电话 手机 身份证 出生 生于 患 患有 得 得了 做 做饭 靠 带 带着 照顾 读 读书 上学 上 下 去 来 到 从 把 被 让 给 对 向 跟 为 用 于 收 收到 告诉 表示 反映 介绍 觉得 认为 感到 担心 害怕 怕 喜欢 爱 想念 过 过年 穿 吃 喝 睡 看 看书 听 写 画 学 学习 打 打工 打球 走 跑 坐 站 骑 开 关 买 卖 种 养 修 洗 擦 拿 放 找 等 等等 签 签收 签字 登记 记录 填 领 领取 代 代收 代领 转 转交 负责 联系 帮 帮忙 陪 送 接 教 您 你 您好 你好 加油 谢谢 平安 健康 曾经 终于 终 退休 丧 离 嫁 娶 生 生病 受 受伤 摔 摔倒 住院 出院 老了 大 小 高 胖 瘦 两 一 三 四 五 六 七 八 九 十 孤身 单身 无人 暂 仅 只 只有 才 却 但 虽 比 如 像 更 最 越 太太 身边 屋里 床 衣服 房子 屋 门 冬 夏 春 秋 晚 早 每 当 求 提 托 委托 户籍 户口 地址 住址 来自 系 姓 名 叫" }

/// What stands before `at`.
pub(super) fn left(text: &Text, at: usize) -> Left {
    let before = text.before(at);
    if at == 0 || before == '\n' {
        return Left::Start;
    }
    if !is_hanzi(before) {
        return Left::Sign;
    }
    let ends = |lexicon: &crate::lexicon::Lexicon| lexicon.before(&text.chars, at, 4).unwrap_or(0);
    let all = [ends(&CUES), ends(&KINDS), ends(&VERBS), ends(&PARTICLES)];
    let kinds = [Left::Cue, Left::Kind, Left::Verb, Left::Particle];
    longest(&all, &kinds, Left::Other)
}

/// What stands behind, from `at` on.
pub(super) fn right(text: &Text, at: usize) -> Right {
    let next = text.get(at);
    if next.is_ascii_alphanumeric() {
        return Right::Figure;
    }
    if !is_hanzi(next) {
        return Right::Sign;
    }
    match next {
        '的' => return Right::Of,
        '家' => return Right::Home,
        _ => {}
    }
    let starts = |lexicon: &crate::lexicon::Lexicon| lexicon.at(&text.chars, at).unwrap_or(0);
    let all = [starts(&WANTS), starts(&TIMES), starts(&TITLES), starts(&ANDS), starts(&ACTS)];
    let kinds = [Right::Want, Right::Time, Right::Title, Right::And, Right::Acts];
    longest(&all, &kinds, Right::Other)
}

/// The kind with the longest match, the first of them when several are as long.
fn longest<T: Copy>(lens: &[usize], kinds: &[T], other: T) -> T {
    let best = lens.iter().copied().max().unwrap_or(0);
    let found = lens.iter().zip(kinds).find(|(len, _)| **len == best && best > 0);
    found.map_or(other, |(_, kind)| *kind)
}
