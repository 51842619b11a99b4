//! A charity whose log is read over the wire.

use ledger::{
    Alarm, Audit, Checkpoint, Hash, Trust,
    audit::Stop,
    entry::{Money, Posting, What},
    kind::Kind,
    proof,
    tile::{self, Tile},
};
use model::Millis;
use server::testing::{Client, TestApp};
use store::{
    Change, Conn, StoreError,
    ledger::{Pended, Pending, Unfit, pend},
};

/// Enters something in a transaction of its own.
pub(crate) struct Enter(pub(crate) Pending, pub(crate) Millis);

impl Change for Enter {
    type Done = Result<Pended, Unfit>;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Self::Done, StoreError> {
        pend(conn, self.0, self.1).await
    }
}

pub(crate) fn gift(project: &str, fen: i64) -> What {
    let net = format!("net:restricted:project:{project}").parse().unwrap();
    let psp = "assets:psp:wechat".parse().unwrap();
    What::Money(Money::new(Kind::Donation, vec![Posting::new(psp, fen), Posting::new(net, -fen)]))
}

pub(crate) async fn enter(app: &TestApp, idem: &str, what: What) {
    let pending = Pending::new(idem, app.today(), what);
    app.write(Enter(pending, app.now())).await.unwrap();
}

pub(crate) async fn trust(client: &Client) -> Trust {
    let keys: Vec<ledger::VerifyKey> =
        client.get("/ledger/vkey").await.text().lines().map(|line| line.parse().unwrap()).collect();
    Trust::new(server::config::DEMO_ORIGIN, keys)
}

/// The newest checkpoint, believed.
pub(crate) async fn head(client: &Client) -> Checkpoint {
    let note = client.get("/ledger/checkpoint").await;
    assert_eq!(note.status, 200, "{}", note.text());
    trust(client).await.open(&note.body).unwrap().checkpoint
}

pub(crate) async fn hashes(client: &Client, path: &str) -> Vec<Hash> {
    client.get(path).await.text().lines().map(|line| line.parse().unwrap()).collect()
}

/// Audits everything that is new, as a browser does.
pub(crate) async fn audit(client: &Client, audit: &mut Audit) -> Result<(), Alarm> {
    let now = head(client).await;
    let seen = audit.reached().map_or(0, Checkpoint::size);
    let growth = if (1..now.size()).contains(&seen) {
        hashes(client, &format!("/ledger/consistency?from={seen}&to={}", now.size())).await
    } else {
        Vec::new()
    };
    audit.sees(&now, &growth)?;
    for leaves in tile::tiles(now.size()).filter(|tile| tile.layer() == tile::Layer::Hashes(0)) {
        let bundle = Tile::new(tile::Layer::Entries, leaves.index(), leaves.width()).unwrap();
        let bundle = client.get(&format!("/ledger/{bundle}")).await;
        let whole = leaves.hashes(&client.get(&format!("/ledger/{leaves}")).await.body).unwrap();
        match audit.tile(leaves.index(), &bundle.body, &whole) {
            Ok(()) | Err(Stop::OutOfTurn(_)) => {}
            Err(Stop::Alarm(alarm)) => return Err(alarm),
            Err(Stop::Recall(of)) => panic!("{of} is remembered"),
        }
    }
    assert_eq!(audit.reach(&now)?, 0);
    Ok(())
}

/// Every tile of hashes above the lowest is what the lowest make.
pub(crate) async fn upper_tiles_hold(client: &Client, size: u64) {
    let leaves = proof::consistency(size, size);
    assert_eq!(leaves, Some(Vec::new()));
    for upper in tile::tiles(size).filter(|tile| matches!(tile.layer(), tile::Layer::Hashes(1..))) {
        let found = upper.hashes(&client.get(&format!("/ledger/{upper}")).await.body).unwrap();
        for (node, hash) in upper.nodes().zip(found) {
            let below = Tile::new(tile::Layer::Hashes(0), node.index, tile::WIDTH).unwrap();
            let mut range = ledger::Range::new();
            let hashes = below.hashes(&client.get(&format!("/ledger/{below}")).await.body).unwrap();
            for hash in hashes {
                range.push(hash);
            }
            assert_eq!(range.root(), hash, "{upper}");
        }
    }
}
