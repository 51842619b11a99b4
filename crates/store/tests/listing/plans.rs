//! How the engines read the list: by an index, and few rows of it, however long it is.

use std::fmt::Write as _;

use store::{Arg, Conn, Engine, StoreError, both, statements};

/// 20,000 listed wishes, written in one go: half of them goods, some terms rare, some on every wish.
const MANY: &[&str] = &[
    "insert into wish (id, number, batch, station, collector, collected_on, state, state_since, shan, class, item, district, \
        title, story, kind, slots, delivery, urgency, age, is_minor, consent_publish, consent_referral, consent_photo, \
        consent_guardian, duplicate_checked, k, household, fingerprint, term_days, waiting_since, listed_until) \
     with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000) \
     select cast(1000000 + i as text) || 'A', cast(i as text), 'b', 'S1', 'c', 20000, 'open', 0, 'shanling', 'life', 'x', 'd', \
        't', 's', 'goods', 1, 'station_dropoff', 'usual', '75-79', 0, 1, 1, 0, 0, 1, 50, cast('' as BYTES), cast('' as BYTES), 7, 20000 + i % 900, 21000 from n",
    "insert into posting (term, rank, since, wish) \
     with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000) \
     select t.term, i % 3, 20000 + i % 900, cast(1000000 + i as text) || 'A' \
     from n cross join (select '*' as term union all select 'shan:shanling' union all select 'class:life' union all \
        select 'g:xx' union all select 'district:d' union all select 'urgency:usual') t",
    "insert into posting (term, rank, since, wish) \
     with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000) \
     select 'g:' || cast(i % 700 as text), i % 3, 20000 + i % 900, cast(1000000 + i as text) || 'A' from n",
    "insert into station (code, name, level, district, address, hours, phone) values ('S1', 'n', 'l', 'd', 'a', 'h', 'p')",
    "analyze",
];

/// The statements of the list and values like those that a visitor causes.
fn questions() -> Vec<(&'static str, Vec<Arg<'static>>)> {
    let others = |n: usize| {
        let words = ["shan:shanling", "g:xx", "district:d", "urgency:usual", ""];
        words.into_iter().take(n).chain(std::iter::repeat("")).take(5).map(Arg::from).collect::<Vec<_>>()
    };
    let mut all = Vec::new();
    for lead in ["*", "g:xx", "g:7", "class:life", "none"] {
        for n in [0, 1, 4] {
            let start = [Arg::from(lead), 1.into(), 20_300.into(), "1000500A".into(), 480.into()];
            all.push(("WINDOW", start.into_iter().chain(others(n)).collect()));
            all.push(("HOW_MANY_FIT", [Arg::from(lead), 1000.into()].into_iter().chain(others(n)).collect()));
        }
        all.push(("HOW_MANY", vec![lead.into(), 1000.into()]));
    }
    all.push(("CARDS", (0..20).map(|i| Arg::from(format!("{}A", 1_000_001 + i))).collect()));
    all.push(("VIEW", vec!["1000001A".into()]));
    all.push(("WHAT_IT_IS", vec!["1000001A".into()]));
    all.push(("SHOWN", vec!["1000001A".into()]));
    all
}

fn statement(name: &str) -> &'static str {
    let all = statements::all();
    let mut found = all.iter().filter(|(known, _)| *known == name);
    let (_, sql) = found.next().unwrap();
    assert!(found.next().is_none(), "another statement is called {name} too");
    sql
}

async fn plan(conn: &mut Conn<'_>, sql: &str, values: &[Arg<'_>]) -> Result<String, StoreError> {
    let (how, column) = match conn.engine() {
        Engine::Sqlite => ("explain query plan", 3),
        Engine::Postgres => ("explain (analyze, costs off, timing off, summary off)", 0),
    };
    let sql: &'static str = Box::leak(format!("{how} {sql}").into_boxed_str());
    let mut plan = String::new();
    for row in conn.rows(sql, values).await? {
        writeln!(plan, "{}", row.text(column)?).unwrap();
    }
    Ok(plan)
}

/// Tables that grow with every wish.
const GROWING: [&str; 5] = ["posting", "wish", "claim", "waiting", "shown"];

/// Complains about a line of a plan that reads a growing table without an index, or too much of it.
fn complaint(engine: Engine, line: &str) -> Option<String> {
    let line = line.trim().trim_start_matches("-> ").trim();
    match engine {
        Engine::Sqlite => {
            // `p` is what a bounded subquery yields; nothing else may be walked through.
            let scans = line.starts_with("SCAN") && line != "SCAN p";
            scans.then(|| format!("scans: {line}"))
        }
        Engine::Postgres => {
            let is_growing = |table: &&str| line.contains(&format!(" on {table} "));
            if line.contains("Seq Scan") && GROWING.iter().any(is_growing)
                || line.contains("Hash")
                || line.contains("Bitmap")
            {
                return Some(format!("reads without its order: {line}"));
            }
            let number = |after: &str| {
                let rest = line.rsplit_once(after)?.1;
                rest.split(|c: char| !c.is_ascii_digit() && c != '.').next()?.parse::<f64>().ok()
            };
            let rows = number("rows=").unwrap_or_default() * number("loops=").unwrap_or(1.0);
            (rows > 1000.0).then(|| format!("reads too much: {line}"))
        }
    }
}

both! {
    async fn every_question_is_answered_by_an_index_in_the_order_of_the_list(fresh: Fresh) {
        let store = fresh.open().await;
        fresh.outside(async |conn| fill(conn).await).await.unwrap();
        let mut reader = store.read().await.unwrap();
        for (name, values) in questions() {
            let sql = statement(name);
            let plan = plan(&mut reader.conn(), sql, &values).await.unwrap();
            for line in plan.lines() {
                let complaint = complaint(store.engine(), line);
                assert_eq!(complaint, None, "{name} {values:?}\n{sql}\n{plan}");
            }
            assert!(plan.contains("SEARCH") || plan.contains("Index"), "{name}\n{plan}");
        }
        // Otherwise the plans say nothing about writing: a wish leaves the list by the primary key as well.
        let mut values: Vec<Arg<'_>> = vec![1.into(), 20_001.into(), "1000001A".into()];
        values.extend((0..32).map(|i| Arg::from(format!("g:{i}"))));
        let plan = fresh.outside(async |conn| plan(conn, statement("DELETE_POSTINGS"), &values).await).await.unwrap();
        assert!(plan.contains("SEARCH posting") || plan.contains("Index Scan"), "{plan}");
    }
}

async fn fill(conn: &mut Conn<'_>) -> Result<(), StoreError> {
    let bytes = if conn.engine() == Engine::Sqlite { "blob" } else { "bytea" };
    for sql in MANY {
        conn.script(Box::leak(sql.replace("BYTES", bytes).into_boxed_str())).await?;
    }
    Ok(())
}

#[test]
fn a_scan_of_a_growing_table_is_complained_about() {
    for (engine, line, bad) in [
        (Engine::Sqlite, "SCAN posting", true),
        (Engine::Sqlite, "SCAN w", true),
        (Engine::Sqlite, "SCAN p", false),
        (Engine::Sqlite, "SEARCH posting USING PRIMARY KEY (term=?)", false),
        (Engine::Postgres, "->  Seq Scan on posting p (actual rows=5 loops=1)", true),
        (Engine::Postgres, "->  Index Only Scan using posting_pkey on posting (actual rows=480 loops=1)", false),
        (Engine::Postgres, "->  Index Only Scan using posting_pkey on posting (actual rows=20000 loops=1)", true),
        (Engine::Postgres, "->  Bitmap Heap Scan on posting (actual rows=1 loops=1)", true),
    ] {
        assert_eq!(complaint(engine, line).is_some(), bad, "{line}");
    }
}
