//! What stands on every page.

use ui::texts;

texts! {
    /// Frame, navigation, and what may happen anywhere.
    pub(crate) Common {
        brand = "善领", "Shanling";
        brand_line = "社区微心愿", "Neighbourhood wishes";
        skip = "跳到正文", "Skip to content";
        demo = "演示系统：人物与数据均为虚构", "Demonstration: all people and data are fictional";
        elder = "长辈版", "Large print";
        not_elder = "普通版", "Usual size";
        other_language = "English", "中文";
        wishes = "心愿", "Wishes";
        projects = "募捐项目", "Projects";
        resources = "资源", "Resources";
        help = "求助", "Help";
        me = "我的", "Mine";
        stations = "服务站", "Stations";
        ledger = "账本", "Ledger";
        privacy = "隐私说明", "Privacy";
        report = "举报与投诉", "Report a problem";
        navigation = "主导航", "Main navigation";
        footer_navigation = "更多页面", "More pages";
        hotline = "服务热线", "Hotline";
        operator: fn(&str) -> String = |who| format!("主办：{who}"), |who| format!("Run by {who}");
        filing = "备案信息（示例）：示例ICP备00000000号", "Filing (example): ICP 00000000";
        retry = "再试一次", "Try again";
        back = "返回", "Back";
        offline = "现在没有网络。已打开的内容可以继续看，认领要等网络恢复。",
            "You are offline. What is open stays readable; claiming has to wait for the network.";
        stale = "没能刷新，下面是之前的内容。", "Could not refresh. What you see is from before.";
        lost_title = "没有找到这个页面", "There is nothing at this address";
        lost_text = "地址可能写错了，或者页面已经搬走。", "The address may be mistyped, or the page has moved.";
        to_home = "回到首页", "To the first page";
        to_wishes = "看看心愿", "See the wishes";
        to_help = "我要求助", "I need help";
        optional = "（选填）", " (optional)";
        please_choose = "请选择", "Please choose";
        title: fn(&str) -> String = |page| format!("{page} · 善领"), |page| format!("{page} · Shanling");
    }
}
