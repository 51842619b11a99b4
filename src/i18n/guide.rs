//! Help and stations.

use ui::texts;

texts! {
    /// The pages that explain.
    pub(crate) Guide {
        help_title = "我要求助", "I need help";
        help_lead = "遇到难处，请直接找服务站。打电话、上门都可以，不用自己上网填表。",
            "If times are hard, go to a service station or call one. There is no form to fill in online.";
        help_steps = "会怎么帮您", "How it works";
        help_list: [&'static str; 4] = [
            "打电话或到最近的服务站，说说您的情况。",
            "工作人员上门核实，先看能不能享受政府救助。",
            "征得您同意后，去掉姓名、住址等信息，才把心愿公开。",
            "东西或服务由服务站转到您手上，认领人不会知道您是谁。",
        ], [
            "Call or visit the nearest station and tell them how things are.",
            "The staff pay a visit and first look at what public aid you are entitled to.",
            "Only if you agree is your wish published, without name or address.",
            "The station brings it to you; whoever gives never learns who you are.",
        ];
        help_change = "随时可以撤回，一句话就行，不用说原因。", "You may take it back at any time; one word is enough.";
        help_no_post_title = "为什么不能自己发布？", "Why can I not post it myself?";
        help_no_post = "个人求助、网络互助不属于慈善募捐。本站不提供个人求助发布，也不为个人筹款。",
            "Personal appeals and mutual aid online are not charitable fundraising. This site publishes no personal appeals and collects no money for individuals.";
        help_nearest = "找最近的服务站", "Find the nearest station";
        crisis_title = "有危险、想不开，请马上打电话", "In danger or despair, please call now";
        crisis_lines: [(&'static str, &'static str); 3] = [("报警", "110"), ("急救", "120"), ("心理援助", "12356")],
            [("Police", "110"), ("Ambulance", "120"), ("Someone to talk to", "12356")];

        stations_title = "服务站", "Service stations";
        stations_lead = "送东西、求助、报名志愿者，都到这里。", "Bring things, ask for help or become a volunteer here.";
        all_districts = "全部区县", "All districts";
        no_stations = "暂时没有服务站信息。", "No stations are listed at the moment.";
    }
}
