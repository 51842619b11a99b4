//! The stations' file (`stations.csv`): checked as a whole, taken in as a whole.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use model::view::StationView;

use super::{
    cells,
    source::{Unreadable, small_table},
};

const HEADINGS: [&str; 8] = ["编码", "名称", "层级", "上级", "区县", "地址", "开放时间", "电话"];
/// Characters of any cell.
const LONGEST: usize = 80;

/// Reads a stations' file; `known` are the codes of stations that may be named as parents besides.
///
/// # Errors
/// The first mistake, with its line, in one Chinese sentence.
pub fn read(path: &Path, known: &BTreeSet<String>) -> Result<Vec<StationView>, Unreadable> {
    let mut rows = small_table(path)?.into_iter();
    let (_, header) = rows.next().ok_or("文件是空的。")?;
    let mut places = Vec::new();
    for heading in HEADINGS {
        let place = header.iter().position(|cell| cell == heading);
        places.push(place.ok_or_else(|| format!("missing_column：缺少“{heading}”这一栏。"))?);
    }
    let mut stations: BTreeMap<String, (u32, StationView)> = BTreeMap::new();
    for (line, cells) in rows {
        if cells.iter().all(String::is_empty) {
            continue;
        }
        let found = station(&places, &cells).map_err(|mistake| format!("第{line}行：{mistake}"))?;
        if let Some((before, _)) = stations.insert(found.code.clone(), (line, found)) {
            return Err(format!("第{line}行：编码与第{before}行相同。"));
        }
    }
    for (line, station) in stations.values() {
        let Some(parent) = &station.parent else { continue };
        if *parent == station.code || !(stations.contains_key(parent) || known.contains(parent)) {
            return Err(format!("第{line}行：上级“{parent}”不是已知的服务站编码。"));
        }
    }
    if stations.is_empty() {
        return Err("文件里没有服务站。".into());
    }
    Ok(stations.into_values().map(|(_, station)| station).collect())
}

fn station(places: &[usize], cells: &[String]) -> Result<StationView, Unreadable> {
    let mut values = HEADINGS.iter().zip(places).map(|(heading, place)| {
        let cell = cells.get(*place).map_or("", String::as_str);
        if cells::has_control(cell) || cell.chars().count() > LONGEST {
            return Err(format!("“{heading}”太长或含有控制字符。"));
        }
        if cell.is_empty() && *heading != "上级" {
            return Err(format!("“{heading}”不能为空。"));
        }
        Ok(cells::clean(cell))
    });
    let mut next = || values.next().unwrap_or_else(|| Ok(String::new()));
    let code = next()?;
    if !code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') || code.len() > 16 {
        return Err("“编码”只能是16位以内的字母、数字和短横线。".into());
    }
    Ok(StationView {
        code,
        name: next()?,
        level: next()?,
        parent: Some(next()?).filter(|parent| !parent.is_empty()),
        district: next()?,
        address: next()?,
        hours: next()?,
        phone: next()?,
    })
}
