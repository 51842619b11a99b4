//! transparency-dev/merkle: 98 inclusion and 98 consistency probes, asked of the black box.

use ledger::check::Kind;
use serde_json::json;

use crate::folder::{json_below, verdict};

#[test]
fn every_inclusion_probe_is_judged_as_published() {
    let probes = json_below("transparency-dev-merkle/testdata/inclusion");
    for (name, probe) in &probes {
        let row = json!({
            "leaf_index": probe["leafIdx"], "tree_size": probe["treeSize"],
            "leaf_hash": probe["leafHash"], "root": probe["root"], "proof": probe["proof"],
        });
        assert_eq!(verdict(Kind::Inclusion, &row)["ok"] == false, probe["wantErr"].as_bool().unwrap(), "{name}");
    }
    assert!(probes.is_empty() || probes.len() == 98, "{}", probes.len());
}

#[test]
fn every_consistency_probe_is_judged_as_published() {
    let probes = json_below("transparency-dev-merkle/testdata/consistency");
    for (name, probe) in &probes {
        let row = json!({
            "old_size": probe["size1"], "new_size": probe["size2"],
            "old_root": probe["root1"], "new_root": probe["root2"], "proof": probe["proof"],
        });
        assert_eq!(verdict(Kind::Consistency, &row)["ok"] == false, probe["wantErr"].as_bool().unwrap(), "{name}");
    }
    assert!(probes.is_empty() || probes.len() == 98, "{}", probes.len());
}
