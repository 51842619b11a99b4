//! The columns of a station's export, and which of them a file has where.

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident = $zh:literal;)+) => {
        /// A column of a station's export.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Column { $($(#[$doc])* $name,)+ }

        impl Column {
            /// Every column, in the order of the export.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Its heading.
            #[must_use]
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$name => $zh),+ }
            }
        }
    };
}

columns! {
    Number = "需求编号";
    Station = "服务站";
    Collector = "采集人";
    CollectedOn = "采集日期";
    /// Private, as the six that follow: sealed, and nowhere else.
    Name = "姓名";
    Sex = "性别";
    Identity = "身份证号";
    Phone = "联系电话";
    Address = "家庭住址";
    AidCategory = "救助类别";
    Birth = "出生日期";
    District = "区县";
    Household = "家庭结构";
    Function = "功能状况";
    Stage = "学段";
    Shan = "善扶工程";
    Class = "服务大类";
    Item = "服务细项";
    Title = "心愿标题";
    Story = "心愿说明";
    Thing = "物品";
    Spec = "规格";
    Slots = "份数";
    Price = "参考单价(元)";
    Hours = "服务工时";
    Delivery = "送达方式";
    Urgency = "紧急程度";
    ConsentPublish = "同意公开";
    ConsentReferral = "同意转介";
    ConsentPhoto = "同意拍照";
    ConsentGuardian = "监护人同意";
    ConsentUntil = "同意有效期";
    VerifiedOn = "核实日期";
    DuplicateCheck = "查重";
    Crowd = "同类登记人数";
}

/// How many columns there are.
pub const COUNT: usize = Column::ALL.len();

/// A row of the file: its line, and its cells in the order of [`Column::ALL`].
pub struct Row {
    /// The line of the file on which it begins; the header's is 1.
    pub line: u32,
    /// The cells, trimmed; empty when the row is not as wide as the header.
    cells: Vec<String>,
}

impl Row {
    /// What stands in a column.
    #[must_use]
    pub fn get(&self, column: Column) -> &str {
        self.cells.get(column as usize).map_or("", String::as_str)
    }

    /// Whether the row is as wide as the header, so that its cells can be told apart.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.cells.len() == COUNT
    }

    /// Every cell, one after the other, for the fingerprint.
    #[must_use]
    pub fn joined(&self) -> String {
        self.cells.join("\u{1f}")
    }
}

/// Where a file has its columns.
#[derive(Debug)]
pub struct Header {
    /// Place in the file, by [`Column::ALL`].
    places: Vec<usize>,
    width: usize,
    /// Headings that we do not know; what stands below them is not read.
    pub unknown: usize,
}

impl Header {
    /// Reads the first line of a file.
    ///
    /// # Errors
    /// One Chinese sentence when a column is missing or stands there twice.
    pub fn read(cells: &[String]) -> Result<Self, String> {
        let heading = |text: &str| text.trim().trim_start_matches('\u{feff}').replace('（', "(").replace('）', ")");
        let headings: Vec<String> = cells.iter().map(|cell| heading(cell)).collect();
        let (mut places, mut missing) = (Vec::with_capacity(COUNT), Vec::new());
        for column in Column::ALL {
            let mut found = headings.iter().enumerate().filter(|(_, heading)| *heading == column.zh());
            match (found.next(), found.next()) {
                (Some(_), Some(_)) => return Err(format!("duplicate_column：“{}”这一栏出现了两次。", column.zh())),
                (Some((place, _)), None) => places.push(place),
                (None, _) => missing.push(column.zh()),
            }
        }
        if missing.len() == COUNT {
            return Err("missing_column：第一行不是表头，没有一个认识的栏名；请用服务站导出的原文件。".into());
        }
        if !missing.is_empty() {
            return Err(format!("missing_column：缺少这些栏：{}。", missing.join("、")));
        }
        let unknown = headings.iter().filter(|heading| !heading.is_empty()).count().saturating_sub(COUNT);
        Ok(Self { places, width: cells.len(), unknown })
    }

    /// Sorts the cells of a line; `None` when all of them are empty.
    #[must_use]
    pub fn row(&self, line: u32, cells: &mut Vec<String>) -> Option<Row> {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return None;
        }
        // Spreadsheets leave off or add empty cells at the end; anything else would shift values into other columns.
        while cells.len() > self.width && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
            cells.pop();
        }
        if cells.len() != self.width {
            return Some(Row { line, cells: Vec::new() });
        }
        let take = |place: &usize| cells.get(*place).map(|cell| cell.trim().to_owned()).unwrap_or_default();
        Some(Row { line, cells: self.places.iter().map(take).collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    fn headings() -> Vec<String> {
        Column::ALL.iter().map(|column| column.zh().to_owned()).collect()
    }

    #[test]
    fn columns_may_stand_in_any_order_with_others_between() {
        let mut cells = headings();
        cells.reverse();
        cells.insert(3, "备注".into());
        let header = Header::read(&cells).unwrap();
        assert_eq!(header.unknown, 1);
        let row = header.row(2, &mut cells.clone()).unwrap();
        assert!(Column::ALL.iter().all(|column| row.get(*column) == column.zh()));
    }

    #[test]
    fn a_missing_or_doubled_column_is_named() {
        let mut cells = headings();
        cells.pop();
        assert!(Header::read(&cells).unwrap_err().contains("同类登记人数"));
        cells.push("姓名".into());
        assert!(Header::read(&cells).unwrap_err().contains("两次"));
        assert!(Header::read(&line(&["a", "b"])).unwrap_err().contains("表头"));
    }

    #[test]
    fn a_row_of_another_width_is_never_guessed_at() {
        let header = Header::read(&headings()).unwrap();
        let mut cells = vec!["x".to_owned(); COUNT];
        assert!(header.row(2, &mut cells.clone()).unwrap().is_whole());
        cells.push(" ".into());
        assert!(header.row(2, &mut cells.clone()).unwrap().is_whole());
        cells.push("y".into());
        assert!(!header.row(2, &mut cells.clone()).unwrap().is_whole());
        assert!(header.row(2, &mut line(&["", " "])).is_none());
    }
}
