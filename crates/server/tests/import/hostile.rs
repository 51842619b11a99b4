//! Whatever a file holds, it is judged; and what is accepted has passed the screen.

use proptest::prelude::*;
use server::import::{
    catalogue::Catalogue,
    columns::{Column, Header},
    rules::{Judgement, Rules},
    source::Source,
    stations,
};

use crate::station::{Line, TODAY, demo, text};

/// Text that people and machines put into cells, and text that they had better not.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[一-龥，。（）0-9a-zA-Z]{0,130}",
        "[0-9.,Ee+\\-/年月日:  ]{0,24}",
        Just("=cmd|' /C calc'!A0".to_owned()),
        Just("'; drop table wish; --".to_owned()),
        Just("<script>alert(1)</script>".to_owned()),
        Just("\u{202e}棉被\u{200b}".to_owned()),
    ]
}

fn rules() -> Rules {
    let catalogue = Catalogue::read(&std::fs::read(demo("catalogue.json")).unwrap()).unwrap();
    let stations = stations::read(&demo("stations.csv"), &[].into()).unwrap();
    Rules::new(TODAY.parse().unwrap(), catalogue, stations)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_cell_is_judged_and_nothing_blocked_is_accepted(
        changes in prop::collection::vec((0..Column::ALL.len(), cell()), 1..4),
        minor: bool,
    ) {
        let mut line = if minor { Line::minor("A1") } else { Line::new("A1") };
        for (at, text) in &changes {
            line = line.with(Column::ALL[*at], text);
        }
        let header: Vec<String> = Column::ALL.iter().map(|column| column.zh().to_owned()).collect();
        let mut cells: Vec<String> = Column::ALL.iter().map(|column| line.get(*column).to_owned()).collect();
        let row = Header::read(&header).unwrap().row(2, &mut cells).unwrap();
        match rules().judge(&row) {
            Judgement::Refused { reasons, .. } => prop_assert!(!reasons.is_empty()),
            Judgement::Accepted(accepted) => {
                let need = &accepted.need;
                let texts = [Some(&need.title), Some(&need.story), need.thing.as_ref(), need.spec.as_ref()];
                for text in texts.into_iter().flatten() {
                    let blocked = privacy::screen_deep(text).into_iter().any(|found| found.level == privacy::Level::Block);
                    prop_assert!(!blocked && !text.chars().any(char::is_control), "{text:?}");
                }
                prop_assert!(need.slots > 0 && need.consent_publish && need.consent_referral);
            }
        }
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes: Vec<u8>, with_header: bool, zipped: bool) {
        let mut file = if with_header { text(&[Line::new("A1")]).into_bytes() } else { Vec::new() };
        if zipped {
            file = b"PK\x03\x04".to_vec();
        }
        file.extend(bytes);
        let path = std::env::temp_dir().join(format!("shanling-hostile-{}-{:?}", std::process::id(), std::thread::current().id()));
        std::fs::write(&path, file).unwrap();
        if let Ok(mut source) = Source::open(&path) {
            let mut rows = 0;
            source.each(&mut |_, _| { rows += 1; Ok(()) }).unwrap();
            prop_assert_eq!(rows, source.rows);
        }
        std::fs::remove_file(&path).unwrap();
    }
}
